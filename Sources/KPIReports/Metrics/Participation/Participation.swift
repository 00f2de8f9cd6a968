import MediaWiki

/// The participation KPIs of one product, or of all, over consecutive periods.
struct Participation {
  private let timeline: Timeline
  private let people: People
  private let standing: ParticipationStanding
  /// The period before the first one measured, and those measured.
  private let periods: [Period]
  private var tallies: [ParticipationRule: [ParticipationTally]] = [:]

  /// The periods are consecutive and oldest first, at least one.
  init(timeline: Timeline, people: People, standing: ParticipationStanding, periods: [Period]) {
    self.timeline = timeline
    self.people = people
    self.standing = standing
    self.periods = (periods.first.map { [$0.previous] } ?? []) + periods
  }

  /// What a formula finds in each period.
  mutating func findings(_ formula: ParticipationFormula, options: KPIOptions) -> [(Finding, Standing)] {
    let rule = ParticipationRule(options)
    let tallies = tallies(rule)
    return periods.indices.dropFirst().map { place in
      let (tally, previous) = (tallies[place], tallies[place - 1])
      var finding = formula.finding(tally, previous)
      finding.temporary = formula.temporary?(tally, previous)
      var standing = standing.standing(
        in: periods[place], lookahead: formula.looksAhead ? rule.within : 0, needsPast: formula.needsPast)
      if formula.looksBack { standing = standing.worse(self.standing.standing(in: periods[place - 1])) }
      return (finding, standing)
    }
  }

  private mutating func tallies(_ rule: ParticipationRule) -> [ParticipationTally] {
    if let known = tallies[rule] { return known }
    let boundaries = periods.map(\.start) + [periods[periods.count - 1].end]
    let counted = ParticipationTally.tally(
      timeline.edits, people: people.count, boundaries: boundaries.map { UInt32(clamping: $0.seconds) }, rule: rule,
      isTemporary: people.isTemporary)
    tallies[rule] = counted
    return counted
  }
}

extension ParticipationRule {
  /// The rule that a KPI's options ask for.
  init(_ options: KPIOptions) {
    self.init()
    minEdits = options.minEdits
    distinctDays = options.distinctDays
    excludeReverted = options.excludeReverted
    after = Int64(options.after) * 86_400
    within = Int64(options.within) * 86_400
  }
}
