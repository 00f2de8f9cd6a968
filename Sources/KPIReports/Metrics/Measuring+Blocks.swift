import MediaWiki

extension Measuring {
  /// People by the period of their first edit, by how many stay; with how far each period can be trusted.
  func cohorts(over periods: [Period]) -> (tally: CohortTally, standings: [Standing]) {
    let boundaries = periods.map(\.start) + (periods.last.map { [$0.end] } ?? [])
    let tally = CohortTally(
      timeline(of: people).edits, people: people.count,
      boundaries: boundaries.map { UInt32(clamping: $0.seconds) },
      isTemporary: people.isTemporary)
    return (tally, periods.map { standing.standing(in: $0, needsPast: true) })
  }

  /// A KPI about returning people in each of the ways that it can be measured, over the whole report.
  func variants(of request: KPIRequest, over periods: [Period]) -> [(MeasureVariant, [Measurement])] {
    guard case .participation(let formula) = request.kpi.formula else { return [] }
    return PeopleRules.Choice.allCases.flatMap { temporary in
      var rules = definition.people
      rules.temporary = temporary
      let people = People(actors: facts.actors, rules: rules)
      var participation = Participation(
        timeline: timeline(of: people), people: people, standing: standing, periods: periods)
      return MeasureVariant.all(temporary, of: request.kpi).map { variant in
        var options = request.options
        if let count = variant.count {
          options.minEdits = count
          options.distinctDays = variant.countsDays
        }
        let findings = participation.findings(formula, options: options)
        let cells = zip(periods, findings).map { period, found in
          Measurement(found.0, standing: found.1, request: request, product: nil, period: period, note: nil)
        }
        return (variant, cells)
      }
    }
  }

  /// Whether a KPI can be measured in other ways that would be as good.
  func hasVariants(_ kpi: KPIDefinition) -> Bool {
    kpi.options.contains(.minEdits)
      || kpi.dependsOnTemporaryAccounts && facts.actors.contains { $0?.kind == .temporary }
  }

  private func timeline(of people: People) -> Timeline {
    Timeline(merging: facts.pages.map { Timeline($0.edits, people: people, before: asOf) })
  }

  private var standing: ParticipationStanding {
    ParticipationStanding(
      sources: facts.products.flatMap(\.peopleSources), pages: facts.pages, lost: facts.products.flatMap(\.lost),
      asOf: asOf)
  }
}

/// One of the ways to measure who comes back.
package struct MeasureVariant: Sendable, Equatable {
  /// How many edits, or days with an edit, make a person a returning one; nil where that is no matter.
  package let count: Int?
  /// Whether days are counted rather than edits.
  package let countsDays: Bool
  /// Whether temporary accounts are people.
  package let temporary: PeopleRules.Choice

  /// One edit is one day, so that there are five ways to count; everybody who takes part has one, so that a share at one
  /// edit is always 100 % and tells nothing.
  static func all(_ temporary: PeopleRules.Choice, of kpi: KPIDefinition) -> [MeasureVariant] {
    guard kpi.options.contains(.minEdits) else {
      return [MeasureVariant(count: nil, countsDays: false, temporary: temporary)]
    }
    return [(1, false), (2, false), (3, false), (2, true), (3, true)].filter { kpi.unit != .share || $0.0 > 1 }.map {
      MeasureVariant(count: $0.0, countsDays: $0.1, temporary: temporary)
    }
  }

  /// What is counted: "3 days".
  package var name: String {
    count.map { "\($0) \(countsDays ? "day" : "edit")\($0 == 1 ? "" : "s")" } ?? "all people"
  }

  /// Whether this is how a report measures a KPI.
  func isChosen(by request: KPIRequest, people: PeopleRules) -> Bool {
    guard temporary == people.temporary else { return false }
    return count == nil
      || count == request.options.minEdits && (countsDays == request.options.distinctDays || count == 1)
  }
}
