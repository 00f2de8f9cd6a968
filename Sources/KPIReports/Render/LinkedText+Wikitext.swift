extension LinkedText {
  /// The text as wikitext that shows its words, its links and what its templates show, and nothing else.
  var wikitext: String {
    parts.enumerated().map { place, part in
      switch part {
      case .text(let text):
        Self.escaped(text, isFirst: place == 0, isLast: place == parts.count - 1)
      case .page(let title, let section, let label): Wikitext.pageLink(title, section: section, label: label)
      case .address(let address, let label): Wikitext.addressLink(address, label: label)
      case .template(let name, let arguments):
        "{{"
          + ([name] + arguments.map { "\($0.name)=\(WikitextContentType().escapeText($0.value))" })
          .joined(separator: "|") + "}}"
      }
    }.joined()
  }

  /// A text between others: the blank beside a link or a call stays one that people can read in the source.
  private static func escaped(_ text: String, isFirst: Bool, isLast: Bool) -> String {
    var inner = text[...]
    if !isFirst, !isLast, text == " " { return text }
    let (before, after) = (
      isFirst || !isBlankAlone(inner.first, inner.dropFirst().first),
      isLast || !isBlankAlone(inner.last, inner.dropLast().last)
    )
    if !before { inner = inner.dropFirst() }
    if !after { inner = inner.dropLast() }
    var escaped = WikitextContentType().escapeText(String(inner))
    // Before braces a hyphen begins the markup of language variants.
    if !isLast, after, inner.hasSuffix("-"), inner.count > 1 { escaped = escaped.dropLast() + "&#45;" }
    return (before ? "" : " ") + escaped + (after ? "" : " ")
  }

  private static func isBlankAlone(_ blank: Character?, _ neighbour: Character?) -> Bool {
    blank == " " && neighbour.map { !$0.isWhitespace } ?? false
  }
}

extension Wikitext {
  /// A link to a page, to a section of one or to one of the page that it stands on.
  static func pageLink(_ title: String, section: String?, label: String) -> String {
    let target = [title.isEmpty ? "" : ":" + encodedTitle(title), section.map(encodedTitle)].compactMap(\.self)
    return "[[\(target.joined(separator: "#"))|\(WikitextContentType().escapeText(label))]]"
  }

  /// A link to an address that people wrote, which stays the same address.
  static func addressLink(_ address: String, label: String) -> String {
    var encoded = ""
    let scalars = Array(address.unicodeScalars)
    for (place, scalar) in scalars.enumerated() {
      let rest = String(String.UnicodeScalarView(scalars[place...]))
      switch scalar {
      case "&": encoded += rest.contains(#/^&[#A-Za-z0-9]+;/#) ? "&amp;" : "&"
      case "%": encoded += rest.contains(#/^%[0-9A-Fa-f]{2}/#) ? "%" : "%25"
      // Two of them begin a word of the wiki's own.
      case "_": encoded += encoded.hasSuffix("_") ? "%5F" : "_"
      default: encoded += percentEncoded(String(Character(scalar)), unless: isPlainInAddress)
      }
    }
    return "[\(encoded) \(WikitextContentType().escapeText(label))]"
  }

  private static func isPlainInAddress(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || "-./:?=#+,@()$*;".unicodeScalars.contains(scalar)
  }
}
