import MediaWiki

/// The KPIs from tables that people keep, and from queries.
struct Tables: Sendable {
  private let surveys: Surveys
  private let figures: Figures
  private let shares: Shares
  private let queries: Queries

  init(_ facts: TableFacts, sources: SourceStanding, asOf: Instant) {
    queries = Queries(results: facts.queries, sources: sources, asOf: asOf)
    surveys = Surveys(answers: facts.answers, unread: facts.unreadAnswers, asOf: asOf)
    figures = Figures(facts: facts.figures, asOf: asOf)
    shares = Shares(figures: figures, lists: facts.lists, asOf: asOf)
  }

  /// What a KPI is in each period, or nil for a KPI of another family.
  func findings(_ request: KPIRequest, product: String?, over periods: [Period]) -> [(Finding, Standing)]? {
    guard request.kpi.family.isTable else { return nil }
    return periods.map { period in
      switch request.options.input {
      case .figure(let name): figures.finding(name, product: product, in: period)
      case .share(let part, of: let whole): shares.finding(part, of: whole, product: product, in: period)
      case .query: queries.finding(request, product: product, in: period)
      case .survey, nil: surveys.finding(request, product: product, in: period)
      }
    }
  }
}
