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

extension DiscussionAnswer {
  /// A comment of which the answer does not tell who made it, or when.
  struct UnreadableComment: Error {}

  /// The threads in the page's order.
  ///
  /// The extension lists every heading, and those below another one once more within it.
  ///
  /// - Throws: ``UnreadableComment``.
  func threads(temporaryAccounts: TemporaryAccountNames) throws(UnreadableComment) -> [ThreadFact] {
    let nested = Set(items.flatMap(\.subheadings).compactMap(\.id))
    var threads: [ThreadFact] = []
    for item in items where !(item.id.map(nested.contains) ?? false) {
      threads += try item.threads(temporaryAccounts: temporaryAccounts)
    }
    return threads
  }
}

extension DiscussionAnswer.Item {
  private var isHeading: Bool { type == "heading" || (type == nil && author == nil && timestamp == nil) }

  /// The headings below, those below them included.
  fileprivate var subheadings: [Self] { (replies ?? []).flatMap { ($0.isHeading ? [$0] : []) + $0.subheadings } }

  /// The heading's thread, and those of the headings that it only groups.
  ///
  /// What stands below a heading's own comments belongs to its thread. A heading without any, as "October 2026" above
  /// the month's topics, begins none; one of level 1 is a title, whatever stands below it.
  fileprivate func threads(
    temporaryAccounts: TemporaryAccountNames
  ) throws(DiscussionAnswer.UnreadableComment) -> [ThreadFact] {
    let comments = try (replies ?? []).filter { !$0.isHeading }.comments(temporaryAccounts: temporaryAccounts)
    let sections = (replies ?? []).filter(\.isHeading)
    let heading = PlainText.text(ofHTML: html ?? "")
    if headingLevel != 1, !comments.isEmpty {
      let all = comments + (try sections.comments(temporaryAccounts: temporaryAccounts))
      return [ThreadFact(heading: heading, comments: all)]
    }
    var threads = comments.isEmpty ? [] : [ThreadFact(heading: heading, comments: comments)]
    for section in sections { threads += try section.threads(temporaryAccounts: temporaryAccounts) }
    return threads
  }

  fileprivate func comment(
    temporaryAccounts: TemporaryAccountNames
  ) throws(DiscussionAnswer.UnreadableComment) -> ThreadFact.Comment? {
    if isHeading { return nil }
    guard let time = timestamp.flatMap(Self.instant),
      let author = author.flatMap({ RevisionFact.Author(signature: $0, temporaryAccounts: temporaryAccounts) })
    else { throw DiscussionAnswer.UnreadableComment() }
    return ThreadFact.Comment(author: author, timestamp: time, level: level ?? 1)
  }

  /// Reads `2026-10-01T01:34:00Z`, or as older versions have it, `2022-07-01T01:34:00.000Z` or `20261001013400`.
  static func instant(_ text: String) -> Instant? {
    if let time = Instant(databaseForm: text) { return time }
    return Instant(iso8601: text.firstRange(of: ".").map { text[..<$0.lowerBound] + "Z" } ?? text)
  }
}

extension [DiscussionAnswer.Item] {
  /// The comments, and all below them, in the page's order.
  fileprivate func comments(
    temporaryAccounts: TemporaryAccountNames
  ) throws(DiscussionAnswer.UnreadableComment) -> [ThreadFact.Comment] {
    var comments: [ThreadFact.Comment] = []
    for item in self {
      if let comment = try item.comment(temporaryAccounts: temporaryAccounts) { comments.append(comment) }
      comments += try (item.replies ?? []).comments(temporaryAccounts: temporaryAccounts)
    }
    return comments
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
