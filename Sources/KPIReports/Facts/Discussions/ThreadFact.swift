import MediaWiki

/// A thread of a page as the store takes it in.
package struct ThreadFact: Sendable, Hashable {
  /// A signed comment.
  package struct Comment: Sendable, Hashable {
    /// Who signed: a name is all that a signature has.
    package let author: RevisionFact.Author
    /// When, to the minute.
    package let timestamp: Instant
    /// How deep it is indented; the first comments of a thread have 1.
    package let level: Int

    /// Makes the comment from its parts.
    package init(author: RevisionFact.Author, timestamp: Instant, level: Int) {
      self.author = author
      self.timestamp = timestamp
      self.level = level
    }
  }

  /// The heading as plain text; empty for what stands before the first one.
  package let heading: String
  /// The comments in the page's order, at least one.
  package let comments: [Comment]

  /// Makes the thread from its parts.
  package init(heading: String, comments: [Comment]) {
    self.heading = heading
    self.comments = comments
  }
}
