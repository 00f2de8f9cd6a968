/// The parts of a wikitext in whose midst a line of its own would be lost or spoil something: comments, tags, templates,
/// tables, captions, and the regions of reports.
struct WikitextEnclosures {
  /// Where comments, tags, templates, tables and links stand, in bytes; what is never closed has no end.
  let markup: [Range<Int>]
  /// Where the regions of reports stand.
  let regions: [Range<Int>]
  /// What is none of the words that the page's readers see, or is a report's, by where it begins.
  private let hidden: [Range<Int>]
  private let all: [Range<Int>]
  private let literals: [Range<Int>]
  private let bytes: [UInt8]

  /// Tags whose content is wikitext, but not that of the page's sections.
  private static let setApart = ["ref", "references", "poem", "indicator", "tabber", "tabs"]
  /// Tags that go on to the end of the page where they are not closed.
  private static let runningOn = ["table", "pre"]

  init(_ text: String) {
    let bytes = Array(text.utf8)
    let scan = WikitextScan(bytes)
    let words = WikitextPairs(bytes.blanked(scan.literals))
    let lines = WikitextPairs(bytes.blanked(scan.literals + scan.templates))
    // The end of a comment ends a tag that was left open before it.
    let tags = WikitextPairs(bytes.blanked(scan.literals.map { $0.lowerBound..<($0.upperBound - 1) }))
    let unseen = tags.tags("includeonly", runOn: true)
    let paired = Self.setApart.flatMap { tags.tags($0) } + Self.runningOn.flatMap { tags.tags($0, runOn: true) }
    literals = scan.literals.map { Self.isOpenComment(bytes[$0]) ? $0.lowerBound..<Int.max : $0 }
    regions = MarkedRegion.all(in: bytes, comments: scan.literals)
    hidden = (literals + unseen + regions).sorted { $0.lowerBound < $1.lowerBound }
    markup = literals + scan.templates + unseen + paired + tags.tagLines + words.links + lines.tables
    all = markup + regions
    self.bytes = bytes
  }

  /// What covers a place in its midst.
  func enclosure(of place: Int) -> Range<Int>? { all.first { $0.covers(place) } }

  /// Where the line ends on which all ends that has begun by then; nil where something never ends.
  func end(ofLineAt place: Int) -> Int? {
    var end = bytes.lineEnd(from: place)
    while let enclosure = enclosure(of: end) {
      guard enclosure.upperBound <= bytes.count else { return nil }
      end = bytes.lineEnd(from: enclosure.upperBound)
    }
    return end
  }

  /// What readers see of a part of the page, save what reports wrote.
  func shown(_ range: Range<Int>) -> String { text(of: range, without: hidden) }

  /// A part of the page without comments and literal tags.
  func parsed(_ range: Range<Int>) -> String { text(of: range, without: literals) }

  private func text(of range: Range<Int>, without parts: [Range<Int>]) -> String {
    var text: [UInt8] = []
    var place = range.lowerBound
    for part in parts where part.overlaps(place..<range.upperBound) {
      if part.lowerBound > place { text += bytes[place..<part.lowerBound] }
      place = min(part.upperBound, range.upperBound)
    }
    return String(decoding: text + bytes[place..<range.upperBound], as: UTF8.self)
  }

  private static func isOpenComment(_ literal: ArraySlice<UInt8>) -> Bool {
    literal.starts(with: "<!--".utf8) && (literal.count < 7 || !literal.suffix(3).elementsEqual("-->".utf8))
  }
}

extension Range<Int> {
  /// Whether a place lies in the midst of the range.
  func covers(_ place: Int) -> Bool { lowerBound < place && place < upperBound }
}

extension Array<UInt8> {
  /// Where the line ends in which a place lies, behind its line feed.
  func lineEnd(from place: Int) -> Int {
    self[Swift.min(place, count)...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? count
  }

  /// The same bytes with blanks in some parts.
  fileprivate func blanked(_ parts: [Range<Int>]) -> [UInt8] {
    var bytes = self
    for part in parts { for place in part { bytes[place] = UInt8(ascii: " ") } }
    return bytes
  }
}
