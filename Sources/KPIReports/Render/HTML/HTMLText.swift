/// Text as HTML shows it.
enum HTMLText {
  /// A text that shows exactly itself, between tags or in an attribute in double quotes.
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }

  /// A text that has character references already: they stay, and nothing else can be markup.
  static func escapedKeepingReferences(_ text: String) -> String {
    guard text.contains(where: { "&<>\"".contains($0) }) else { return text }
    var result = ""
    var rest = text[...]
    while let place = rest.firstIndex(where: { "&<>\"".contains($0) }) {
      result += rest[..<place]
      rest = rest[place...]
      if let reference = rest.prefixMatch(of: /&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/) {
        result += reference.output
        rest = rest[reference.range.upperBound...]
      } else {
        result += escaped(String(rest.removeFirst()))
      }
    }
    return result + rest
  }
}
