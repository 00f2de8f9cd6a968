/// What can change about a revision after it was made.
package struct RevisionMark: Sendable, Hashable {
  /// The wiki's revision id.
  package let id: Int
  /// Whether its author is hidden.
  package let isHidden: Bool
  /// Whether a later edit undid it.
  package let isReverted: Bool

  /// Makes a mark from its parts.
  package init(id: Int, isHidden: Bool, isReverted: Bool) {
    self.id = id
    self.isHidden = isHidden
    self.isReverted = isReverted
  }

  /// The mark of a revision.
  package init(_ revision: RevisionFact) {
    self.init(id: revision.id, isHidden: revision.author == .hidden, isReverted: revision.isReverted)
  }
}
