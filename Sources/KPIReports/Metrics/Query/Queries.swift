import MediaWiki

/// The KPIs from a report's own queries.
struct Queries: Sendable {
  let results: [String: QueryResult]
  let sources: SourceStanding
  let asOf: Instant

  /// What a KPI is in a period, for a product or the whole report.
  func finding(_ kpi: String, product: String?, in period: Period) -> (Finding, Standing) {
    let time = Standing.counted(in: period, asOf: asOf)
    guard period.start < asOf else { return (Finding(), time) }
    guard let result = results[kpi] else {
      return (Finding(), Standing(status: .unknown, reason: "the query was not carried out"))
    }
    let standing = sources.standing(of: result.tables, in: period).worse(time)
    guard let row = result.rows.first(where: { $0.product == product && $0.period == period.id }) else {
      let whom = product == nil ? "for the whole report" : "by product"
      let isKept = result.rows.contains { ($0.product == nil) == (product == nil) }
      return (Finding(), standing.explained(isKept ? "the query has no row for it" : "the query counts nothing \(whom)"))
    }
    let finding = Finding(value: row.value, n: row.n)
    return (finding, row.value == nil ? standing.explained("the query gives no value for it") : standing)
  }
}

