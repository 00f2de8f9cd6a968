/// Rows of text in aligned columns: the first to the left, the others as they are told, with marks beyond their ends.
struct TerminalTable {
  /// A cell: its text, a mark that stands behind it without moving it, its colour, and whether it stands at the left.
  struct Cell {
    var text: String
    var mark = ""
    var role: TerminalStyle.Role?
    var isLeft = false
  }

  private(set) var rows: [[Cell]] = []

  mutating func add(_ row: [Cell]) { rows.append(row) }

  /// The lines; what stands at the end of a line is not padded.
  func lines(style: TerminalStyle) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    func width(of column: Int, _ text: (Cell) -> String) -> Int {
      rows.map { column < $0.count ? TerminalStyle.width(text($0[column])) : 0 }.max() ?? 0
    }
    let widths = (0..<count).map { width(of: $0, \.text) }
    let markWidths = (0..<count).map { width(of: $0, \.mark) }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - TerminalStyle.width(cell.text))
        let spaceForMark = String(repeating: " ", count: markWidths[column] - TerminalStyle.width(cell.mark))
        let text = cell.text.isEmpty ? "" : cell.role.map { style.show(cell.text, as: $0) } ?? cell.text
        return (column == 0 || cell.isLeft ? text + space : space + text) + cell.mark + spaceForMark
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
