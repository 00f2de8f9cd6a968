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
    for product in report.products where !product.rows.isEmpty {
      lines.append("")
      lines += table(title: product.name, rows: product.rows)
    }
    if !notes.texts.isEmpty {
      lines.append("")
      lines += notes.texts.enumerated().map { "\(Self.superscript($0.offset + 1)) \(TerminalStyle.safe($0.element))" }
    }
    return lines.joined(separator: "\n") + "\n\n"
  }

  private var heading: String {
    style.show(TerminalStyle.safe(report.definition.title), as: .strong)
      + "   \(report.period.label) · as of \(report.asOf.inWords)"
  }

  private func table(title: String?, rows: [Report.Row]) -> [String] {
    var table = TerminalTable()
    let natures: [(KPINature, String)] = [(.result, "Results"), (.activity, "Activity")]
    for (nature, name) in natures {
      let rows = rows.filter { $0.request.kpi.nature == nature }
      guard !rows.isEmpty else { continue }
      let isFirst = table.rows.isEmpty
      if isFirst {
        table.add(head(title.map { TerminalStyle.safe($0) } ?? name, hasTarget: title == nil))
      } else if title == nil {
        table.add([TerminalTable.Cell(text: name, role: .strong)])
      }
      for row in rows { table.add(self.row(row)) }
    }
    return table.lines(style: style)
  }

  private func head(_ name: String, hasTarget: Bool) -> [TerminalTable.Cell] {
    let periods = report.periods.map { $0 == report.period ? $0.labelInTable : $0.shortLabel }
    let target = hasTarget ? [TerminalTable.Cell(text: "Target", role: .faint)] : []
    return [TerminalTable.Cell(text: name, role: .strong)] + target
      + periods.map { TerminalTable.Cell(text: $0, role: $0 == periods.last ? .strong : .faint) }
      + ["Change", "Trend"].map { TerminalTable.Cell(text: $0, role: .faint, isLeft: true) }
  }

  private func row(_ row: Report.Row) -> [TerminalTable.Cell] {
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
    return [TerminalTable.Cell(text: "  " + row.request.kpi.title)] + target + values + [
      TerminalTable.Cell(text: row.shownChange?.text ?? "–", isLeft: true),
      TerminalTable.Cell(text: Trend(row.cells.map(\.value)).bars, role: .place, isLeft: true),
      TerminalTable.Cell(text: row.verdictText ?? "", role: verdict, isLeft: true),
    ]
  }

  private static func superscript(_ number: Int) -> String {
    let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    return String(String(number).compactMap { $0.wholeNumberValue.map { digits[$0] } })
  }
}
