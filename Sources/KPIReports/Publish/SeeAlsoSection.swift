import MediaWiki

/// Puts a link to the report into another page's section "See also", where it is not there yet; every other byte stays.
package struct SeeAlsoSection: Sendable {
  private static let heading = "See also"

  /// The link as wikitext, without the list item's star.
  let link: String
  /// What a link to the same page can begin with, in lower case and with blanks for underscores.
  private let targets: [String]

  /// Makes the link to a page; on another wiki it is an external one.
  package init(to page: PageAddress, onSameWiki: Bool) {
    link =
      onSameWiki
      ? "[[\(page.title)]]" : WikitextContentType.settled(Wikitext.externalLink(page.url, label: page.title))
    targets = onSameWiki ? ["[[\(page.title)", "[[:\(page.title)"].map(Self.key) : [Self.key(page.url)]
  }

  /// The page's text with the link, or nil where it is there already.
  package func adding(to text: String) -> String? {
    let scan = WikitextScan(text)
    let lines = Self.lines(of: text)
    let headings = lines.indices.filter { !scan.isLiteral(lines[$0].range) && Self.level(lines[$0].text) != nil }
    guard let start = headings.first(where: { Self.isSeeAlso(lines[$0].text) }) else {
      return Self.inserting("\n== \(Self.heading) ==\n* \(link)\n", in: text, before: Self.endOfProse(lines))
    }
    let end = headings.first { $0 > start } ?? lines.count
    let section = lines[start..<end]
    let isThere = section.contains { line in
      !scan.isLiteral(line.range) && targets.contains { Self.has($0, in: Self.key(line.text)) }
    }
    if isThere { return nil }
    let last = section.last { $0.text.hasPrefix("*") } ?? lines[start]
    return Self.inserting("* \(link)\n", in: text, before: last.range.upperBound)
  }

  private struct Line {
    let text: String
    /// Where it stands, in bytes, with its line feed.
    let range: Range<Int>
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

  /// The level of a heading line, nil for another line.
  private static func level(_ line: String) -> Int? {
    let trimmed = trimmed(line)
    let level = min(trimmed.prefix { $0 == "=" }.count, trimmed.reversed().prefix { $0 == "=" }.count)
    return (1...6).contains(level) && trimmed.count > 2 * level ? level : nil
  }

  private static func isSeeAlso(_ line: String) -> Bool {
    key(trimmed(line).filter { $0 != "=" }).split(separator: " ").joined(separator: " ") == heading.lowercased()
  }

  private static func trimmed(_ line: String) -> Substring {
    var line = line[...]
    while line.last?.isWhitespace == true { line.removeLast() }
    return line
  }

  private static func key(_ text: some StringProtocol) -> String {
    String(text).replacing("_", with: " ").lowercased()
  }

  /// Whether a text has a link that begins so and goes no further into another title.
  private static func has(_ target: String, in text: String) -> Bool {
    text.ranges(of: target).contains { range in
      guard let next = text[range.upperBound...].first else { return true }
      return "|]# ".contains(next)
    }
  }

  /// Where the categories and interlanguage links begin that stand at the end of a page, or its end.
  private static func endOfProse(_ lines: [Line]) -> Int {
    var end = lines.last?.range.upperBound ?? 0
    for line in lines.reversed() {
      let text = trimmed(line.text)
      let isTail =
        text.isEmpty || text.hasPrefix("[[") && text.hasSuffix("]]") && text.contains(":") && !text.contains("|thumb")
      guard isTail else { break }
      if !text.isEmpty { end = line.range.lowerBound }
    }
    return end
  }

  /// Puts whole lines into a text; what stands before them ends with a line feed.
  private static func inserting(_ addition: String, in text: String, before place: Int) -> String {
    let bytes = Array(text.utf8)
    let needsFeed = place > 0 && bytes[place - 1] != UInt8(ascii: "\n")
    return String(
      decoding: bytes[..<place] + Array(((needsFeed ? "\n" : "") + addition).utf8) + bytes[place...], as: UTF8.self)
  }
}
