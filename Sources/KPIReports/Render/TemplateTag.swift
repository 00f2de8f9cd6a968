/// A tag of a Mustache template: what stands between its delimiters, and where.
struct TemplateTag: Equatable {
  /// What a tag does.
  enum Kind: Equatable {
    /// Shows a value, escaped.
    case value
    /// Shows a value as it is.
    case unescaped
    /// Opens a section that is shown when there is a value, or for each one.
    case section
    /// Opens a section that is shown when there is no value.
    case inverted
    /// Takes in another template.
    case partial
    /// Sets the content type.
    case pragma
    /// Opens a part that another template puts in its place.
    case block
    /// Takes in another template with such parts.
    case parent
    /// Closes a section.
    case end
    /// Is a comment, or sets the delimiters.
    case other
  }

  let kind: Kind
  let name: String
  let line: Int
  /// Whether it stands in an attribute in single quotes, which an apostrophe would end.
  let isInSingleQuotes: Bool

  /// The tags of a template, in their order; what is not closed is left to the parser to complain of.
  static func tags(of template: String) -> [TemplateTag] {
    var tags: [TemplateTag] = []
    var (open, close) = ("{{", "}}")
    var line = 1
    var rest = template[...]
    while let start = rest.firstRange(of: open) {
      line += rest[..<start.lowerBound].count(where: \.isNewline)
      let inside = rest[start.upperBound...]
      guard let end = inside.firstRange(of: close) else { break }
      let text = inside[..<end.lowerBound]
      if text.first == "=" {
        let delimiters = text.dropFirst().drop { $0 == " " }.prefix { $0 != "=" }.split(separator: " ")
        if delimiters.count == 2 { (open, close) = (String(delimiters[0]), String(delimiters[1])) }
      }
      let before = template[..<start.lowerBound]
      tags.append(
        TemplateTag(text, line: line, after: before[(before.lastIndex(where: \.isNewline) ?? before.startIndex)...]))
      line += text.count(where: \.isNewline)
      rest = rest[end.upperBound...]
    }
    return tags
  }

  private init(_ text: Substring, line: Int, after before: Substring) {
    let kinds: [Character: Kind] = [
      "#": .section, "^": .inverted, ">": .partial, "&": .unescaped, "{": .unescaped, "%": .pragma, "/": .end,
      "!": .other, "=": .other, "<": .parent, "$": .block,
    ]
    let kind = text.first.flatMap { kinds[$0] }
    self.kind = kind ?? .value
    let name = kind == nil ? text : text.dropFirst()
    self.name = String(name.drop { $0.isWhitespace }.prefix { !$0.isWhitespace })
    self.line = line
    isInSingleQuotes =
      before.utf8.contains(UInt8(ascii: "'")) && before.firstMatch(of: /[A-Za-z-]\s*=\s*'(?!')[^']*$/) != nil
  }
}
