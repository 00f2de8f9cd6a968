import Crypto
import Foundation

/// A text as MediaWiki will store it, so that its digest and later comparisons are right.
package struct StoredText: Equatable {
  /// The text as it will be stored.
  package let text: String

  /// Normalises as MediaWiki does: Unicode to NFC without control characters, line ends to LF, blanks at the end away.
  package init(_ text: String) {
    let replacement: Unicode.Scalar = "\u{FFFD}"
    var scalars = String.UnicodeScalarView()
    for scalar in text.precomposedStringWithCanonicalMapping.replacing("\r\n", with: "\n").unicodeScalars {
      switch scalar.value {
      case 0x0D: scalars.append("\n")
      case 0x00...0x08, 0x0B, 0x0C, 0x0E...0x1F, 0xFFFE, 0xFFFF: scalars.append(replacement)
      default: scalars.append(scalar)
      }
    }
    while let last = scalars.last, " \t\n".unicodeScalars.contains(last) { scalars.removeLast() }
    self.text = String(scalars)
  }

  /// The MD5 digest of the UTF-8 text, with which the wiki checks that it arrived whole; it secures nothing.
  var md5: String { Self.hex(Insecure.MD5.hash(data: Data(text.utf8))) }

  /// The SHA-1 digest of the UTF-8 text, by which the wiki tells revisions apart; it secures nothing.
  package var sha1: String { Self.hex(Insecure.SHA1.hash(data: Data(text.utf8))) }

  /// The digest in hexadecimal digits.
  private static func hex(_ digest: some Sequence<UInt8>) -> String {
    digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
