/// Makes plain text of the HTML that a wiki answers.
enum PlainText {
  /// A heading is not kept longer than this.
  private static let longest = 255
  private static let entities: [Substring: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ",
  ]

  /// The text without its tags, with single spaces.
  static func text(ofHTML html: String) -> String {
    let words = decoded(withoutTags(html)).split { $0.isWhitespace }
    return String(words.joined(separator: " ").prefix(longest))
  }

  private static func withoutTags(_ html: String) -> String {
    var text = String.UnicodeScalarView()
    var isInTag = false
    var quote: Unicode.Scalar?
    for scalar in html.unicodeScalars {
      switch scalar {
      case "<" where !isInTag: isInTag = true
      case ">" where isInTag && quote == nil: isInTag = false
      case "\"", "'":
        if !isInTag {
          text.append(scalar)
        } else if quote == scalar {
          quote = nil
        } else if quote == nil {
          quote = scalar
        }
      default: if !isInTag { text.append(scalar) }
      }
    }
    return String(text)
  }

  private static func decoded(_ text: String) -> String {
    text.replacing(/&(#?[A-Za-z0-9]{1,8});/) { match in character(match.1) ?? String(match.0) }
  }

  private static func character(_ entity: Substring) -> String? {
    guard entity.hasPrefix("#") else { return entities[entity] }
    let number = entity.dropFirst()
    let isHexadecimal = number.first == "x" || number.first == "X"
    let code = isHexadecimal ? UInt32(number.dropFirst(), radix: 16) : UInt32(number)
    return code.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
  }
}
