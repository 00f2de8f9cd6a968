/// A page's new text, to be saved.
package struct Edit: Sendable {
  /// The page.
  package var title: String
  /// The whole new wikitext.
  package var text: String
  /// The edit summary; the wiki keeps 500 characters.
  package var summary: String
  /// What only this edit brings to the page, where several can have the same summary.
  package var sign: String?
  /// What the page would say, whenever it was written; nil where only the same text says the same.
  package var meaning: String?

  /// Makes an edit.
  package init(title: String, text: String, summary: String, sign: String? = nil, meaning: String? = nil) {
    self.title = title
    self.text = text
    self.summary = summary
    self.sign = sign
    self.meaning = meaning
  }
}

/// What became of an edit.
package enum SaveResult: Sendable, Equatable {
  /// The page has a new revision.
  case saved(revision: Int)
  /// The page had that text already.
  case unchanged
}
