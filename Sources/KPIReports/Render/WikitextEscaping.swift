import Mustache

/// Wikitext as a content type of templates: what a value says is shown, and never read as markup.
///
/// Everything that MediaWiki's parser could take for markup where it stands becomes a character reference, which the
/// parser turns back into the character only after it has looked for markup. What can't be markup there stays as it is,
/// for those who read the source. Characters that no web page can hold become U+FFFD. A page that was made from such
/// values has to be ``settled(_:)``.
package struct WikitextContentType: MustacheContentType {
  /// The name that templates give it.
  package static let name = "WIKITEXT"

  /// Makes the content type.
  package init() {}

  /// The text as wikitext that shows exactly it: in one paragraph, cell, list item or link, or in an attribute in double
  /// quotes.
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
        escaped += "&#65533;"
      } else if scalar == ":" {
        escaped += Self.isPlainColon(at: place, in: scalars) ? String(Character(Self.plainColon)) : "&#58;"
      } else if Self.isMarkup(scalar, after: previous, before: next) || Self.endsMagicLink(scalar, after: escaped) {
        escaped += Self.names[scalar] ?? "&#\(scalar.value);"
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// The references that people know by heart.
  private static let names: [Unicode.Scalar: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;"]

  /// Whether a character, where it stands, can begin or end markup or be changed by the parser.
  ///
  /// At the edges of a value anything may stand beside it.
  private static func isMarkup(
    _ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, before next: Unicode.Scalar?
  ) -> Bool {
    switch scalar {
    case "&", "<", ">", "[", "]", "{", "}", "|", "=", "\"", "~", "\t", "\n", "\u{85}", "\u{2028}", "\u{2029}",
      "\u{FFFD}":
      true
    case "*", "#", "-", "+": previous == nil
    // Two of them begin and end italics.
    case "'": previous == nil || next == nil || previous == "'" || next == "'"
    case "_": previous == nil || next == nil || previous == "_" || next == "_"
    case " ": previous == nil || next == nil || isBlank(previous)
    // After a space, these make it a hard one; two exclamation marks begin a cell.
    case "!": previous == nil || next == nil || previous == " " || previous == "!" || next == "!"
    case ";", "?", "%", "»", "›": previous == nil || previous == " "
    case "«", "‹": next == nil || next == " "
    default: isBlank(scalar) && (previous == nil || next == nil)
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
