import MediaWiki

/// The threads that stand on a feedback page.
package struct PageDiscussions: Sendable {
  /// How far they are known.
  package let coverage: Coverage
  /// The threads in the page's order.
  package let threads: [PageThread]

  /// Makes the facts from their parts.
  package init(coverage: Coverage, threads: [PageThread]) {
    self.coverage = coverage
    self.threads = threads
  }
}

/// A thread as it stands on one page.
package struct PageThread: Sendable, Hashable {
  /// The heading as plain text.
  package let heading: String
  /// The comments in the page's order: when, and by which of the actors.
  package let comments: [PackedEdit]
  /// Whether people marked it as resolved; nil where its page does not tell.
  package let isResolved: Bool?

  /// Makes the thread from its parts.
  package init(heading: String, comments: [PackedEdit], isResolved: Bool? = nil) {
    self.isResolved = isResolved
    self.heading = heading
    self.comments = comments
  }
}
