extension MarkedRegion {
  /// Where the regions of all reports stand on a page, with their markers; one whose end is missing has no end.
  static func all(in bytes: [UInt8], comments: [Range<Int>]) -> [Range<Int>] {
    var regions: [Range<Int>] = []
    var begun: [Substring: Int] = [:]
    for comment in comments {
      let text = String(decoding: bytes[comment].dropFirst(4).dropLast(3), as: UTF8.self)
      let words = text.split(whereSeparator: \.isWhitespace)
      guard words.count == 2 || words.count > 2 && words[2] == "·" else { continue }
      switch words[0] {
      case "kpibot:begin": begun[words[1]] = begun[words[1]] ?? comment.lowerBound
      case "kpibot:end":
        if let begin = begun.removeValue(forKey: words[1]) { regions.append(begin..<comment.upperBound) }
      default: continue
      }
    }
    return regions + begun.values.map { $0..<Int.max }
  }
}
