/// Reads the cells of wikitext tables.
enum WikitextCell {
  private typealias Part = WikitextSource.Part

  /// The cells of a line that begins with `|` or `!`.
  static func split(_ line: WikitextSource.Part) -> [WikitextSource.Part] {
    let isHead = line.first?.value == "!"
    var cells: [WikitextSource.Part] = []
    var start = line.startIndex + 1
    var index = start
    while index < line.endIndex {
      let next = index + 1 < line.endIndex ? line[index + 1].value : " "
      if line[index].value == next, next == "|" || (isHead && next == "!") {
        cells.append(line[start..<index])
        index += 2
        start = index
      } else {
        index += 1
      }
    }
    return cells + [line[start...]]
  }

  /// A cell's attributes and its content: a bar behind the beginning of a link belongs to the link.
  static func parts(_ cell: WikitextSource.Part) -> (attributes: String, content: WikitextSource.Part) {
    guard let bar = cell.firstIndex(where: { $0.value == "|" }) else { return ("", cell) }
    let attributes = WikitextSource.text(cell[..<bar])
    return attributes.contains("[[") ? ("", cell) : (attributes, cell[(bar + 1)...])
  }

  /// A cell's text in one line: without formatting, and of links but their words.
  static func text(_ part: WikitextSource.Part) -> String {
    let text = WikitextSource.text(part)
    let words = text.replacing(/<br[^>]*>/.ignoresCase(), with: " ").replacing(WikitextMarkup.styling, with: "")
      .replacing(/\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]/) { String($0.output.1) }
      .replacing(/\[(?:https?:)?\/\/[^\s\]]+\s+([^\]]*)\]/) { String($0.output.1) }
      .replacing("'''", with: "").replacing("''", with: "")
    let hasCall = text.unicodeScalars.contains(WikitextSource.call)
    return plain(hasCall ? shown(WikitextSource.plain(words)) : WikitextSource.plain(words))
  }

  /// A cell's text in one line, without references of characters.
  static func plain(_ text: String) -> String {
    text.replacing("&nbsp;", with: " ").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&minus;", with: "-").replacing("\u{2212}", with: "-").replacing("&amp;", with: "&")
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// A text with the calls that are known replaced by what they show.
  private static func shown(_ text: String) -> String {
    text.replacing(/\{\{\s*formatnum\s*:\s*([^{}|]*)(\|[^{}]*)?\}\}/.ignoresCase()) { String($0.output.1) }
      .replacing(/\{\{\s*(yes|tick|no)\s*(\|[^{}]*)?\}\}/.ignoresCase()) { match in
        match.output.1.lowercased() == "no" ? "no" : "yes"
      }
  }
}
