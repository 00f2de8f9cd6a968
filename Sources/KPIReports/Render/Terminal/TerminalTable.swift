/// Rows of text in aligned columns: the first to the left, the others as they are told, with marks beyond their ends.
struct TerminalTable {
  /// A cell: its text, a mark that stands behind it without moving it, its colour, and whether it stands at the left.
  struct Cell {
    var text: String
    var mark = ""
    var role: TerminalStyle.Role?
    var isLeft = false
  }

  private enum Row {
    case cells([Cell])
    case line(String)
  }

  /// Columns are so far from each other; a mark stands in the space behind its column.
  private static let gap = 2
  private var rows: [Row] = []

  /// Makes an empty table.
  init() {}

  /// Makes one table of several.
  init(_ tables: [TerminalTable]) { rows = tables.flatMap(\.rows) }

  /// Adds a row.
  mutating func add(_ row: [Cell]) {
    rows.append(
      .cells(
        row.map { cell in
          var cell = cell
          cell.text = TerminalText.safe(cell.text).replacing("\t", with: " ")
          return cell
        }))
  }

  /// Adds lines that keep to no columns.
  mutating func add(lines: [String]) { rows += lines.map(Row.line) }

  /// How many columns of a terminal the table takes when its first one is no wider than that.
  func width(first limit: Int) -> Int { Self.total(columns(first: limit)) }

  /// The lines, none of them wider than that; what stands at the end of a line is not padded.
  ///
  /// The first column gives way first, then whichever is the widest. The columns can be those of a larger table.
  func lines(
    style: TerminalStyle, within width: Int, first limit: Int = .max, alignedWith other: TerminalTable? = nil
  ) -> [String] {
    var columns = (other ?? self).columns(first: limit)
    if let first = columns.first, Self.total(columns) > width {
      columns[0].text = max(min(first.text, 12), first.text - (Self.total(columns) - width))
    }
    while Self.total(columns) > width, let widest = columns.indices.max(by: { columns[$0].text < columns[$1].text }),
      columns[widest].text > 1
    {
      columns[widest].text -= 1
    }
    return rows.map { row in
      switch row {
      case .line(let line): line
      case .cells(let cells): Self.line(cells, columns: columns, style: style)
      }
    }
  }

  private typealias Column = (text: Int, mark: Int)

  private func columns(first limit: Int) -> [Column] {
    var columns: [Column] = []
    for case .cells(let cells) in rows {
      for (place, cell) in cells.enumerated() {
        if place == columns.count { columns.append((0, 0)) }
        let text = place == 0 ? min(limit, cell.text.displayWidth) : cell.text.displayWidth
        columns[place] = (max(columns[place].text, text), max(columns[place].mark, cell.mark.displayWidth))
      }
    }
    return columns
  }

  private static func total(_ columns: [Column]) -> Int {
    columns.enumerated().reduce(0) { $0 + $1.element.text + space(after: $1.offset, columns) }
  }

  /// The space behind a column: its marks' and what keeps them from the next.
  private static func space(after place: Int, _ columns: [Column]) -> Int {
    let mark = columns[place].mark
    return place == columns.count - 1 ? mark : max(gap, mark > 0 ? mark + 1 : 0)
  }

  private static func line(_ cells: [Cell], columns: [Column], style: TerminalStyle) -> String {
    let texts = zip(cells, columns).enumerated().map { place, pair in
      let (cell, column) = pair
      let text = TerminalText.cell(cell.text, within: column.text)
      let space = String(repeating: " ", count: max(0, column.text - text.displayWidth))
      let end = String(repeating: " ", count: Self.space(after: place, columns) - cell.mark.displayWidth)
      let shown = text.isEmpty ? "" : cell.role.map { style.show(text, as: $0) } ?? text
      return (place == 0 || cell.isLeft ? shown + space : space + shown) + cell.mark + end
    }
    var line = texts.joined()
    while line.last == " " { line.removeLast() }
    return line
  }
}
