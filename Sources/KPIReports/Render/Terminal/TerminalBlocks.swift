/// The blocks that a report asks for, as tables in a terminal.
struct TerminalBlocks {
  private let report: Report
  private let style: TerminalStyle

  init(_ report: Report, style: TerminalStyle) {
    self.report = report
    self.style = style
  }

  /// The lines of all blocks, each after an empty one.
  func lines(width: Int) -> [String] {
    let tables = [PageContext.cohorts(report)].compactMap(\.self) + PageContext.robustness(report)
    return tables.flatMap { table in
      [""] + [style.show(TerminalStyle.safe(table.caption), as: .strong)] + lines(of: table)
        + (table.sentence.map { TerminalStyle.wrapped($0, width: width) } ?? [])
    }
  }

  private func lines(of table: PageContext.BlockTable) -> [String] {
    var terminal = TerminalTable()
    terminal.add(
      [TerminalTable.Cell(text: "  " + table.corner, role: .faint)]
        + table.headings.map { TerminalTable.Cell(text: $0.text, role: .faint) })
    for line in table.lines {
      let role: TerminalStyle.Role? = line.isChosen ? .strong : nil
      terminal.add(
        [TerminalTable.Cell(text: (line.isChosen ? "* " : "  ") + line.heading, role: role)]
          + line.texts.map { TerminalTable.Cell(text: $0.line, role: role) })
    }
    return terminal.lines(style: style)
  }
}
