/// A table of wikitext, its cells taken apart.
struct WikitextTable {
  private struct Cell {
    let name: String
    let attributes: Substring
    var lines: [Substring]
  }

  private struct Row {
    var attributes: Substring = ""
    var cells: [Cell] = []
  }

  private let attributes: String
  private var caption: (attributes: Substring, text: Substring)?
  private var rows = [Row()]

  /// Takes the lines between the table's first and last one.
  init(_ lines: ArraySlice<Substring>, attributes: String) {
    self.attributes = attributes
    var depth = 0
    for line in lines {
      let text = line.drop { $0 == " " || $0 == "\t" }
      if text.hasPrefix("{|") { depth += 1 }
      if depth > 0 || !(text.hasPrefix("|") || text.hasPrefix("!")) {
        append(line)
        if text.hasPrefix("|}") { depth -= 1 }
      } else if text.hasPrefix("|-") {
        rows.append(Row(attributes: text.drop { $0 == "|" || $0 == "-" }))
      } else if text.hasPrefix("|+") {
        caption = Self.parted(text.dropFirst(2))
      } else {
        add(text.dropFirst(), name: text.first == "!" ? "th" : "td")
      }
    }
  }

  /// The table's HTML.
  func html(_ inline: WikitextInline, blocks: ([Substring]) -> String) -> String {
    let head = caption.map {
      "<caption\(inline.attributes($0.attributes))>\(inline.html($0.text.trimmingBlanks))</caption>\n"
    }
    let body = rows.filter { !$0.cells.isEmpty }.map { row in
      let cells = row.cells.map { cell in
        let content =
          cell.lines.count == 1 ? inline.html(cell.lines[0].trimmingBlanks) : blocks(cell.lines.map(\.trimmingBlanks))
        return "<\(cell.name)\(inline.attributes(cell.attributes))>\(content)</\(cell.name)>\n"
      }
      return "<tr\(inline.attributes(row.attributes))>\n\(cells.joined())</tr>\n"
    }
    return "<table\(attributes)>\n\(head ?? "")<tbody>\n\(body.joined())</tbody></table>\n"
  }

  /// Adds a line to what the last cell holds.
  private mutating func append(_ line: Substring) {
    let row = rows.count - 1
    guard !rows[row].cells.isEmpty else { return }
    rows[row].cells[rows[row].cells.count - 1].lines.append(line)
  }

  private mutating func add(_ text: Substring, name: String) {
    let separators = name == "th" ? ["!!", "||"] : ["||"]
    var rest = text
    while true {
      let next = separators.compactMap { rest.firstRange(of: $0) }.min { $0.lowerBound < $1.lowerBound }
      let (attributes, content) = Self.parted(next.map { rest[..<$0.lowerBound] } ?? rest)
      rows[rows.count - 1].cells.append(Cell(name: name, attributes: attributes, lines: [content]))
      guard let next else { return }
      rest = rest[next.upperBound...]
    }
  }

  /// A cell's attributes and its text, which a bar parts that stands in no link.
  private static func parted(_ text: Substring) -> (attributes: Substring, text: Substring) {
    guard let bar = text.firstIndex(of: "|") else { return ("", text) }
    let before = text[..<bar]
    return before.contains("[[") ? ("", text) : (before, text[text.index(after: bar)...])
  }
}
