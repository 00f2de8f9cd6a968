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
    let scalars = Array(text.unicodeScalars)
    for (place, scalar) in scalars.enumerated() {
      let previous = place > 0 ? scalars[place - 1] : nil
      let next = place + 1 < scalars.count ? scalars[place + 1] : nil
      if scalar == "\r" {
        // HTML has no carriage return: it is an end of line, alone or together with a line feed.
        if next != "\n" { escaped += "&#10;" }
      } else if Self.isForbidden(scalar) {
        escaped.unicodeScalars.append("\u{FFFD}")
      } else if Self.isMarkup(scalar, after: previous, before: next) || Self.endsMagicLink(scalar, after: escaped) {
        escaped += "&#\(scalar.value);"
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Whether a character, where it stands, can begin or end markup or be changed by the parser.
  private static func isMarkup(
    _ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, before next: Unicode.Scalar?
  ) -> Bool {
    switch scalar {
    case "&", "<", ">", "[", "]", "{", "}", "|", "=", "'", "\"", ":", "~", "\t", "\n", "\u{85}", "\u{2028}",
      "\u{2029}":
      true
    case "*", "#", ";", "-", "+": previous == nil
    case "_": previous == nil || next == nil || previous == "_" || next == "_"
    case " ": previous == nil || next == nil || isBlank(previous)
    // Next to a space, these make it a hard one; two exclamation marks begin a cell.
    case "!", "?", "%", "»", "›": previous == nil || isBlank(previous) || previous == "!" || next == "!"
    case "«", "‹": next == nil || isBlank(next)
    default: false
    }
  }

  private static func isBlank(_ scalar: Unicode.Scalar?) -> Bool { scalar?.properties.isWhitespace ?? false }

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
