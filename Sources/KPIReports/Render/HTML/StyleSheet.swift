/// CSS that can stand in a page of its own: it loads nothing, and it cannot end the element that it stands in.
struct StyleSheet {
  /// The CSS.
  let text: String

  /// Takes out of a style sheet every address but those that carry their data with them, and every import.
  init(_ css: String) {
    let bytes = Array(css.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      if Self.starts(with: "url(", bytes, at: place) {
        let address = Self.address(bytes, from: place + 4)
        result += Self.isKept(address.text) ? bytes[place..<address.end] : Array("none".utf8)[...]
        place = address.end
      } else if Self.starts(with: "@import", bytes, at: place) {
        place = (bytes[place...].firstIndex(of: UInt8(ascii: ";")) ?? bytes.count - 1) + 1
      } else if Self.starts(with: "image-set(", bytes, at: place) || Self.starts(with: "src(", bytes, at: place) {
        // What these name by mere strings can't be told from text: a function that no browser knows is passed over.
        result += Array("x-".utf8)
        result.append(bytes[place])
        place += 1
      } else {
        result.append(bytes[place])
        place += 1
      }
    }
    // Within SVG it would begin a tag even here; as an escape it is the same to CSS.
    text = String(decoding: result, as: UTF8.self).replacing("<", with: "\\3c ")
  }

  private static func isKept(_ address: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: address.prefix(24), as: UTF8.self).lowercased()
    return ["data:image/", "data:font/", "data:application/font", "#"].contains { text.hasPrefix($0) }
  }

  /// The address of `url(…)`, without its quotes, and where the CSS goes on.
  private static func address(_ bytes: [UInt8], from start: Int) -> (text: ArraySlice<UInt8>, end: Int) {
    var place = start
    while place < bytes.count, " \t\r\n".utf8.contains(bytes[place]) { place += 1 }
    let isQuoted = place < bytes.count && "\"'".utf8.contains(bytes[place])
    let quote = isQuoted ? bytes[place] : UInt8(ascii: ")")
    let begin = isQuoted ? place + 1 : place
    let end = bytes[begin...].firstIndex(of: quote) ?? bytes.count
    let close = bytes[end...].firstIndex(of: UInt8(ascii: ")")).map { $0 + 1 } ?? bytes.count
    return (bytes[begin..<end], close)
  }

  private static func starts(with word: StaticString, _ bytes: [UInt8], at place: Int) -> Bool {
    guard place + word.utf8CodeUnitCount <= bytes.count else { return false }
    for offset in 0..<word.utf8CodeUnitCount {
      let byte = bytes[place + offset]
      let lower = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
      if lower != word.utf8Start[offset] { return false }
    }
    return true
  }
}
