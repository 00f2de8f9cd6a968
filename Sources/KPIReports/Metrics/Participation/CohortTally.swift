/// People by the period of their first edit, by how many of them have an edit in each period.
package struct CohortTally: Sendable, Equatable {
  /// Temporary accounts end so many days after they were made, which is by the first edit at the latest.
  package static let daysOfTemporaryAccounts = 90

  /// The counts: by cohort, and then by period.
  ///
  /// The first cohort is of those who came before the first period; the others are of the people of each period.
  package private(set) var counts: [[Int]]
  /// How many people of a cohort have temporary accounts that had ended before a period began: by cohort, and then by
  /// period.
  package private(set) var ended: [[Int]]
  /// How many people each cohort has.
  package private(set) var people: [Int]
  /// How many of them have a temporary account.
  package private(set) var temporary: [Int]

  /// Counts consecutive periods in one pass over a timeline, as ``ParticipationTally`` has it.
  package init(_ timeline: [PackedEdit], people: Int, boundaries: [UInt32], isTemporary: [Bool] = []) {
    let isTemporary = isTemporary.isEmpty ? [Bool](repeating: false, count: people) : isTemporary
    let lifetime = UInt32(Self.daysOfTemporaryAccounts) * 86_400
    let periods = max(0, boundaries.count - 1)
    counts = [[Int]](repeating: [Int](repeating: 0, count: periods), count: periods + 1)
    ended = counts
    self.people = [Int](repeating: 0, count: periods + 1)
    temporary = self.people
    var cohorts = [Int](repeating: -1, count: people)
    var last = [Int](repeating: -1, count: people)
    var passed = 0
    for edit in timeline {
      while passed < boundaries.count, edit.seconds >= boundaries[passed] { passed += 1 }
      guard passed <= periods else { break }
      let person = Int(edit.actor)
      if cohorts[person] < 0 {
        cohorts[person] = passed
        self.people[passed] += 1
        if isTemporary[person] {
          temporary[passed] += 1
          let end = UInt64(edit.seconds) + UInt64(lifetime)
          for place in 0..<periods where UInt64(boundaries[place]) >= end { ended[passed][place] += 1 }
        }
      }
      guard passed > 0, last[person] != passed else { continue }
      last[person] = passed
      counts[cohorts[person]][passed - 1] += 1
    }
  }
}
