import MediaWiki

/// How far the facts can be trusted that a query reads.
struct SourceStanding: Sendable {
  let participation: ParticipationStanding
  let reading: Reading
  /// Nil where the report does not read the threads of feedback pages.
  let discussions: Discussions?
  let tables: TableFacts
  let asOf: Instant

  /// The standing of what is measured from some of the store's tables.
  func standing(of tables: Set<String>, in period: Period) -> Standing {
    let sources = Set(tables.compactMap { QueryTables.sources[$0] })
    let standings = sources.map { standing(of: $0, in: period) }
    // Of several that are as bad, the same is told each time.
    return standings.sorted { ($0.reason ?? "") < ($1.reason ?? "") }.reduce(.complete) { $0.worse($1) }
  }

  private func standing(of source: QueryTables.Source, in period: Period) -> Standing {
    switch source {
    case .definition: .complete
    case .pages: participation.standing(in: period).worse(reading.standing(ofSourcesIn: period))
    case .histories: participation.standing(in: period, needsPast: true)
    case .discussions:
      discussions?.standing(in: period)
        ?? Standing(status: .unknown, reason: "the report has no feedback pages whose discussions could be read")
    case .pageviews: reading.standing(in: period)
    case .tables: standing(ofTablesIn: period)
    }
  }

  private func standing(ofTablesIn period: Period) -> Standing {
    let figures = tables.figures.sources.filter { $0.coverage != nil }
    guard !figures.isEmpty || !tables.lists.isEmpty else {
      return Standing(status: .unknown, reason: "the report names no page with tables or lists")
    }
    let lists = Shares(figures: Figures(facts: tables.figures, asOf: asOf), lists: tables.lists, asOf: asOf)
    let standings =
      figures.map { $0.standing(in: period, asOf: asOf) }
      + tables.lists.map { lists.standing(of: $0.source, in: period) }
    return standings.reduce(.complete) { $0.worse($1) }
  }
}
