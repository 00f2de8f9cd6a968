import Foundation

/// A text as MediaWiki will store it, so that its digest and later comparisons are right.
struct StoredText: Equatable {
  /// The text as it will be stored.
  let text: String

  /// Normalises as MediaWiki does: Unicode to NFC without control characters, line ends to LF, blanks at the end away.
  init(_ text: String) {
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

  /// The MD5 digest of the UTF-8 text, in hexadecimal digits.
  var md5: String { MD5.hexDigest(of: text.utf8) }
}
