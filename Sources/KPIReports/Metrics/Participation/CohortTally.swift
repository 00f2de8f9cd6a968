/// People by the period of their first edit, by how many of them have an edit in each period.
package struct CohortTally: Sendable, Equatable {
  /// The counts: by cohort, and then by period.
  ///
  /// The first cohort is of those who came before the first period; the others are of the people of each period.
  package private(set) var counts: [[Int]]

  /// Counts consecutive periods in one pass over a timeline, as ``ParticipationTally`` has it.
  package init(_ timeline: [PackedEdit], people: Int, boundaries: [UInt32]) {
    let periods = max(0, boundaries.count - 1)
    counts = [[Int]](repeating: [Int](repeating: 0, count: periods), count: periods + 1)
    var cohorts = [Int](repeating: -1, count: people)
    var last = [Int](repeating: -1, count: people)
    var passed = 0
    for edit in timeline {
      while passed < boundaries.count, edit.seconds >= boundaries[passed] { passed += 1 }
      guard passed <= periods else { break }
      let person = Int(edit.actor)
      if cohorts[person] < 0 { cohorts[person] = passed }
      guard passed > 0, last[person] != passed else { continue }
      last[person] = passed
      counts[cohorts[person]][passed - 1] += 1
    }
  }
}
