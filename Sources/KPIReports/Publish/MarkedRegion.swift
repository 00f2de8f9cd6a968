/// The part of a page that the bot owns: what stands between its two markers.
///
/// Everything else is kept, byte by byte.
package struct MarkedRegion: Sendable, Equatable {
  /// Why a page has no region that can be replaced.
  package enum Fault: Sendable, Equatable {
    /// Neither marker is there.
    case missing
    /// One marker is there, the other is not.
    case oneMissing
    /// A marker is there more than once.
    case doubled
    /// The end comes before the beginning.
    case swapped
    /// Another report's marker stands inside, or the region in another one's.
    case nested
    /// A marker shares its line with something else.
    case notAlone
    /// A marker stands where the page does not show the region: in `<nowiki>`, `<pre>`, another comment or a template.
    case inactive
  }

  /// The report whose name the markers carry.
  package let report: String

  /// Makes the region of a report.
  package init(report: String) { self.report = report }

  /// What the line before the region says to people; a line without it is taken too.
  private static let explanation =
    "A bot rewrites this part. Change the report or ask on the talk page; edits here are replaced."

  /// The line before the region.
  package var begin: String { "<!-- kpibot:begin \(report) · \(Self.explanation) -->" }

  /// The line after the region.
  package var end: String { "<!-- kpibot:end \(report) -->" }

  /// The region of a page that has none yet, with its markers.
  package func page(with content: String) -> String { "\(begin)\n\(content)\n\(end)" }

  /// What stands between the markers, without the line feeds next to them.
  package func content(of text: String) throws(RegionError) -> String {
    let bytes = Array(text.utf8)
    let range = try range(in: bytes)
    return String(decoding: bytes[range].trimmed, as: UTF8.self)
  }

  /// The text with other content between the markers.
  package func replacing(in text: String, with content: String) throws(RegionError) -> String {
    let bytes = Array(text.utf8)
    let range = try range(in: bytes)
    return String(
      decoding: bytes[..<range.lowerBound] + Array("\n\(content)\n".utf8) + bytes[range.upperBound...], as: UTF8.self)
  }

  private func range(in bytes: [UInt8]) throws(RegionError) -> Range<Int> {
    let (begins, ends) = (beginnings(in: bytes), bytes.ranges(of: Array(end.utf8)))
    func fail(_ fault: Fault) -> RegionError {
      RegionError(
        region: self, fault: fault, spoiled: SpoiledMarker.find(in: bytes, of: self, right: begins + ends),
        hasBegin: begins.contains(where: bytes.isAloneOnLine), hasEnd: ends.contains(where: bytes.isAloneOnLine))
    }
    if begins.isEmpty && ends.isEmpty { throw fail(.missing) }
    if begins.count > 1 || ends.count > 1 { throw fail(.doubled) }
    guard let first = begins.first, let last = ends.first else { throw fail(.oneMissing) }
    guard first.upperBound <= last.lowerBound else { throw fail(.swapped) }
    guard bytes.isAloneOnLine(first), bytes.isAloneOnLine(last) else { throw fail(.notAlone) }
    let inside = bytes[first.upperBound..<last.lowerBound]
    if !inside.ranges(of: Array("<!-- kpibot:".utf8)).allSatisfy({
      inside[$0.upperBound...].starts(with: Array("computed".utf8))
    }) {
      throw fail(.nested)
    }
    if Self.hasOpenRegion(bytes[..<first.lowerBound]) { throw fail(.nested) }
    let scan = WikitextScan(bytes)
    guard scan.shows(first), scan.shows(last) else { throw fail(.inactive) }
    return first.upperBound..<last.lowerBound
  }

  /// Where the line before the region stands, with whatever it says to people.
  private func beginnings(in bytes: [UInt8]) -> [Range<Int>] {
    let (close, dot) = (Array("-->".utf8), Array("·".utf8))
    return bytes.ranges(of: Array("<!-- kpibot:begin \(report) ".utf8)).compactMap { name in
      let rest = bytes[name.upperBound...]
      guard rest.starts(with: close) || rest.starts(with: dot) else { return nil }
      let line = rest.prefix { $0 != UInt8(ascii: "\n") }
      return line.firstRange(of: close).map { name.lowerBound..<$0.upperBound }
    }
  }

  /// Whether some report's region begins in these bytes and does not end in them.
  private static func hasOpenRegion(_ bytes: ArraySlice<UInt8>) -> Bool {
    let names = { (kind: String) -> [String] in
      bytes.ranges(of: Array("<!-- kpibot:\(kind) ".utf8)).map { range in
        String(decoding: bytes[range.upperBound...].prefix { !" \n".utf8.contains($0) }, as: UTF8.self)
      }
    }
    return !Set(names("begin")).subtracting(names("end")).isEmpty
  }
}

/// A page has no region that can be replaced.
package struct RegionError: Error, CustomStringConvertible {
  let region: MarkedRegion
  let fault: MarkedRegion.Fault
  /// The markers that are nearly right: at most one of each kind, the beginning first.
  var spoiled: [SpoiledMarker] = []
  /// Whether the marker before the region is there and right.
  var hasBegin = false
  /// Whether the marker behind it is.
  var hasEnd = false

  /// What is wrong with the markers, and the lines that mend it.
  package var description: String {
    "\(problem). \(request.prefix(1).uppercased())\(request.dropFirst())\n" + lines.joined(separator: "\n")
  }

  /// What to do with the lines.
  package var request: String {
    guard let first = spoiled.first else {
      return "put these two lines where the report shall stand, once, each on a line of its own:"
    }
    if let second = spoiled.dropFirst().first {
      return
        "make line \(first.line) of the page read exactly as the first of these lines, with nothing else on it, and "
        + "line \(second.line) as the second:"
    }
    guard lines.count > 1 else {
      return "make line \(first.line) of the page read exactly as this one, with nothing else on it:"
    }
    let (this, other, place) =
      first.isEnd ? ("second", "first", "begin") : ("first", "second", "end")
    return
      "make line \(first.line) of the page read exactly as the \(this) of these lines, with nothing else on it, and "
      + "put the \(other) where the report shall \(place), on a line of its own:"
  }

  /// The lines that mend it, to be copied as they are.
  package var lines: [String] {
    guard spoiled.count == 1, spoiled[0].isEnd ? hasBegin : hasEnd else { return [region.begin, region.end] }
    return [spoiled[0].isEnd ? region.end : region.begin]
  }

  /// What is wrong with the markers.
  package var problem: String {
    if let first = spoiled.first {
      let second = spoiled.dropFirst().first
      let place = second.map { "lines \(first.line) and \($0.line)" } ?? "line \(first.line)"
      let (words, those) = second == nil ? ("a marker", "it is") : ("markers", "they are")
      return "\(place) of the page can't be taken for \(words), since \(those) not exactly as the bot writes it: "
        + "\"\(first.text)\""
    }
    return switch fault {
    case .missing: "the page has no markers, so nothing on it is the bot's to write"
    case .oneMissing: "the page has only one of the two markers"
    case .doubled: "the page has a marker twice"
    case .swapped: "the end marker stands before the begin marker"
    case .nested: "the region stands in another one, or another marker in it"
    case .notAlone: "a marker does not stand alone on its line"
    case .inactive: "a marker stands inside a tag such as <nowiki> or <pre>, a comment or a template"
    }
  }
}

extension Array<UInt8> {
  func isAloneOnLine(_ range: Range<Int>) -> Bool {
    let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")]
    let before = self[..<range.lowerBound].last { !blanks.contains($0) }
    let after = self[range.upperBound...].first { !blanks.contains($0) }
    return (before ?? UInt8(ascii: "\n")) == UInt8(ascii: "\n") && (after ?? UInt8(ascii: "\n")) == UInt8(ascii: "\n")
  }
}

extension ArraySlice<UInt8> {
  /// The bytes without the line feeds at their ends.
  fileprivate var trimmed: ArraySlice<UInt8> {
    let isFeed: (UInt8) -> Bool = { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    guard let first = firstIndex(where: { !isFeed($0) }), let last = lastIndex(where: { !isFeed($0) }) else {
      return []
    }
    return self[first...last]
  }
}

extension WikitextScan {
  /// Whether a comment stands on its own: in no other comment, literal tag or template.
  fileprivate func shows(_ comment: Range<Int>) -> Bool {
    literals.contains(comment)
      && !templates.contains { $0.lowerBound < comment.lowerBound && comment.upperBound < $0.upperBound }
  }
}
