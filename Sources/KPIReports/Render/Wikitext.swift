/// Pieces of wikitext that kpibot makes itself.
enum Wikitext {
  /// An external link.
  ///
  /// The address is percent-encoded wherever it could be read as markup, the label is escaped.
  static func externalLink(_ address: String, label: String) -> String {
    "[\(percentEncoded(address, keeping: "-._/:?=&%")) \(WikitextContentType().escapeText(label))]"
  }

  /// A text in which every byte but letters, digits and some marks is percent-encoded.
  static func percentEncoded(_ text: String, keeping marks: String = "-._/:") -> String {
    text.utf8.map { byte in
      let character = Character(UnicodeScalar(byte))
      let isKept = character.isASCII && (character.isLetter || character.isNumber) || marks.utf8.contains(byte)
      return isKept ? String(character) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}
