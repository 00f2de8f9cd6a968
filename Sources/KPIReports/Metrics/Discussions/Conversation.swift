import MediaWiki

/// A thread on all the pages that it stands on.
struct Conversation: Sendable {
  /// What a commenter is to the team at the time of a comment.
  enum Role: Sendable {
    /// One of the people.
    case person
    /// Somebody whom the report does not count as people: an IP editor, for example.
    case other
    /// A member of staff.
    case staff
    /// A bot.
    case bot
  }

  /// A comment, and who made it.
  struct Comment: Sendable {
    let time: Instant
    let actor: UInt32
    let role: Role
  }

  /// The heading as plain text.
  let heading: String
  /// The page that it stands on; of several, the first in the report.
  let page: Int
  /// The comments, oldest first, at least one.
  let comments: [Comment]

  /// The first comment, which begins the thread.
  var first: Comment { comments[0] }

  /// Orders the comments by time and tells who made each; nil where none was made before a time.
  init?(heading: String, page: Int, comments: [PackedEdit], people: People, before end: Instant) {
    // Signatures tell minutes: what was said in the same one stays in the page's order.
    let sorted = comments.enumerated().sorted { ($0.element.seconds, $0.offset) < ($1.element.seconds, $1.offset) }
    let told = sorted.map(\.element).compactMap { comment -> Comment? in
      let time = Instant(seconds: Int64(comment.seconds))
      guard time < end else { return nil }
      return Comment(time: time, actor: comment.actor, role: Role(people.exclusion(of: comment)))
    }
    guard !told.isEmpty else { return nil }
    self.heading = heading
    self.page = page
    self.comments = told
  }

  /// The first comment by another than the author that a role qualifies for.
  func response(_ qualifies: (Role) -> Bool) -> Comment? {
    comments.first { $0.actor != first.actor && qualifies($0.role) }
  }
}

extension Conversation.Role {
  init(_ exclusion: People.Exclusion?) {
    switch exclusion {
    case nil: self = .person
    case .bot: self = .bot
    case .staff: self = .staff
    case .anonymous, .temporary, .hidden: self = .other
    }
  }
}

extension Responder {
  /// Whether comments of a role are responses.
  func includes(_ role: Conversation.Role) -> Bool {
    switch self {
    case .staff: role == .staff
    case .anyone: role != .bot
    }
  }
}
