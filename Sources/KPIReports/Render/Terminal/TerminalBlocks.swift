/// The blocks that a report asks for, as tables in a terminal.
struct TerminalBlocks {
  private let report: Report
  private let style: TerminalStyle
  private let width: Int

  init(_ report: Report, style: TerminalStyle, width: Int) {
    self.report = report
    self.style = style
    self.width = width
  }

  /// The lines of each block.
  var tables: [[String]] {
    let tables = [PageContext.cohorts(report)].compactMap(\.self) + PageContext.robustness(report)
    return tables.map { table in
      TerminalText.wrapped(table.caption, width: width).map { style.show($0, as: .strong) } + lines(of: table)
        + (table.sentence.map { TerminalText.wrapped($0, width: width) } ?? [])
    }
  }

  /// A block with as many of its newest columns as there is room for.
  private func lines(of block: PageContext.BlockTable) -> [String] {
    let count = block.headings.count
    let kept = (1...max(1, min(count, width / 3))).last { table(block, last: $0).width(first: .max) <= width } ?? 1
    let lines = table(block, last: kept).lines(style: style, within: width)
    let unit = report.definition.period.rawValue
    return lines
      + (kept < count ? [style.show("  " + TerminalText.leftOut(count - kept, unit: unit), as: .faint)] : [])
  }

  private func table(_ block: PageContext.BlockTable, last count: Int) -> TerminalTable {
    var table = TerminalTable()
    table.add(
      [TerminalTable.Cell(text: "  " + block.corner, role: .faint)]
        + block.headings.suffix(count).map { TerminalTable.Cell(text: $0.text, role: .faint) })
    for line in block.lines {
      let role: TerminalStyle.Role? = line.isChosen ? .strong : nil
      table.add(
        [TerminalTable.Cell(text: (line.isChosen ? "* " : "  ") + line.heading, role: role)]
          + line.texts.suffix(count).map { TerminalTable.Cell(text: $0.line, role: role) })
    }
    return table
  }
}
