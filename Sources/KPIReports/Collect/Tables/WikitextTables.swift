/// Finds the tables of a wikitext page, or else its first list, as plain text.
///
/// It reads what people type by hand: cells one a line or several, with attributes, links, formatting and comments. Cells
/// that span others, and tables inside tables, are refused rather than guessed.
struct WikitextTables {
  /// Why a page's tables can't be read: a part of a sentence about the page.
  struct Problem: Error, Equatable {
    let message: String
  }

  /// More cells than people type.
  private static let mostCells = 50_000

  private var tables: [PageTable] = []
  private var rows: [[String]] = []
  private var isInside = false
  private var cells = 0

  /// The tables of a page in its order; where there are none, the items of its first list.
  static func read(_ text: String) throws(Problem) -> [PageTable] {
    var reader = WikitextTables()
    let lines = WikitextCell.withoutMarkup(text).split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines { try reader.take(line.trimmingPrefix { $0 == " " || $0 == "\t" || $0 == ":" }) }
    if reader.isInside { throw Problem(message: "has a table that is never closed: \"|}\" is missing") }
    return reader.tables.isEmpty ? list(lines) : reader.tables
  }

  private mutating func take(_ line: Substring) throws(Problem) {
    if line.hasPrefix("{|") {
      guard !isInside else { throw Problem(message: "has a table inside a table, which can't be read") }
      (isInside, rows) = (true, [[]])
    } else if !isInside {
      return
    } else if line.hasPrefix("|}") {
      finish()
    } else if line.hasPrefix("|+") {
      return
    } else if line.hasPrefix("|-") {
      rows.append([])
    } else if line.hasPrefix("|") || line.hasPrefix("!") {
      for cell in WikitextCell.split(line) { try add(cell) }
    } else if let last = rows.last?.indices.last {
      rows[rows.count - 1][last] += "\n" + line
    }
  }

  private mutating func add(_ cell: Substring) throws(Problem) {
    let (attributes, content) = WikitextCell.parts(cell)
    if attributes.contains("rowspan") || attributes.contains("colspan") {
      throw Problem(message: "has cells that span rows or columns, which can't be read")
    }
    cells += 1
    guard cells <= Self.mostCells else { throw Problem(message: "has more than \(Self.mostCells) cells") }
    rows[rows.count - 1].append(String(content))
  }

  private mutating func finish() {
    isInside = false
    let found = rows.filter { !$0.isEmpty }.map { $0.map(WikitextCell.plain) }
    guard let head = found.first else { return }
    tables.append(PageTable(columns: head, rows: found.dropFirst().filter { row in row.contains { !$0.isEmpty } }))
  }

  /// The items of the first list, those inside other items left out.
  private static func list(_ lines: [Substring]) -> [PageTable] {
    let marks: Set<Character> = ["*", "#"]
    let begun = lines.drop { !($0.first.map(marks.contains) ?? false) || $0.hasPrefix("#REDIRECT") }
    let items = begun.prefix { $0.first.map(marks.contains) ?? false }
      .filter { !($0.dropFirst().first.map { marks.contains($0) || $0 == ":" } ?? true) }
      .map { WikitextCell.plain(String($0.dropFirst())) }
    return items.isEmpty ? [] : [PageTable(columns: [PageTable.item], rows: items.map { [$0] })]
  }
}
