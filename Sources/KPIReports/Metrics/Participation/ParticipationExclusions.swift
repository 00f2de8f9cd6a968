import MediaWiki

/// What "people" leaves out in a period, and what it takes in.
package struct ParticipationExclusions: Sendable, Hashable {
  /// Edits left out, by why.
  package private(set) var edits: [People.Exclusion: Int] = [:]
  /// People counted.
  package private(set) var people = 0
  /// Those of them who have a temporary account.
  package private(set) var temporary = 0
  /// Revisions that were read, up to the period's end.
  package private(set) var revisions = 0

  init(_ pages: [PageFacts], people: People, period: Period, asOf: Instant) {
    let start = UInt32(clamping: period.start.seconds)
    let end = UInt32(clamping: min(period.end, asOf).seconds)
    var counted: Set<UInt32> = []
    for page in pages {
      for edit in page.edits {
        if edit.seconds >= end { break }
        revisions += 1
        guard edit.seconds >= start else { continue }
        if let exclusion = people.exclusion(of: edit) {
          edits[exclusion, default: 0] += 1
        } else {
          counted.insert(people.numbers[Int(edit.actor)])
        }
      }
    }
    self.people = counted.count
    temporary = counted.count { people.isTemporary[Int($0)] }
  }
}
