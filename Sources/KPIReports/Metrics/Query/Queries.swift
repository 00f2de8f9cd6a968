import MediaWiki

/// The KPIs from a report's own queries.
struct Queries: Sendable {
  let results: [String: QueryResult]
  let sources: SourceStanding
  let asOf: Instant

  /// What a KPI is in a period, for a product or the whole report.
  func finding(_ kpi: String, product: String?, in period: Period) -> (Finding, Standing) {
    guard period.start < asOf else {
      return (Finding(), Standing(status: .partial, reason: "the period has not begun"))
    }
    guard let result = results[kpi] else {
      return (Finding(), Standing(status: .unknown, reason: "the query was not carried out"))
    }
    var standing = sources.standing(of: result.tables, in: period)
    if standing == .complete, asOf < period.end {
      standing = Standing(status: .partial, reason: "the period ends on \(period.lastDay)")
    }
    guard let row = result.rows.first(where: { $0.product == product && $0.period == period.id }) else {
      let whom = product == nil ? "for the whole report" : "by product"
      let isKept = result.rows.contains { ($0.product == nil) == (product == nil) }
      let reason = isKept ? "the query has no row for it" : "the query counts nothing \(whom)"
      return (Finding(), Standing(status: standing.status, reason: standing.reason ?? reason))
    }
    let reason = row.value == nil ? "the query gives no value for it" : nil
    return (
      Finding(value: row.value, n: row.n), Standing(status: standing.status, reason: standing.reason ?? reason)
    )
  }
}

/// How far the facts can be trusted that a query reads.
struct SourceStanding: Sendable {
  let participation: ParticipationStanding
  let reading: Reading
  /// Nil where the report does not read the threads of feedback pages.
  let discussions: Discussions?

  /// The standing of what is measured from some of the store's tables.
  func standing(of tables: Set<String>, in period: Period) -> Standing {
    var standing = Standing.complete
    if tables.contains("revision") { standing = standing.worse(participation.standing(in: period)) }
    if let discussions, tables.contains("comment") {
      standing = standing.worse(discussions.standing.standing(in: period))
    }
    if tables.contains("pageview"), let (_, views) = reading.finding("support-pageviews", in: period) {
      standing = standing.worse(views)
    }
    return standing
  }
}
