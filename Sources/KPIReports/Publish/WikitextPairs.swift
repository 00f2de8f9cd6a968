/// Where things begin and end in a wikitext without comments and literal tags, one kind at a time.
struct WikitextPairs {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Links with a label, which can go over many lines as the captions of files do.
  var links: [Range<Int>] {
    pairs(begins: places(of: "[["), ends: places(of: "]]").map { $0 + 2 }).filter { link in
      // A title has no line feed.
      bytes[link].first { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "\n") } == UInt8(ascii: "|")
    }
  }

  /// Tables; one that is never closed goes on to the end of the page.
  var tables: [Range<Int>] {
    pairs(
      begins: places(of: "{|").filter(beginsLine), ends: places(of: "|}").filter(beginsLine).map { $0 + 2 },
      runOn: true)
  }

  /// Tags of a name with all in them.
  func tags(_ name: String, runOn: Bool = false) -> [Range<Int>] {
    let begins = tags("<\(name)").filter { bytes[$0.upperBound - 2] != UInt8(ascii: "/") }.map(\.lowerBound)
    return pairs(begins: begins, ends: tags("</\(name)").map(\.upperBound), runOn: runOn)
  }

  /// Tags that are written on more than one line, without what they hold.
  var tagLines: [Range<Int>] {
    places(of: "<").compactMap { place in
      guard let next = bytes[(place + 1)...].first, next == UInt8(ascii: "/") || next.isLetter,
        let end = bytes[(place + 1)...].firstIndex(where: { "<>".utf8.contains($0) }),
        bytes[end] == UInt8(ascii: ">"), bytes[place..<end].contains(UInt8(ascii: "\n"))
      else { return nil }
      return place..<(end + 1)
    }
  }

  /// What begins and ends hold between them; what is never closed is text, or runs on without an end.
  private func pairs(begins: [Int], ends: [Int], runOn: Bool = false) -> [Range<Int>] {
    var ends = ends[...]
    var open: [Int] = []
    var pairs: [Range<Int>] = []
    func close(until place: Int) {
      while let end = ends.first, end <= place {
        ends.removeFirst()
        if let begin = open.popLast() { pairs.append(begin..<end) }
      }
    }
    for begin in begins {
      close(until: begin)
      open.append(begin)
    }
    close(until: bytes.count)
    return pairs + (runOn ? open.map { $0..<Int.max } : [])
  }

  /// Tags that begin so, each from its `<` to the next `>`, whatever stands in between.
  private func tags(_ opening: String) -> [Range<Int>] {
    var tags: [Range<Int>] = []
    for place in places(of: opening) where place >= tags.last?.upperBound ?? 0 {
      let rest = bytes[(place + opening.utf8.count)...]
      guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { break }
      guard let next = rest.first, " \t\n/>".utf8.contains(next) else { continue }
      tags.append(place..<(end + 1))
    }
    return tags
  }

  /// Whether nothing stands before a place on its line but what can indent a table.
  private func beginsLine(_ place: Int) -> Bool {
    let before = bytes[..<place].last { !" \t:".utf8.contains($0) }
    return (before ?? UInt8(ascii: "\n")) == UInt8(ascii: "\n")
  }

  /// Where a text in lower case stands, whatever case it is in there.
  private func places(of text: String) -> [Int] {
    let text = Array(text.utf8)
    var places: [Int] = []
    var place = 0
    while place + text.count <= bytes.count {
      let isThere = text.indices.allSatisfy { bytes[place + $0].lowercased == text[$0] }
      if isThere { places.append(place) }
      place += isThere ? text.count : 1
    }
    return places
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lowercased) }

  fileprivate var lowercased: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }
}
