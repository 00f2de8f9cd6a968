/// Wikitext as HTML, block by block: headings, lists, tables and paragraphs as kpibot's templates write them.
struct WikitextBlocks {
  private let inline: WikitextInline
  private var html = ""
  private var paragraph: [String] = []
  /// The signs of the list items that are open: `*#`.
  private var list = ""

  /// Prepares blocks whose lines are rendered in a way.
  init(_ inline: WikitextInline) { self.inline = inline }

  /// The HTML of a text.
  func html(of text: String) -> String {
    html(of: text.split(separator: "\n", omittingEmptySubsequences: false))
  }

  private func html(of lines: [Substring]) -> String {
    var blocks = WikitextBlocks(inline)
    blocks.add(lines)
    return blocks.html
  }

  private mutating func add(_ lines: [Substring]) {
    var place = 0
    while place < lines.count {
      let line = lines[place]
      if Self.isTable(line) {
        flush()
        let table = Self.table(lines, from: place)
        html += WikitextTable(lines[table], attributes: inline.attributes(Self.tableHead(line))).html(inline) {
          self.html(of: $0)
        }
        place = min(table.upperBound + 1, lines.count)
        continue
      }
      add(line)
      place += 1
    }
    flush()
  }

  private mutating func add(_ line: Substring) {
    let signs = line.prefix { "*#;:".contains($0) }
    if !signs.isEmpty {
      flushParagraph()
      item(String(signs), line.dropFirst(signs.count))
    } else if line.allSatisfy(\.isWhitespace) {
      flush()
    } else if let heading = line.wholeMatch(of: /(={1,6})(.+?)\1\s*/) {
      flush()
      let level = heading.output.1.count
      html += "<h\(level)>\(inline.html(heading.output.2.trimmingBlanks))</h\(level)>\n"
    } else if line.hasPrefix("----") {
      flush()
      html += "<hr />\n"
    } else if Self.isBlockTag(line) {
      flush()
      html += inline.html(line) + "\n"
    } else {
      closeList(keeping: "")
      paragraph.append(inline.html(line))
    }
  }

  private mutating func flush() {
    flushParagraph()
    closeList(keeping: "")
  }

  private mutating func flushParagraph() {
    if !paragraph.isEmpty { html += "<p>\(paragraph.joined(separator: "\n"))</p>\n" }
    paragraph = []
  }

  // MARK: Lists

  private static let listNames: [Character: String] = ["*": "ul", "#": "ol", ";": "dl", ":": "dl"]
  private static let itemNames: [Character: String] = ["*": "li", "#": "li", ";": "dt", ":": "dd"]

  private mutating func item(_ signs: String, _ text: Substring) {
    let common = zip(list, signs).prefix { Self.listNames[$0.0] == Self.listNames[$0.1] }.count
    closeList(keeping: String(list.prefix(common)))
    if common == signs.count, let sign = signs.last, let last = list.last {
      html += "</\(Self.itemNames[last] ?? "li")>\n<\(Self.itemNames[sign] ?? "li")>"
      list = String(list.dropLast()) + String(sign)
    }
    for sign in signs.dropFirst(common) {
      html += "<\(Self.listNames[sign] ?? "ul")>\n<\(Self.itemNames[sign] ?? "li")>"
      list.append(sign)
    }
    html += inline.html(text.trimmingBlanks)
  }

  private mutating func closeList(keeping kept: String) {
    for sign in list.dropFirst(kept.count).reversed() {
      html += "</\(Self.itemNames[sign] ?? "li")></\(Self.listNames[sign] ?? "ul")>\n"
    }
    list = kept
  }

  // MARK: Tables and tags

  private static func isTable(_ line: Substring) -> Bool { tableHead(line) != nil }

  private static func tableHead(_ line: Substring) -> Substring? {
    let line = line.drop { $0 == " " || $0 == ":" }
    return line.hasPrefix("{|") ? line.dropFirst(2) : nil
  }

  private static func tableHead(_ line: Substring) -> Substring { tableHead(line) ?? "" }

  /// The lines inside the table that begins at a line.
  private static func table(_ lines: [Substring], from start: Int) -> Range<Int> {
    var depth = 0
    for place in start..<lines.count {
      if isTable(lines[place]) { depth += 1 }
      if lines[place].drop(while: { $0 == " " }).hasPrefix("|}") { depth -= 1 }
      if depth == 0 { return start + 1..<place }
    }
    return start + 1..<lines.count
  }

  private static func isBlockTag(_ line: Substring) -> Bool {
    line.prefixMatch(of: /\s*<\/?(?:div|table|center|blockquote|p|h[1-6]|ul|ol|dl|pre|details|summary)\b/.ignoresCase())
      != nil
  }
}

extension Substring {
  /// The text without blanks at its ends.
  var trimmingBlanks: Substring {
    var text = drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}
