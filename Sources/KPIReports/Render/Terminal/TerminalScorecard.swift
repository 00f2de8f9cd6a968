/// The scorecard and the tables by product, each in the form that fits the terminal.
///
/// Where a table is too wide, earlier periods go first, since the trend still has them; where hardly any would be left, each
/// row but its periods and trend moves to a second line.
struct TerminalScorecard {
  /// A table in its form: its lines, and how many columns its rows take.
  struct Fitted {
    var lines: [[String]]
    let width: Int
  }

  /// The rows that stand together under a name.
  private struct Section {
    /// The product's name; nil for the whole report, whose groups have names.
    let product: String?
    let rows: [Report.Row]
  }

  private let report: Report
  private let notes: Footnotes
  private let style: TerminalStyle
  private let width: Int

  init(_ report: Report, notes: Footnotes, style: TerminalStyle, width: Int) {
    self.report = report
    self.notes = notes
    self.style = style
    self.width = width
  }

  /// The table of the whole report.
  var scorecard: Fitted { fitted([Section(product: nil, rows: report.rows)], fewest: 4) }

  /// The tables by product, with the same columns.
  var products: Fitted {
    fitted(
      report.products.filter { !$0.rows.isEmpty }.map { Section(product: $0.name, rows: $0.rows) }, fewest: 3)
  }

  /// Tables in the first form that fits; with at least so many periods as long as each row is on one line.
  private func fitted(_ sections: [Section], fewest: Int) -> Fitted {
    let most = min(report.periods.count, max(1, width / 4))
    let forms =
      [TerminalRow.Form(periods: most, setting: .wide)]
      + (min(fewest, most)...most).reversed().map { TerminalRow.Form(periods: $0, setting: .compact) }
      + (1...most).reversed().map { TerminalRow.Form(periods: $0, setting: .stacked) }
    let hasRange = sections.contains { $0.rows.contains { $0.usualRange != nil } }
    for form in forms {
      let maker = TerminalRow(form, report: report, notes: notes, style: style, width: width, hasRange: hasRange)
      let tables = sections.map { table($0, maker) }
      let all = TerminalTable(tables)
      let needed = all.width(first: nameWidth)
      guard needed <= width || form == forms.last else { continue }
      var lines = sections.indices.map { place in
        tables[place].lines(style: style, within: width, first: nameWidth, alignedWith: all)
      }
      let hidden = report.periods.count - form.periods
      if hidden > 0, !lines.isEmpty {
        let words = TerminalText.leftOut(hidden, unit: report.definition.period.rawValue)
        lines[lines.count - 1].append(style.show("  " + words, as: .faint))
      }
      return Fitted(lines: lines, width: min(needed, width))
    }
    return Fitted(lines: [], width: 0)
  }

  /// Names may take so many columns.
  private var nameWidth: Int { max(30, width * 2 / 5) }

  private func table(_ section: Section, _ maker: TerminalRow) -> TerminalTable {
    var table = TerminalTable()
    let groups = Report.groups(of: section.rows)
    let isWhole = section.product == nil
    var name = section.product ?? groups.first?.title ?? ""
    if name.displayWidth > nameWidth {
      table.add(lines: TerminalText.wrapped(name, width: width).map { style.show($0, as: .strong) })
      name = ""
    }
    table.add(maker.head(name, hasTarget: isWhole))
    for (place, group) in groups.enumerated() {
      if place > 0, isWhole { table.add([TerminalTable.Cell(text: group.title, role: .strong)]) }
      for row in group.rows { maker.add(row, to: &table) }
    }
    let retired = section.rows.filter(\.request.isRetired)
    if !retired.isEmpty { table.add([TerminalTable.Cell(text: "No longer followed", role: .strong)]) }
    for row in retired { maker.add(row, to: &table) }
    return table
  }
}
