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

  /// What a KPI of the family is in each period, or nil for a KPI of another family.
  mutating func findings(_ kpi: String, options: KPIOptions) -> [(Finding, Standing)]? {
    let rule = ParticipationRule(options)
    let tallies = tallies(rule)
    var findings: [(Finding, Standing)] = []
    for place in periods.indices.dropFirst() {
      guard var finding = Self.finding(kpi, tallies[place], previous: tallies[place - 1]) else { return nil }
      finding.temporary = Self.temporary(kpi, tallies[place], previous: tallies[place - 1])
      var standing = standing.standing(
        in: periods[place], lookahead: kpi == "newcomer-return-rate" ? rule.within : 0)
      if kpi == "retention-rate" || kpi == "churn-rate" {
        standing = standing.worse(self.standing.standing(in: periods[place - 1]))
      }
      findings.append((finding, standing))
    }
    return findings
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

  private static func finding(
    _ kpi: String, _ tally: ParticipationTally, previous: ParticipationTally
  ) -> Finding? {
    switch kpi {
    case "edits": .count(tally.edits, n: tally.edits)
    case "participants": .count(tally.participants, n: tally.participants)
    case "returning-participants": .count(tally.returning, n: tally.participants)
    case "new-participants": .count(tally.newcomers, n: tally.participants)
    case "new-returning-participants": .count(tally.newReturning, n: tally.participants)
    case "returning-rate": .rate(tally.returning, of: tally.participants)
    case "newcomer-return-rate": .rate(tally.newcomersReturned, of: tally.newcomers)
    case "retention-rate": .rate(tally.retained, of: previous.participants)
    case "churn-rate": .rate(previous.participants - tally.retained, of: previous.participants)
    default: nil
    }
  }
}

extension Participation {
  /// How many of the people that a KPI is about have a temporary account; nil where that does not matter.
  ///
  /// Such an account ends, so that it can neither come back later nor be told from a new person.
  fileprivate static func temporary(
    _ kpi: String, _ tally: ParticipationTally, previous: ParticipationTally
  ) -> Int? {
    switch kpi {
    case "new-participants", "newcomer-return-rate": tally.temporaryNewcomers
    case "new-returning-participants": tally.temporaryNewReturning
    case "retention-rate", "churn-rate": previous.temporaryParticipants
    default: nil
    }
  }
}

extension KPIDefinition {
  /// Whether temporary accounts, which end, make it another number than lasting ones would.
  var dependsOnTemporaryAccounts: Bool {
    ["new-participants", "new-returning-participants", "newcomer-return-rate", "retention-rate", "churn-rate"]
      .contains(id)
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
