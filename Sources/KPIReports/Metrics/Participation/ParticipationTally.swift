/// What the participation KPIs of one period are made of: counts of edits and of people.
package struct ParticipationTally: Sendable, Hashable {
  /// Edits by people.
  package var edits = 0
  /// People with an edit.
  package var participants = 0
  /// People with as many edits, or days with an edit, as a return takes.
  package var returning = 0
  /// People whose first edit ever lies in the period.
  package var newcomers = 0
  /// New people who are returning too.
  package var newReturning = 0
  /// New people with another edit in the time given for it after their first.
  package var newcomersReturned = 0
  /// People with an edit in this period and in the one before.
  package var retained = 0
  /// Those of the participants who have a temporary account.
  package var temporaryParticipants = 0
  /// Those of the newcomers who have one.
  package var temporaryNewcomers = 0
  /// Those of the new people who are returning too.
  package var temporaryNewReturning = 0
}

/// What counts as a return.
package struct ParticipationRule: Sendable, Hashable {
  /// Edits, or days, in one period that make a person a returning one; at least 1.
  package var minEdits = 2
  /// Whether days with an edit are counted rather than edits.
  package var distinctDays = false
  /// Whether edits that were undone are left out.
  package var excludeReverted = false
  /// A newcomer's next edit counts when it is more than this many seconds after the first.
  package var after: Int64 = 86_400
  /// A newcomer's next edit counts when it is at most this many seconds after the first.
  package var within: Int64 = 30 * 86_400

  /// Makes the default rule.
  package init() {}
}

extension ParticipationTally {
  /// Counts consecutive periods in one pass over a timeline.
  ///
  /// The timeline holds edits by people, sorted, each with its person's number, below `people`, in the place of the
  /// actor. The boundaries are where the periods start, in seconds since 1970, and last where the last one ends.
  /// `isTemporary` tells of each person whether the account is a temporary one; without it, none is.
  package static func tally(
    _ timeline: [PackedEdit], people: Int, boundaries: [UInt32], rule: ParticipationRule, isTemporary: [Bool] = []
  ) -> [ParticipationTally] {
    let isTemporary = isTemporary.isEmpty ? [Bool](repeating: false, count: people) : isTemporary
    let periods = boundaries.count - 1
    guard periods > 0 else { return [] }
    var tallies = [ParticipationTally](repeating: ParticipationTally(), count: periods)
    var states = [PersonState](repeating: PersonState(), count: people)
    var current = -1
    var nextBoundary = boundaries[0]
    for edit in timeline {
      if rule.excludeReverted && edit.isReverted { continue }
      let time = edit.seconds
      while time >= nextBoundary {
        current += 1
        nextBoundary = current < periods ? boundaries[current + 1] : .max
      }
      let isCounted = current >= 0 && current < periods
      let person = Int(edit.actor)
      var state = states[person]
      let isNew = !state.isKnown
      if isNew {
        state.isKnown = true
        state.first = time
        state.firstPeriod = Int32(current)
        if isCounted {
          tallies[current].newcomers += 1
          if isTemporary[person] { tallies[current].temporaryNewcomers += 1 }
        }
      } else if !state.hasReturned && state.firstPeriod >= 0 && Int(state.firstPeriod) < periods {
        let elapsed = Int64(time) - Int64(state.first)
        if elapsed > rule.after && elapsed <= rule.within {
          state.hasReturned = true
          tallies[Int(state.firstPeriod)].newcomersReturned += 1
        }
      }
      if isCounted {
        tallies[current].edits += 1
        let day = time / 86_400
        if isNew || state.period != Int32(current) {
          tallies[current].participants += 1
          if isTemporary[person] { tallies[current].temporaryParticipants += 1 }
          if !isNew && current > 0 && state.period == Int32(current - 1) { tallies[current].retained += 1 }
          state.count = 0
        }
        if state.count == 0 || !rule.distinctDays || state.day != day {
          state.count += 1
          if state.count == rule.minEdits {
            tallies[current].returning += 1
            if state.firstPeriod == Int32(current) {
              tallies[current].newReturning += 1
              if isTemporary[person] { tallies[current].temporaryNewReturning += 1 }
            }
          }
        }
        state.day = day
      }
      state.period = Int32(current)
      states[person] = state
    }
    return tallies
  }
}

/// What the pass remembers of a person.
private struct PersonState {
  var first: UInt32 = 0
  var day: UInt32 = 0
  /// The period of the first edit; -1 is before the first period.
  var firstPeriod: Int32 = -1
  /// The period of the newest edit.
  var period: Int32 = -1
  /// Edits, or days, in that period.
  var count: Int32 = 0
  var isKnown = false
  var hasReturned = false
}
