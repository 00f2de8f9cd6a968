import MediaWiki

/// A topic of a board as the store takes it in.
package struct TopicFact: Sendable, Hashable {
  /// What somebody wrote in a topic.
  package struct Post: Sendable, Hashable {
    /// The wiki's id, with the time.
    package let id: BoardID
    /// Who wrote it, whoever corrected it later.
    package let author: RevisionFact.Author
    /// Whether somebody hid it.
    package let isHidden: Bool
    /// How deep it answers; what answers the topic itself has 1.
    package let level: Int

    /// Makes the post from its parts.
    package init(id: BoardID, author: RevisionFact.Author, isHidden: Bool, level: Int) {
      self.id = id
      self.author = author
      self.isHidden = isHidden
      self.level = level
    }
  }

  /// What tells whether anything in a topic has changed.
  package struct Mark: Sendable, Hashable {
    /// The id of the newest version of its title.
    package let revision: String
    /// When anything in it was last written, corrected, hidden or locked; nil where that may not have been the last.
    package let updated: Instant?

    /// Makes the mark from its parts.
    package init(revision: String, updated: Instant?) {
      self.revision = revision
      self.updated = updated
    }
  }

  /// The wiki's id.
  package let id: BoardID
  /// How it was when it was read.
  package let mark: Mark
  /// The heading as plain text.
  package let heading: String
  /// Whether it is locked: people call that resolved.
  package let isLocked: Bool
  /// What was written in it.
  package let posts: [Post]

  /// Makes the topic from its parts.
  package init(id: BoardID, mark: Mark, heading: String, isLocked: Bool, posts: [Post]) {
    self.id = id
    self.mark = mark
    self.heading = heading
    self.isLocked = isLocked
    self.posts = posts
  }
}
