/// Rows of text in aligned columns: the first to the left, the others as they are told.
struct TerminalTable {
  /// A cell: its text, its colour, and whether it stands at the left of its column.
  struct Cell {
    var text: String
    var role: TerminalStyle.Role?
    var isLeft = false
  }

  private(set) var rows: [[Cell]] = []

  mutating func add(_ row: [Cell]) { rows.append(row) }

  /// The lines; what stands at the end of a line is not padded.
  func lines(style: TerminalStyle) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? TerminalStyle.width($0[column].text) : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - TerminalStyle.width(cell.text))
        let text = cell.role.map { style.show(cell.text, as: $0) } ?? cell.text
        return column == 0 || cell.isLeft ? text + space : space + text
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
