/// Where an edit is noted before it is sent and once its fate is known, so that a later run can find out what became of
/// one that was cut off in between.
package protocol EditJournal: Sendable {
  /// Notes that an edit is about to be sent; the number names it in ``end(_:_:)``.
  func begin(_ edit: IntendedEdit) async throws -> Int64
  /// Notes what became of an edit; what can't be noted stays open, and the edit is what it is.
  func end(_ number: Int64, _ fate: EditFate) async
}

/// An edit that is about to be sent.
package struct IntendedEdit: Sendable, Equatable {
  /// The page.
  package let title: String
  /// The revision it builds on; nil for a new page.
  package let baseRevision: Int?
  /// The SHA-1 digest of the text as the wiki will store it, in hexadecimal digits.
  package let sha1: String
  /// The edit summary.
  package let summary: String
  /// The account that saves it.
  package let user: String
  /// What only this edit brings to the page; nil where its summary has to do.
  package let sign: String?
  /// What the page would say, whenever it was written; nil where only the same text says the same.
  package let meaning: String?

  /// Makes the edit from its parts.
  package init(
    title: String, baseRevision: Int?, sha1: String, summary: String, user: String, sign: String? = nil,
    meaning: String? = nil
  ) {
    self.title = title
    self.baseRevision = baseRevision
    self.sha1 = sha1
    self.summary = summary
    self.user = user
    self.sign = sign
    self.meaning = meaning
  }
}

/// What became of an edit.
package enum EditFate: Sendable, Equatable {
  /// It is this revision.
  case saved(revision: Int)
  /// The page had that text already.
  case unchanged
  /// It was not saved.
  case notSaved
  /// The wiki keeps it until a moderator approves it.
  case queued
}
