/// Pieces of wikitext that kpibot makes itself.
enum Wikitext {
  /// An external link.
  ///
  /// The address is percent-encoded wherever it could be read as markup, the label is escaped.
  static func externalLink(_ address: String, label: String) -> String {
    "[\(percentEncoded(address, keeping: "-._/:?=&%")) \(escaped(label))]"
  }

  /// A link to a page of the same wiki, whatever namespace it lies in.
  static func internalLink(_ title: String, label: String) -> String {
    "[[:\(encodedTitle(title))|\(escaped(label))]]"
  }

  /// A link to a revision of a page of the same wiki.
  static func permanentLink(_ revision: Int, label: String) -> String {
    "[[Special:PermanentLink/\(revision)|\(escaped(label))]]"
  }

  /// A text in which every byte but letters, digits and some marks is percent-encoded.
  static func percentEncoded(_ text: String, keeping marks: String = "-._/:") -> String {
    percentEncoded(text) { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        || marks.unicodeScalars.contains(scalar)
    }
  }

  /// A text in which every byte of what is not kept is percent-encoded.
  static func percentEncoded(_ text: String, unless isKept: (Unicode.Scalar) -> Bool) -> String {
    text.unicodeScalars.map { scalar in
      guard !isKept(scalar) else { return String(Character(scalar)) }
      return String(Character(scalar)).utf8.map { byte in
        "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }.joined()
    }.joined()
  }

  /// A title, or a section's name, in a link.
  static func encodedTitle(_ title: String) -> String { percentEncoded(title, unless: isPlainInTitle) }

  /// Letters of all scripts, so that editors can read titles, and marks that mean nothing to the parser.
  private static func isPlainInTitle(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || " -.,()/:".unicodeScalars.contains(scalar)
  }

  private static func escaped(_ text: String) -> String { WikitextContentType().escapeText(text) }
}
