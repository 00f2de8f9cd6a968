/// The parts of a wikitext that the parser reads as markup, found without expanding anything: comments and literal tags
/// are passed over, template calls are told by where they stand.
struct WikitextScan {
  /// Where template calls stand, in bytes, in the order of their ends: those inside others come first.
  let templates: [Range<Int>]
  /// What the parser shows as it stands or not at all, in bytes: comments and tags such as `<nowiki>` with all in them.
  let literals: [Range<Int>]
  private let bytes: [UInt8]

  /// Tags whose content the parser does not read as wikitext, in core and in common extensions.
  private static let literalTags = [
    "nowiki", "pre", "syntaxhighlight", "source", "math", "chem", "score", "timeline", "templatedata", "graph",
    "mapframe", "maplink", "hiero", "html", "templatestyles", "categorytree", "inputbox", "imagemap", "gallery",
  ]

  init(_ text: String) { self.init(Array(text.utf8)) }

  init(_ bytes: [UInt8]) {
    var scanner = Scanner(bytes: bytes, literalTags: Self.literalTags.map { Array($0.utf8) })
    scanner.run()
    templates = scanner.templates
    literals = scanner.literals
    self.bytes = bytes
  }

  /// Whether a part of the text lies in a comment or a literal tag.
  func isLiteral(_ range: Range<Int>) -> Bool {
    literals.contains { $0.lowerBound <= range.lowerBound && range.lowerBound < $0.upperBound }
  }

  /// A call read in parts; nil where it is longer than a call of the kinds that are looked for can be.
  func call(at range: Range<Int>) -> TemplateCall? {
    let longest = 10_000
    return range.count <= longest ? TemplateCall(String(decoding: bytes[range], as: UTF8.self)) : nil
  }
}

/// A template call in its parts.
struct TemplateCall {
  /// What is called, blanks folded.
  let name: String
  /// The named parameters, their names in lower case, trimmed; of one given twice, all that was given.
  let parameters: [String: String]
  /// The parameters without a name, trimmed.
  let positional: [String]
  /// The call as it stands in the text.
  let source: String

  /// Reads a call, which begins and ends with two braces; comments in it say nothing.
  init(_ source: String) {
    self.source = source
    let parts = Self.parts(of: source.dropFirst(2).dropLast(2).replacing(/<!--(?s:.*?)-->/, with: ""))
    var parameters: [String: String] = [:]
    var positional: [String] = []
    for part in parts.dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { Self.folded($0) }
      if pair.count == 2 {
        parameters[pair[0].lowercased(), default: ""] += " \(pair[1])"
      } else {
        positional += pair
      }
    }
    name = Self.folded(parts.first ?? "")
    self.parameters = parameters.mapValues { Self.folded($0) }
    self.positional = positional
  }

  /// What stands between the bars, save those of links and of calls inside.
  private static func parts(of text: some StringProtocol) -> [String] {
    var parts = [""]
    var depth = 0
    for character in text {
      if "[{".contains(character) { depth += 1 }
      if "]}".contains(character) { depth = max(0, depth - 1) }
      if character == "|", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts
  }

  private static func folded(_ text: some StringProtocol) -> String {
    text.split(whereSeparator: { $0.isWhitespace || $0 == "_" }).joined(separator: " ")
  }
}

/// Walks over a text once.
private struct Scanner {
  let bytes: [UInt8]
  let literalTags: [[UInt8]]
  private(set) var templates: [Range<Int>] = []
  private(set) var literals: [Range<Int>] = []
  private var offset = 0
  /// Where calls that are not closed yet begin.
  private var open: [Int] = []
  /// Where a text was found last, so that no part of the page is searched twice for it.
  private var found: [[UInt8]: Int] = [:]

  init(bytes: [UInt8], literalTags: [[UInt8]]) {
    self.bytes = bytes
    self.literalTags = literalTags
  }

  mutating func run() {
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "<"): passLiteral()
      case UInt8(ascii: "{") where isDouble(UInt8(ascii: "{")):
        open.append(offset)
        offset += 2
      case UInt8(ascii: "}") where isDouble(UInt8(ascii: "}")) && !open.isEmpty:
        offset += 2
        if let start = open.popLast() { templates.append(start..<offset) }
      default: offset += 1
      }
    }
  }

  private func isDouble(_ byte: UInt8) -> Bool { offset + 1 < bytes.count && bytes[offset + 1] == byte }

  /// Passes over a comment or a literal tag with its content; a tag that is never closed is text, a comment goes on.
  private mutating func passLiteral() {
    let start = offset
    if starts(with: Array("<!--".utf8), at: start) {
      offset = place(of: Array("-->".utf8), from: start + 4).map { $0 + 3 } ?? bytes.count
      literals.append(start..<offset)
      return
    }
    offset = start + 1
    guard let tag = literalTags.first(where: { isTag($0, at: start + 1) }),
      let close = place(of: [UInt8(ascii: ">")], from: start)
    else { return }
    if bytes[close - 1] == UInt8(ascii: "/") {
      offset = close + 1
    } else if let end = place(of: Array("</".utf8) + tag, from: close + 1) {
      offset = (place(of: [UInt8(ascii: ">")], from: end) ?? bytes.count - 1) + 1
      literals.append(start..<offset)
    }
  }

  /// Whether a tag of that name is opened: what follows the name ends it.
  private func isTag(_ name: [UInt8], at place: Int) -> Bool {
    guard starts(with: name, at: place), place + name.count < bytes.count else { return false }
    return " \t\r\n/>".utf8.contains(bytes[place + name.count])
  }

  private func starts(with text: [UInt8], at place: Int) -> Bool {
    guard place + text.count <= bytes.count else { return false }
    for index in text.indices where lowercased(bytes[place + index]) != text[index] { return false }
    return true
  }

  /// Where a text in lower case stands next; nil when it doesn't.
  private mutating func place(of text: [UInt8], from start: Int) -> Int? {
    if let known = found[text], known >= start { return known < bytes.count ? known : nil }
    var place = start
    while place < bytes.count, !starts(with: text, at: place) { place += 1 }
    found[text] = place
    return place < bytes.count ? place : nil
  }

  private func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
