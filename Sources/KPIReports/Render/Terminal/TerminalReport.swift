import MediaWiki

/// A report as a table in a terminal.
package struct TerminalReport {
  private let report: Report
  private let notes: Footnotes
  private let style: TerminalStyle

  /// Takes a report and how the terminal shows text.
  package init(_ report: Report, style: TerminalStyle) {
    self.report = report
    self.style = style
    notes = Footnotes(report)
  }

  /// The whole text, with a line feed at its end.
  package var text: String {
    var lines = [heading, ""]
    lines += table(title: nil, rows: report.rows)
    lines += TerminalStyle.wrapped(yearChanges, width: Self.width)
    for product in report.products where !product.rows.isEmpty {
      lines.append("")
      lines += table(title: product.name, rows: product.rows)
    }
    lines += TerminalBlocks(report, style: style).lines(width: Self.width)
    if !notes.texts.isEmpty || report.usualRangeDefinition != nil {
      lines.append("")
      lines += notes.texts.enumerated().map { "\(Self.superscript($0.offset + 1)) \(TerminalStyle.safe($0.element))" }
    }
    if let text = report.usualRangeDefinition {
      lines += TerminalStyle.wrapped("Usual: \(text)", width: Self.width)
    }
    return lines.joined(separator: "\n") + "\n\n"
  }

  /// Sentences are broken after so many columns.
  private static let width = 120

  /// The changes over a year, as a sentence; empty where there are none.
  private var yearChanges: String {
    let changes = report.rows.compactMap { row in
      row.shownYearChange.map { "\(row.request.kpi.title) \($0.text)" }
    }
    guard let year = report.period.yearBefore, !changes.isEmpty else { return "" }
    return "Since \(year.labelInSentence): \(changes.joined(separator: ", "))"
  }

  private var heading: String {
    style.show(TerminalStyle.safe(report.definition.title), as: .strong)
      + "   \(report.period.label) · as of \(report.asOf.inWords)"
  }

  private func table(title: String?, rows: [Report.Row]) -> [String] {
    var table = TerminalTable()
    let groups = Report.groups(of: rows)
    let hasRange = rows.contains { $0.usualRange != nil }
    for (place, group) in groups.enumerated() {
      if place == 0 {
        let name = title.map { TerminalStyle.safe($0) } ?? group.title
        table.add(head(name, hasTarget: title == nil, hasRange: hasRange))
      } else if title == nil {
        table.add([TerminalTable.Cell(text: group.title, role: .strong)])
      }
      for row in group.rows { table.add(self.row(row, hasRange: hasRange)) }
    }
    let retired = rows.filter(\.request.isRetired)
    if !retired.isEmpty { table.add([TerminalTable.Cell(text: "No longer followed", role: .strong)]) }
    for row in retired { table.add(self.row(row, hasRange: hasRange)) }
    return table.lines(style: style)
  }

  private func head(_ name: String, hasTarget: Bool, hasRange: Bool) -> [TerminalTable.Cell] {
    let periods = report.periods.map { $0 == report.period ? $0.labelInTable : $0.shortLabel }
    let target = hasTarget ? [TerminalTable.Cell(text: "Target", role: .faint)] : []
    let last = hasRange ? ["Change", "Usual", "Trend"] : ["Change", "Trend"]
    return [TerminalTable.Cell(text: name, role: .strong)] + target
      + periods.map { TerminalTable.Cell(text: $0, role: $0 == periods.last ? .strong : .faint) }
      + last.map { TerminalTable.Cell(text: $0, role: .faint, isLeft: true) }
  }

  private func row(_ row: Report.Row, hasRange: Bool) -> [TerminalTable.Cell] {
    let values = row.cells.map { cell in
      let marks = notes.numbers(at: cell).map(Self.superscript).joined(separator: "·")
      return TerminalTable.Cell(
        text: cell.period == report.period ? row.shown(cell).textWithInterval : row.shown(cell).text, mark: marks,
        role: cell.period == report.period ? .strong : nil)
    }
    let verdict: TerminalStyle.Role? =
      switch row.verdict {
      case .met: .good
      case .missed: .bad
      default: nil
      }
    let target = row.product == nil ? [TerminalTable.Cell(text: row.targetText ?? "–")] : []
    let range = row.usualRange?.position
    let usual = [TerminalTable.Cell(text: range?.rawValue ?? "", role: range == .within ? .faint : nil, isLeft: true)]
    return [TerminalTable.Cell(text: "  " + row.request.kpi.title)] + target + values + [
      TerminalTable.Cell(text: row.shownChange?.text ?? "–", isLeft: true)
    ] + (hasRange ? usual : []) + [
      TerminalTable.Cell(text: Trend(row.cells.map(\.value)).bars, role: .place, isLeft: true),
      TerminalTable.Cell(text: row.verdictText ?? "", role: verdict, isLeft: true),
    ]
  }

  private static func superscript(_ number: Int) -> String {
    let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    return String(String(number).compactMap { $0.wholeNumberValue.map { digits[$0] } })
  }
}
