/// HTML that somebody else wrote, with nothing left in it that runs or that a browser would load.
///
/// Every tag is read as browsers read it and written anew, so that nothing can be hidden in how it is written.
struct FilteredHTML {
  /// The HTML.
  let text: String

  /// Filters a piece of HTML.
  init(_ html: String, rules: HTMLRules) {
    let bytes = Array(html.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "<") else {
        let text = bytes[place...].prefix { $0 != UInt8(ascii: "<") }
        // An ampersand may begin a reference here; the rest is text as it stands.
        result += text
        place = text.endIndex
        continue
      }
      if let end = Self.endOfComment(bytes, at: place) {
        place = end
      } else if let tag = HTMLTag(bytes, at: place) {
        place = tag.end
        if !tag.isEnd, tag.name == "style" {
          let end = Self.endOfContent(of: tag, in: bytes)
          result += Array(
            "<style>\(StyleSheet(String(decoding: bytes[tag.end..<end], as: UTF8.self)).text)</style>".utf8)
          place = end
        } else if !tag.isEnd, HTMLRules.droppedElements.contains(tag.name) {
          place = tag.isSelfClosing ? tag.end : Self.endOfContent(of: tag, in: bytes)
        } else if tag.name == "img" {
          result += Array(Self.standIn(for: tag).utf8)
        } else {
          result += Array((rules.text(of: tag) ?? "").utf8)
        }
      } else {
        result += Array("&lt;".utf8)
        place += 1
      }
    }
    text = String(decoding: result, as: UTF8.self)
  }

  /// A picture is not loaded; what it shows in words stands in for it.
  private static func standIn(for tag: HTMLTag) -> String {
    guard let words = tag.attributes.first(where: { $0.name == "alt" })?.value, !words.isEmpty else { return "" }
    return "<span class=\"kpibot-picture\">\(HTMLText.escapedKeepingReferences(words))</span>"
  }

  /// Where a comment, a document type or an instruction ends; nil where none begins.
  private static func endOfComment(_ bytes: [UInt8], at start: Int) -> Int? {
    guard start + 1 < bytes.count, "!?".utf8.contains(bytes[start + 1]) else { return nil }
    if bytes[start...].starts(with: "<!--".utf8) {
      var place = start + 4
      while place < bytes.count, !bytes[place...].starts(with: "-->".utf8) { place += 1 }
      return min(place + 3, bytes.count)
    }
    return (bytes[start...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1) + 1
  }

  /// Where the end tag of an element begins whose content is not HTML.
  private static func endOfContent(of tag: HTMLTag, in bytes: [UInt8]) -> Int {
    var place = tag.end
    while let next = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
      if let end = HTMLTag(bytes, at: next), end.isEnd, end.name == tag.name { return next }
      place = next + 1
    }
    return bytes.count
  }
}
