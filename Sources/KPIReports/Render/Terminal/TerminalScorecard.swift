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

  /// The footnotes of the values that have a column.
  let notes: Footnotes
  /// The table of the whole report.
  let scorecard: Fitted
  /// The tables by product, with the same columns.
  let products: Fitted

  init(_ report: Report, style: TerminalStyle, width: Int) {
    let whole = [Section(product: nil, rows: report.rows)]
    let products = report.products.filter { !$0.rows.isEmpty }.map { Section(product: $0.name, rows: $0.rows) }
    let fitting = Fitting(report: report, style: style, width: width)
    // The fewer marks of the columns that are left take no more room than all.
    let all = Footnotes(report)
    let forms = (fitting.form(of: whole, all, fewest: 4), fitting.form(of: products, all, fewest: 3))
    notes = Footnotes(report, newest: forms.0.periods, ofProducts: forms.1.periods)
    scorecard = fitting.fitted(whole, forms.0, notes)
    self.products = fitting.fitted(products, forms.1, notes)
  }
}

/// The rows that stand together under a name.
private struct Section {
  /// The product's name; nil for the whole report, whose groups have names.
  let product: String?
  let rows: [Report.Row]
}

/// Tables of a report in one form or another.
private struct Fitting {
  let report: Report
  let style: TerminalStyle
  let width: Int

  /// The first form in which tables fit; with at least so many periods as long as each row is on one line.
  func form(of sections: [Section], _ notes: Footnotes, fewest: Int) -> TerminalRow.Form {
    let most = min(report.periods.count, max(1, width / 4))
    let last = TerminalRow.Form(periods: 1, setting: .stacked)
    let forms =
      [TerminalRow.Form(periods: most, setting: .wide)]
      + (min(fewest, most)...most).reversed().map { TerminalRow.Form(periods: $0, setting: .compact) }
      + (1...most).reversed().map { TerminalRow.Form(periods: $0, setting: .stacked) }
    return forms.first { TerminalTable(tables(sections, $0, notes)).width(first: nameWidth) <= width } ?? last
  }

  /// Tables in a form, with the same columns.
  func fitted(_ sections: [Section], _ form: TerminalRow.Form, _ notes: Footnotes) -> TerminalScorecard.Fitted {
    let tables = tables(sections, form, notes)
    let all = TerminalTable(tables)
    var lines = tables.map { $0.lines(style: style, within: width, first: nameWidth, alignedWith: all) }
    let hidden = report.periods.count - form.periods
    if hidden > 0, !lines.isEmpty {
      let words = TerminalText.leftOut(hidden, unit: report.definition.period.rawValue)
      lines[lines.count - 1].append(style.show("  " + words, as: .faint))
    }
    return TerminalScorecard.Fitted(lines: lines, width: min(all.width(first: nameWidth), width))
  }

  private func tables(_ sections: [Section], _ form: TerminalRow.Form, _ notes: Footnotes) -> [TerminalTable] {
    let hasRange = sections.contains { $0.rows.contains { $0.usualRange != nil } }
    let maker = TerminalRow(form, report: report, notes: notes, style: style, width: width, hasRange: hasRange)
    return sections.map { table($0, maker) }
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
