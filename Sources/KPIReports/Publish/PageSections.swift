/// A page by its lines and sections: where a line can be put so that readers see it.
struct PageSections {
  private struct Line {
    let text: String
    /// Where it stands, in bytes, with its line feed.
    let range: Range<Int>
  }

  private let lines: [Line]
  private let enclosures: WikitextEnclosures
  private let text: String

  init(_ text: String) {
    self.text = text
    lines = Self.lines(of: text)
    enclosures = WikitextEnclosures(text)
  }

  /// The lines of the page's own first section of a heading, which end before whatever heading comes next.
  func section(_ title: String) -> Range<Int>? {
    let headings = lines.indices.filter { isHeading(lines[$0]) }
    let start = headings.first { index in
      let place = lines[index].range.lowerBound
      return !enclosures.regions.contains { $0.covers(place) } && heading(lines[index]) == title.lowercased()
    }
    return start.map { start in start..<(headings.first { $0 > start } ?? lines.count) }
  }

  /// What readers see of a section, save what reports wrote.
  func shown(_ section: Range<Int>) -> String {
    enclosures.shown(lines[section.lowerBound].range.lowerBound..<lines[section.upperBound - 1].range.upperBound)
  }

  /// Behind the last item of a section's list, or else behind its heading.
  func placeForItem(in section: Range<Int>) throws(NoPlaceForLine) -> Int {
    let heading = section.lowerBound
    let items = section.filter { lines[$0].text.hasPrefix("*") && isOpen(lines[$0].range.lowerBound) }
    let end = lines[section.upperBound - 1].range.upperBound
    for index in items.reversed() + [heading] {
      if let place = enclosures.end(ofLineAt: lines[index].range.lowerBound), place <= end { return place }
    }
    throw noPlace(at: lines[heading].range.upperBound)
  }

  /// Before the categories and interlanguage links that stand at the end of the page, or its end.
  func placeForSection() throws(NoPlaceForLine) -> Int {
    var end = lines.last?.range.upperBound ?? 0
    for line in lines.reversed() {
      let text = Self.trimmed(line.text)
      let isTail =
        text.isEmpty || text.hasPrefix("[[") && text.hasSuffix("]]") && text.contains(":") && !text.contains("|thumb")
      guard isTail, isOpen(line.range.lowerBound) else { break }
      if !text.isEmpty { end = line.range.lowerBound }
    }
    guard isOpen(end) else { throw noPlace(at: end) }
    return end
  }

  /// The page's text with whole lines put in; what stands before them ends with a line feed.
  func inserting(_ addition: String, before place: Int) -> String {
    let bytes = Array(text.utf8)
    let needsFeed = place > 0 && bytes[place - 1] != UInt8(ascii: "\n")
    return String(
      decoding: bytes[..<place] + Array(((needsFeed ? "\n" : "") + addition).utf8) + bytes[place...], as: UTF8.self)
  }

  private func isOpen(_ place: Int) -> Bool { enclosures.enclosure(of: place) == nil }

  private func isHeading(_ line: Line) -> Bool {
    guard line.text.hasPrefix("=") || line.text.hasPrefix("<!--") else { return false }
    return heading(line) != nil && !enclosures.markup.contains { $0.covers(line.range.lowerBound) }
  }

  /// The words of a heading line, which comments and blanks may follow, in lower case; nil for another line.
  private func heading(_ line: Line) -> String? {
    let text = Self.trimmed(enclosures.parsed(line.range))
    let level = min(text.prefix { $0 == "=" }.count, text.reversed().prefix { $0 == "=" }.count)
    guard (1...6).contains(level), text.count > 2 * level else { return nil }
    return text.filter { $0 != "=" }.replacing("_", with: " ").lowercased().split(separator: " ").joined(separator: " ")
  }

  private func noPlace(at place: Int) -> NoPlaceForLine {
    let enclosure = enclosures.enclosure(of: place)
    return NoPlaceForLine(beginning: enclosure.map { String(lineText(at: $0.lowerBound).prefix(60)) })
  }

  private func lineText(at place: Int) -> String {
    String(decoding: Array(text.utf8)[place...].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  private static func lines(of text: String) -> [Line] {
    var lines: [Line] = []
    var start = 0
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let end = min(start + line.count + 1, text.utf8.count)
      lines.append(Line(text: String(decoding: line, as: UTF8.self), range: start..<end))
      start = end
    }
    return lines
  }

  private static func trimmed(_ line: String) -> Substring {
    var line = line[...]
    while line.last?.isWhitespace == true { line.removeLast() }
    return line
  }
}

/// A line put into a page would not be seen by readers, or spoil something.
package struct NoPlaceForLine: Error {
  /// How that begins in whose midst it would stand; nil where it can't be told.
  package let beginning: String?
}
