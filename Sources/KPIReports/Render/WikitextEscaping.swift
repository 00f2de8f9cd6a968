import Mustache

/// Wikitext as a content type of templates: what a value says is shown, and never read as markup.
///
/// Everything that MediaWiki's parser could take for markup becomes a character reference, which the parser turns back
/// into the character only after it has looked for markup. Characters that no web page can hold become U+FFFD.
package struct WikitextContentType: MustacheContentType {
  /// The name that templates give it.
  package static let name = "WIKITEXT"

  /// Makes the content type.
  package init() {}

  /// The text as wikitext that shows exactly it, in one paragraph, cell or list item.
  package func escapeText(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    var previous: Unicode.Scalar?
    let scalars = text.unicodeScalars
    for index in scalars.indices {
      let scalar = scalars[index]
      let isLast = scalars.index(after: index) == scalars.endIndex
      if Self.isForbidden(scalar) {
        escaped.unicodeScalars.append("\u{FFFD}")
      } else if Self.isMarkup(scalar) || Self.isSpaceToKeep(scalar, after: previous, isLast: isLast)
        || Self.endsMagicLink(scalar, after: escaped) || previous == nil && "-+".unicodeScalars.contains(scalar)
      {
        escaped += "&#\(scalar.value);"
      } else {
        escaped.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return escaped
  }

  /// Characters that can begin or end markup, and those before which the parser makes a space a hard one.
  private static func isMarkup(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "&", "<", ">", "[", "]", "{", "}", "|", "=", "'", "\"", "*", "#", ":", ";", "!", "~", "_", "\\", "`",
      "?", "%", "»", "›", "«", "‹", "\t", "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
      true
    default: false
    }
  }

  /// Spaces at the ends and after another space, which the parser would drop.
  private static func isSpaceToKeep(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, isLast: Bool) -> Bool {
    scalar == " " && (previous == nil || isLast || previous?.properties.isWhitespace == true)
  }

  /// The last letter of the words that the parser links together with a number after them.
  private static func endsMagicLink(_ scalar: Unicode.Scalar, after text: String) -> Bool {
    switch scalar {
    case "C": text.hasSuffix("RF")
    case "D": text.hasSuffix("PMI")
    case "N": text.hasSuffix("ISB")
    default: false
    }
  }

  /// Characters that HTML can't hold, not even as a reference.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F..<0xA0: true
    case let value: value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value)
    }
  }
}

/// An edit summary as a content type of templates: one line in which no value opens a link or names a section.
package struct SummaryContentType: MustacheContentType {
  /// The name that templates give it.
  package static let name = "SUMMARY"

  /// Makes the content type.
  package init() {}

  /// The text with white space folded, and what a summary reads as markup broken up.
  package func escapeText(_ text: String) -> String {
    text.split(whereSeparator: { $0.isWhitespace || $0.isNewline }).joined(separator: " ")
      .replacing("[[", with: "[ [").replacing("]]", with: "] ]").replacing("{{", with: "{ {")
      .replacing("/*", with: "/ *").replacing("~~~", with: "~ ~ ~")
  }
}
