/// Reads the cells of wikitext tables.
enum WikitextCell {
  /// A page without what is no text of a cell: comments, references, formatting, and links but for their words.
  static func withoutMarkup(_ text: String) -> String {
    text.replacing(/<!--.*?(-->|$)/.dotMatchesNewlines(), with: "")
      .replacing(/<ref[^>\/]*\/>|<ref[^>]*>.*?<\/ref>/.dotMatchesNewlines().ignoresCase(), with: "")
      .replacing(
        /<(pre|syntaxhighlight|source)(\s[^>]*)?>.*?(<\/\1\s*>|$)/.dotMatchesNewlines().ignoresCase(), with: ""
      )
      .replacing(/<nowiki>(.*?)<\/nowiki>/.dotMatchesNewlines().ignoresCase()) { match in
        match.output.1.contains(/\n|\{\|/) ? "" : String(match.output.1)
      }
      .replacing(/<br[^>]*>/.ignoresCase(), with: " ")
      .replacing(/<\/?(nowiki|small|b|i|span|div|code)(\s[^>]*)?\/?>/.ignoresCase(), with: "")
      .replacing(/\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]/) { String($0.output.1) }
      .replacing(/\[(?:https?:)?\/\/[^\s\]]+\s+([^\]]*)\]/) { String($0.output.1) }
      .replacing(/\{\{\s*formatnum\s*:\s*([^{}|]*)(\|[^{}]*)?\}\}/.ignoresCase()) { String($0.output.1) }
      .replacing(/\{\{\s*(yes|tick|no)\s*(\|[^{}]*)?\}\}/.ignoresCase()) { match in
        match.output.1.lowercased() == "no" ? "no" : "yes"
      }
      .replacing("'''", with: "").replacing("''", with: "").replacing("\r\n", with: "\n")
  }

  /// The cells of a line that begins with `|` or `!`.
  static func split(_ line: Substring) -> [Substring] {
    let isHead = line.hasPrefix("!")
    var cells: [Substring] = []
    var (start, index) = (line.index(after: line.startIndex), line.index(after: line.startIndex))
    while index < line.endIndex {
      let rest = line[index...]
      if let end = template(at: rest) {
        index = end
      } else if rest.hasPrefix("||") || (isHead && rest.hasPrefix("!!")) {
        cells.append(line[start..<index])
        index = line.index(index, offsetBy: 2)
        start = index
      } else {
        index = line.index(after: index)
      }
    }
    return cells + [line[start...]]
  }

  /// A cell's attributes and its content.
  static func parts(_ cell: Substring) -> (attributes: Substring, content: Substring) {
    var index = cell.startIndex
    while index < cell.endIndex {
      if let end = template(at: cell[index...]) {
        index = end
      } else if cell[index] == "|" {
        return (cell[..<index], cell[cell.index(after: index)...])
      } else {
        index = cell.index(after: index)
      }
    }
    return ("", cell)
  }

  /// A cell's text in one line, without references of characters.
  static func plain(_ text: String) -> String {
    text.replacing("&nbsp;", with: " ").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&minus;", with: "-").replacing("\u{2212}", with: "-").replacing("&amp;", with: "&")
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Where a template that begins a text ends; nil where none begins or it has no end.
  private static func template(at text: Substring) -> Substring.Index? {
    guard text.hasPrefix("{{") else { return nil }
    var (depth, index) = (0, text.startIndex)
    while index < text.endIndex {
      let isPair = text.index(after: index) < text.endIndex && text[index] == text[text.index(after: index)]
      if isPair, text[index] == "{" || text[index] == "}" {
        depth += text[index] == "{" ? 1 : -1
        index = text.index(index, offsetBy: 2)
        if depth == 0 { return index }
      } else {
        index = text.index(after: index)
      }
    }
    return nil
  }
}
