import MediaWiki

/// The threads of a page as the extension DiscussionTools answers them.
struct DiscussionAnswer: Decodable, Sendable {
  struct PageInfo: Decodable, Sendable {
    let threaditemshtml: [Item]?
    /// The page that each heading and comment comes from, by its id.
    let transcludedfrom: PHPMap<Origin>?
  }

  /// Where something on the page stands.
  enum Origin: Decodable, Sendable, Hashable {
    /// On the page itself.
    case own
    /// On another page, which the page shows.
    case page(String)
    /// On some other page.
    case unknown

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let title = try? container.decode(String.self) {
        self = .page(title)
      } else {
        self = (try? container.decode(Bool.self)) == true ? .unknown : .own
      }
    }
  }

  /// A heading or a comment, with what stands below it.
  struct Item: Decodable, Sendable {
    let type: String?
    let id: String?
    /// The heading's level; nil for a comment, and for the text before the first heading.
    let headingLevel: Int?
    let author: String?
    let timestamp: String?
    let level: Int?
    let html: String?
    let replies: [Item]?
  }

  private enum CodingKeys: CodingKey { case discussiontoolspageinfo }

  /// What stands on the page; empty where the extension does not take the page for one with discussions.
  let items: [Item]
  private let origins: [String: Origin]

  /// Where the threads stand that the page only shows.
  var elsewhere: Set<Origin> { Set(items.flatMap(elsewhere)).subtracting([.own]) }

  private func elsewhere(_ item: Item) -> [Origin] {
    guard item.type == "heading", item.headingLevel != nil, let replies = item.replies, !replies.isEmpty else {
      return []
    }
    return [item.id.flatMap { origins[$0] } ?? .own] + replies.flatMap(elsewhere)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    // PHP writes an object without members as a list.
    if let list = try? container.decode([Int].self, forKey: .discussiontoolspageinfo), list.isEmpty {
      (items, origins) = ([], [:])
    } else {
      let info = try container.decode(PageInfo.self, forKey: .discussiontoolspageinfo)
      (items, origins) = (info.threaditemshtml ?? [], info.transcludedfrom?.values ?? [:])
    }
  }
}

extension DiscussionAnswer.Item {
  private var isHeading: Bool { type == "heading" || (author == nil && timestamp == nil) }

  /// Whether the heading begins a thread of its own: those below a thread's belong to it, and one of level 1 only groups.
  private var beginsThread: Bool { isHeading && (headingLevel ?? 0) <= 2 }

  /// The heading's thread, and those of the headings that it groups.
  func threads(temporaryAccounts: TemporaryAccountNames) -> [ThreadFact] {
    let comments = comments(temporaryAccounts: temporaryAccounts)
    let own = comments.isEmpty ? [] : [ThreadFact(heading: PlainText.text(ofHTML: html ?? ""), comments: comments)]
    guard headingLevel == 1 else { return own }
    return own
      + (replies ?? []).filter(\.beginsThread).flatMap { $0.threads(temporaryAccounts: temporaryAccounts) }
  }

  /// The comments below, in the page's order; those without an author or a time are nobody's and count nowhere.
  private func comments(temporaryAccounts: TemporaryAccountNames) -> [ThreadFact.Comment] {
    (replies ?? []).flatMap { item -> [ThreadFact.Comment] in
      if headingLevel == 1, item.beginsThread { return [] }
      let own = item.comment(temporaryAccounts: temporaryAccounts).map { [$0] } ?? []
      return own + item.comments(temporaryAccounts: temporaryAccounts)
    }
  }

  private func comment(temporaryAccounts: TemporaryAccountNames) -> ThreadFact.Comment? {
    guard !isHeading, let time = timestamp.flatMap(Self.instant),
      let author = author.flatMap({ RevisionFact.Author(signature: $0, temporaryAccounts: temporaryAccounts) })
    else { return nil }
    return ThreadFact.Comment(author: author, timestamp: time, level: level ?? 1)
  }

  /// Reads `2026-10-01T01:34:00Z`, or as older versions have it, `2022-07-01T01:34:00.000Z` or `20261001013400`.
  static func instant(_ text: String) -> Instant? {
    if text.count == 14, text.allSatisfy({ $0.isASCII && $0.isNumber }) {
      let digits = Array(text)
      func part(_ range: Range<Int>) -> String { String(digits[range]) }
      return Instant(
        iso8601: "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z")
    }
    return Instant(iso8601: text.firstRange(of: ".").map { text[..<$0.lowerBound] + "Z" } ?? text)
  }
}

extension RevisionFact.Author {
  /// Tells who signed by the name alone; nil where there is none.
  init?(signature: String, temporaryAccounts: TemporaryAccountNames) {
    let words = signature.replacing("_", with: " ").split(separator: " ")
    guard !words.isEmpty else { return nil }
    let name = words.joined(separator: " ")
    if Self.isAddress(name) {
      self = .anonymous(address: name)
    } else {
      self = temporaryAccounts.contains(name) ? .temporary(id: nil, name: name) : .registered(id: nil, name: name)
    }
  }
}
