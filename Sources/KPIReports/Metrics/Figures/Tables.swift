import MediaWiki

/// What KPIs are measured from where a report declares them: tables that people keep, and queries.
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

  /// What a KPI is in a period, for a product or the whole report.
  func finding(_ request: KPIRequest, product: String?, in period: Period) -> (Finding, Standing) {
    switch (request.kpi.formula, request.options.input) {
    case (.survey(let scoring), _): surveys.finding(request, by: scoring, product: product, in: period)
    case (.figure, .figure(let name)?): figures.finding(name, product: product, in: period)
    case (.share, .share(let part, of: let whole)?): shares.finding(part, of: whole, product: product, in: period)
    case (.query, .query?): queries.finding(request, product: product, in: period)
    default:
      (Finding(), Standing(status: .unknown, reason: "the report does not say what \(request.kpi.id) is measured from"))
    }
  }
}
