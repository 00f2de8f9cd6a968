/// The cells of the tables in a wikitext that has a cell a line, by what heads their row and column.
struct ShownTables {
  private struct Place: Hashable {
    let table: Int
    let row: String
    let column: String
  }

  private var places: [Place] = []
  private var cells: [Place: String] = [:]

  init(_ text: String) {
    var table = 0
    var columns: [String] = []
    var row: String?
    var cell = 0
    for line in text.split(separator: "\n") {
      if line.hasPrefix("{|") {
        (columns, row) = ([], nil)
        table += 1
      } else if line.hasPrefix("! scope=\"row\"") {
        (row, cell) = (Self.plain(line.dropFirst()), 1)
      } else if line.hasPrefix("!") {
        columns.append(Self.plain(line.dropFirst()))
      } else if line.hasPrefix("|"), !line.hasPrefix("|-"), !line.hasPrefix("|}"), !line.hasPrefix("|+"), let row {
        let place = Place(table: table, row: row, column: cell < columns.count ? columns[cell] : "")
        if cells[place] == nil { places.append(place) }
        cells[place] = Self.plain(line.dropFirst())
        cell += 1
      }
    }
  }

  /// Where another text shows something else, one text each: "Edits, Oct 2026: 3 → 4".
  func differences(from other: ShownTables) -> [String] {
    let all = places + other.places.filter { cells[$0] == nil }
    return all.compactMap { place in
      let (before, after) = (cells[place] ?? "", other.cells[place] ?? "")
      guard before != after else { return nil }
      let name = [place.row, place.column].filter { !$0.isEmpty }.joined(separator: ", ")
      return "\(name): \(before.isEmpty ? "–" : before) → \(after.isEmpty ? "–" : after)"
    }
  }

  /// What readers see of a cell: no attributes, no tags, no bold, no small print.
  private static func plain(_ cell: Substring) -> String {
    var text = String(cell)
    if let attributes = text.prefixMatch(of: /[^|\[{]*="[^|]*\|/) {
      text = String(text[attributes.range.upperBound...])
    }
    for small in [/<sup>.*?<\/sup>/, /<br ?\/?>.*/] { text = text.replacing(small, with: "") }
    text = text.replacing(/<[^>]*>/, with: "").replacing("'''", with: "")
    text = text.replacing(/\{\{formatnum:([^{}|]*)\}\}/) { String($0.1) }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
