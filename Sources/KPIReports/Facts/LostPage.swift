import MediaWiki

/// A page of a source that was deleted: what was written there is no longer public.
package struct LostPage: Sendable, Hashable {
  /// The title that it had; with its wiki where it is shown to readers.
  package let name: String
  /// The wiki's number of the page, where the store alone knows that it was one.
  package var pageID: Int?
  /// When its first revision was made; nil where nobody can tell any more.
  package let first: Instant?
  /// When it was deleted.
  package let deleted: Instant

  /// Why values are unknown that it belongs to.
  package var reason: String { "\(name) was deleted, its history is no longer public" }

  /// The same as readers call it: "VisualEditor/Feedback on mw".
  func on(_ wiki: String) -> LostPage {
    LostPage(name: "\(name) on \(wiki)", pageID: pageID, first: first, deleted: deleted)
  }

  /// Whether it was there in some of the time from one moment to another.
  func stood(from start: Instant, until end: Instant) -> Bool {
    deleted > start && began(before: end)
  }

  /// Whether it was there already at some time before a moment.
  func began(before end: Instant) -> Bool { first.map { $0 < end } ?? true }
}

/// The page at a title, and its newest revision, when the logs of the title were last read.
package struct TitleMark: Sendable, Hashable {
  let pageID: Int
  let revisionID: Int
}
