/// A tag as it stands in HTML or in wikitext.
struct HTMLTag {
  /// An attribute, its value still with the character references that it was written with.
  struct Attribute {
    let name: String
    let value: String
  }

  /// The name, in lower case.
  let name: String
  /// Whether it ends an element.
  let isEnd: Bool
  /// Whether it ends the element that it begins: `<br />`.
  let isSelfClosing: Bool
  let attributes: [Attribute]
  /// Where the text goes on, in bytes.
  let end: Int

  /// Reads the tag that begins at a place; nil where there is none, or where it is not closed.
  init?(_ bytes: [UInt8], at start: Int) {
    var reader = AttributeReader(bytes: bytes, place: start + 1)
    guard start < bytes.count, bytes[start] == UInt8(ascii: "<") else { return nil }
    isEnd = reader.take("/")
    guard let name = reader.tagName() else { return nil }
    self.name = name
    let attributes = reader.attributes()
    isSelfClosing = reader.take("/")
    guard reader.take(">") else { return nil }
    self.attributes = attributes
    end = reader.place
  }

  /// Reads attributes that stand alone, as before a cell's bar.
  static func attributes(of text: String) -> [Attribute] {
    var reader = AttributeReader(bytes: Array(text.utf8), place: 0)
    return reader.attributes()
  }
}

/// Reads names and attributes as browsers do.
private struct AttributeReader {
  let bytes: [UInt8]
  var place: Int

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  mutating func tagName() -> String? {
    guard place < bytes.count, Self.isLetter(bytes[place]) else { return nil }
    return String(decoding: taken { !Self.isBlank($0) && !"/>".utf8.contains($0) }, as: UTF8.self).lowercased()
  }

  mutating func attributes() -> [HTMLTag.Attribute] {
    var attributes: [HTMLTag.Attribute] = []
    while true {
      _ = taken(while: Self.isBlank)
      guard place < bytes.count, bytes[place] != UInt8(ascii: ">") else { return attributes }
      if bytes[place] == UInt8(ascii: "/") {
        if place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: ">") { return attributes }
        place += 1
        continue
      }
      var name = taken { !Self.isBlank($0) && !"=/>".utf8.contains($0) }
      if name.isEmpty {
        // A sign of equality where a name should be begins one.
        name = bytes[place..<place + 1]
        place += 1
      }
      attributes.append(
        HTMLTag.Attribute(name: String(decoding: name, as: UTF8.self).lowercased(), value: value()))
    }
  }

  private mutating func value() -> String {
    let before = place
    _ = taken(while: Self.isBlank)
    guard take("=") else {
      place = before
      return ""
    }
    _ = taken(while: Self.isBlank)
    for quote in ["\"", "'"] as [Unicode.Scalar] where take(quote) {
      let text = taken { $0 != UInt8(ascii: quote) }
      _ = take(quote)
      return String(decoding: text, as: UTF8.self)
    }
    return String(decoding: taken { !Self.isBlank($0) && $0 != UInt8(ascii: ">") }, as: UTF8.self)
  }

  private mutating func taken(while isTaken: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let taken = bytes[place...].prefix(while: isTaken)
    place = taken.endIndex
    return taken
  }

  private static func isBlank(_ byte: UInt8) -> Bool { " \t\r\n\u{C}".utf8.contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
