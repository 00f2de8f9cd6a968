/// A page's new text, to be saved.
package struct Edit: Sendable {
  /// The page.
  package var title: String
  /// The whole new wikitext.
  package var text: String
  /// The edit summary; the wiki keeps 500 characters.
  package var summary: String
  /// Whether the edit is marked as minor.
  package var minor: Bool

  /// Makes an edit.
  package init(title: String, text: String, summary: String, minor: Bool = false) {
    self.title = title
    self.text = text
    self.summary = summary
    self.minor = minor
  }
}

/// What became of an edit.
package enum SaveResult: Sendable, Equatable {
  /// The page has a new revision.
  case saved(revision: Int, timestamp: Instant)
  /// The page had that text already.
  case unchanged
}
