import MediaWiki

/// A topic of a board's list: how it is now, and what was written in it where the answer has that.
struct ListedTopic: Sendable {
  let id: BoardID
  let mark: TopicFact.Mark
  /// Whether it is off the board: hidden, deleted or suppressed.
  let isGone: Bool
  /// Nil where the list told titles alone.
  let fact: TopicFact?
}

extension BoardAnswer.Topics {
  /// A heading is not kept longer than this.
  private static let longestHeading = 255
  /// The state of a topic that is closed to more posts, and listed all the same.
  private static let locked = "lock"
  private static let hidden = "hide"

  /// The topics in the order of the list.
  ///
  /// Something more may happen within the second that a topic was last touched: what is as young as `young` is not
  /// taken for known.
  ///
  /// - Throws: ``IncompleteBoard`` where a post lacks what it can't be counted without.
  func listed(young: Instant, temporaryAccounts: TemporaryAccountNames) throws -> [ListedTopic] {
    try (roots ?? []).map { root in
      guard let id = BoardID(root), let version = posts?.values[root]?.first, let title = revisions?.values[version]
      else {
        throw IncompleteBoard(what: "topic \(root)")
      }
      let time = title.lastUpdated.map { Instant(seconds: $0 / 1_000) }
      let mark = TopicFact.Mark(revision: version, updated: time.flatMap { $0 < young ? $0 : nil })
      let isLocked = title.isModerated == true && title.moderateState == Self.locked
      // A list of titles tells nothing else of them.
      let isWhole = title.postId != nil && title.workflowId != nil
      let fact = try isWhole ? posts(of: root, temporaryAccounts: temporaryAccounts) : nil
      return ListedTopic(
        id: id, mark: mark, isGone: title.isModerated == true && !isLocked,
        fact: fact.map {
          TopicFact(id: id, mark: mark, heading: Self.heading(of: title), isLocked: isLocked, posts: $0)
        })
    }
  }

  private static func heading(of title: BoardAnswer.Revision) -> String {
    let words = (title.content?.plaintext ?? title.content?.content ?? "").split { $0.isWhitespace }
    return String(words.joined(separator: " ").prefix(longestHeading))
  }

  /// What was written in a topic, without what was deleted: that is not public.
  private func posts(of root: String, temporaryAccounts: TemporaryAccountNames) throws -> [TopicFact.Post] {
    var found: [String: BoardAnswer.Revision] = [:]
    for (post, versions) in posts?.values ?? [:] where post != root {
      guard let version = versions.first, let revision = revisions?.values[version] else {
        throw IncompleteBoard(what: "post \(post)")
      }
      if revision.workflowId == root { found[post] = revision }
    }
    var facts: [TopicFact.Post] = []
    for (post, revision) in found {
      guard let id = BoardID(post), let creator = revision.creator else {
        throw IncompleteBoard(what: "the author of post \(post)")
      }
      let state = revision.isModerated == true ? revision.moderateState : nil
      guard state == nil || state == Self.hidden || state == Self.locked else { continue }
      facts.append(
        TopicFact.Post(
          id: id, author: RevisionFact.Author(creator, temporaryAccounts: temporaryAccounts),
          isHidden: state == Self.hidden, level: level(of: post, in: found)))
    }
    return facts.sorted { $0.id < $1.id }
  }

  private func level(of post: String, in posts: [String: BoardAnswer.Revision]) -> Int {
    var level = 1
    var place = post
    // No deeper than there are posts: answers that answer each other in a circle would have no end.
    while level <= posts.count, let above = posts[place]?.replyToId, posts[above] != nil {
      level += 1
      place = above
    }
    return level
  }
}

/// Part of a board's answer is missing.
struct IncompleteBoard: Error {
  let what: String
}

extension RevisionFact.Author {
  fileprivate init(_ user: BoardAnswer.User, temporaryAccounts: TemporaryAccountNames) {
    guard let name = user.name, !name.isEmpty else {
      self = .hidden
      return
    }
    let id = user.id.flatMap { $0 > 0 ? $0 : nil }
    if id == nil, Self.isAddress(name) {
      self = .anonymous(address: name)
    } else {
      self = temporaryAccounts.contains(name) ? .temporary(id: id, name: name) : .registered(id: id, name: name)
    }
  }
}
