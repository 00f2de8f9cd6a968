@testable import KPIReports

/// The participation KPIs, calculated in the slowest and most obvious way: an independent check of the fast one.
struct SlowParticipation {
  struct Edit {
    let person: Int
    let time: Int
    let reverted: Bool
  }

  let edits: [Edit]
  let rule: ParticipationRule

  init(_ edits: [Edit], rule: ParticipationRule) {
    self.edits = rule.excludeReverted ? edits.filter { !$0.reverted } : edits
    self.rule = rule
  }

  private func people(_ span: Range<Int>) -> Set<Int> { Set(edits.filter { span.contains($0.time) }.map(\.person)) }

  private func first(_ person: Int) -> Int { edits.filter { $0.person == person }.map(\.time).min()! }

  private func isReturning(_ person: Int, _ span: Range<Int>) -> Bool {
    let times = edits.filter { $0.person == person && span.contains($0.time) }.map(\.time)
    return (rule.distinctDays ? Set(times.map { $0 / 86_400 }).count : times.count) >= rule.minEdits
  }

  private func comesBack(_ newcomer: Int) -> Bool {
    let start = first(newcomer)
    return edits.contains {
      $0.person == newcomer && $0.time > start + Int(rule.after) && $0.time <= start + Int(rule.within)
    }
  }

  func tally(_ span: Range<Int>, previous: Range<Int>) -> ParticipationTally {
    let present = people(span)
    let newcomers = present.filter { span.contains(first($0)) }
    var tally = ParticipationTally()
    tally.edits = edits.count { span.contains($0.time) }
    tally.participants = present.count
    tally.returning = present.count { isReturning($0, span) }
    tally.newcomers = newcomers.count
    tally.newReturning = newcomers.count { isReturning($0, span) }
    tally.newcomersReturned = newcomers.count { comesBack($0) }
    tally.retained = people(previous).intersection(present).count
    return tally
  }
}
