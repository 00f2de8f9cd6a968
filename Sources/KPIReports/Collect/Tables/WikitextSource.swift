/// A wikitext as its lines are parsed: without comments, and with all that is not read as markup made safe.
///
/// Each scalar knows where it stands in the text that people wrote. What is made safe stands in private scalars, so that
/// no bar, star or bracket of it is taken for markup, until ``plain(_:)`` gives it back.
struct WikitextSource {
  /// A part of the text: a line, a cell, an item.
  typealias Part = ArraySlice<Scalar>

  /// A scalar and its place.
  struct Scalar: Equatable {
    let value: Unicode.Scalar
    /// Where it stands in the text, counted from 0.
    let origin: Int
  }

  /// Marks what is shown as it stands, so that nothing before or behind it is at the beginning of a line.
  static let literal: Unicode.Scalar = "\u{10F0FD}"
  /// Marks a tag with a content of its own, of which nothing is known: `<math>`.
  static let opaque: Unicode.Scalar = "\u{10F0FE}"
  /// Marks a call of a template, of which nobody knows what it shows.
  static let call: Unicode.Scalar = "\u{10F0FF}"

  private static let firstSafe: UInt32 = 0x10_F000
  private static let safe = firstSafe...0x10_F07F
  private static let own = firstSafe...0x10_F0FF

  /// Tags with a content of their own that holds neither items nor tables.
  private static let opaqueTags: Set = [
    "pre", "syntaxhighlight", "source", "math", "chem", "score", "timeline", "templatedata", "graph", "mapframe",
    "maplink", "hiero", "templatestyles", "gallery", "imagemap", "inputbox", "categorytree",
  ]
  /// Tags that are not shown, with all in them.
  private static let hiddenTags: Set = ["ref", "references", "includeonly"]
  /// Tags that are not shown, but for what stands in them.
  private static let transparentTags: Set = ["noinclude", "onlyinclude", "translate", "tvar", "section", "languages"]

  /// The lines.
  let lines: [Part]

  private let lineStarts: [Int]

  init(_ text: String) {
    // A line feed is one scalar, as the wiki keeps it.
    let text = text.replacing("\r\n", with: "\n").unicodeScalars.map { Self.own.contains($0.value) ? " " : $0 }
    var reader = Reader(text: text)
    reader.read()
    lines = reader.output.split(omittingEmptySubsequences: false) { $0.value == "\n" }
    lineStarts = [0] + text.indices.filter { text[$0] == "\n" }.map { $0 + 1 }
  }

  /// Where a scalar stands in the text.
  func place(of scalar: Scalar?) -> TextPlace? {
    guard let scalar else { return nil }
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= scalar.origin { low = middle } else { high = middle }
    }
    return TextPlace(line: low + 1, column: scalar.origin - lineStarts[low] + 1)
  }

  /// A part as text, in which what was made safe still is.
  static func text(_ part: some Sequence<Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: part.lazy.map(\.value))
    return String(text)
  }

  /// A text as people wrote it, without the marks.
  static func plain(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { own.contains($0.value) }) else { return text }
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if !own.contains(scalar.value) {
        plain.append(scalar)
      } else if safe.contains(scalar.value), let original = Unicode.Scalar(scalar.value - firstSafe) {
        plain.append(original == "\n" ? " " : original)
      }
    }
    return String(plain)
  }

  // MARK: Reading

  private struct Reader {
    let text: [Unicode.Scalar]
    var output: [Scalar] = []
    private var place = 0
    /// Where a text was found last, so that no part of the page is searched twice for it.
    private var found: [String: Int] = [:]
    /// Where calls end, by where they begin.
    private var calls: [Int: Int] = [:]

    init(text: [Unicode.Scalar]) { self.text = text }

    mutating func read() {
      findCalls()
      while place < text.count {
        if starts(with: "<") {
          if !passMarkup() { emit() }
        } else if starts(with: "{{") {
          let end = calls[place] ?? place + 2
          mark(WikitextSource.call)
          while place < end { emitSafe() }
        } else {
          emit()
        }
      }
    }

    /// Finds the calls, passing over comments and tags whose content is no markup.
    private mutating func findCalls() {
      var open: [Int] = []
      while place < text.count {
        if starts(with: "<"), let range = unreadRange() {
          place = range.upperBound
        } else if starts(with: "{{") {
          open.append(place)
          place += 2
        } else if starts(with: "}}"), let start = open.popLast() {
          place += 2
          calls[start] = place
        } else {
          place += 1
        }
      }
      (place, found) = (0, [:])
    }

    /// A comment, or a tag whose content is no markup, at this place.
    private mutating func unreadRange() -> Range<Int>? {
      if starts(with: "<!--") { return place..<(place(after: "-->", from: place + 4) ?? text.count) }
      guard let tag = Tag(text, at: place), !tag.isEnd else { return nil }
      let isUnread =
        tag.name == "nowiki" || WikitextSource.opaqueTags.contains(tag.name)
        || WikitextSource.hiddenTags.contains(tag.name)
      guard isUnread else { return nil }
      if tag.isEmpty { return place..<tag.end }
      guard let end = place(after: "</\(tag.name)", from: tag.end).flatMap({ place(after: ">", from: $0) }) else {
        return tag.name == "includeonly" ? place..<text.count : nil
      }
      return place..<end
    }

    /// Passes over what is a comment or a tag that does not count as text; false for other text.
    private mutating func passMarkup() -> Bool {
      if let range = unreadRange() {
        let tag = Tag(text, at: place)
        if let tag, tag.name == "nowiki" {
          mark(WikitextSource.literal)
          if !tag.isEmpty { emitLiteral(tag.end..<range.upperBound) }
        } else if let tag, WikitextSource.opaqueTags.contains(tag.name) {
          mark(WikitextSource.opaque)
        }
        place = range.upperBound
        return true
      }
      guard let tag = Tag(text, at: place), WikitextSource.transparentTags.contains(tag.name) else { return false }
      place = tag.end
      return true
    }

    /// The content of `<nowiki>` up to its closing tag: references of characters still are ones.
    private mutating func emitLiteral(_ range: Range<Int>) {
      place = range.lowerBound
      let close = text[range].lastIndex(of: "<") ?? range.upperBound
      while place < close { if text[place] == "&" || text[place] == "#" { emit() } else { emitSafe() } }
    }

    private mutating func emit() {
      output.append(Scalar(value: text[place], origin: place))
      place += 1
    }

    /// Gives a scalar in its private form, where it could be markup.
    private mutating func emitSafe() {
      let scalar = text[place]
      let isWord =
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || " ;".unicodeScalars.contains(scalar)
      let isKept = isWord || !scalar.isASCII
      let value = isKept ? scalar : Unicode.Scalar(WikitextSource.firstSafe + scalar.value) ?? scalar
      output.append(Scalar(value: value, origin: place))
      place += 1
    }

    private mutating func mark(_ mark: Unicode.Scalar) { output.append(Scalar(value: mark, origin: place)) }

    private func starts(with other: String) -> Bool { Self.starts(text[place...], with: other) }

    private static func starts(_ text: ArraySlice<Unicode.Scalar>, with other: String) -> Bool {
      var place = text.startIndex
      for scalar in other.unicodeScalars {
        guard place < text.endIndex, text[place].properties.lowercaseMapping.unicodeScalars.first == scalar else {
          return false
        }
        place += 1
      }
      return true
    }

    /// The end of the next such text in lower case; nil when there is none.
    private mutating func place(after other: String, from start: Int) -> Int? {
      let length = other.unicodeScalars.count
      if let known = found[other], known >= start { return known < text.count ? known + length : nil }
      let first = other.unicodeScalars.first
      var place = start
      while place < text.count, text[place] != first || !Self.starts(text[place...], with: other) { place += 1 }
      found[other] = place
      return place < text.count ? place + length : nil
    }
  }

  /// A tag, from its `<` to its `>`.
  private struct Tag {
    let name: String
    let isEnd: Bool
    let isEmpty: Bool
    let end: Int

    private static let longestName = 20

    init?(_ text: [Unicode.Scalar], at start: Int) {
      var place = start + 1
      isEnd = place < text.count && text[place] == "/"
      if isEnd { place += 1 }
      var name = ""
      while place < text.count, text[place].isASCII, text[place].properties.isAlphabetic, name.count < Self.longestName
      {
        name.unicodeScalars.append(text[place])
        place += 1
      }
      guard !name.isEmpty, place < text.count, " \t\n/>".unicodeScalars.contains(text[place]),
        let close = text[place...].firstIndex(of: ">")
      else { return nil }
      self.name = name.lowercased()
      isEmpty = text[close - 1] == "/"
      end = close + 1
    }
  }
}
