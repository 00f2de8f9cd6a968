import MediaWiki

/// The KPIs from a report's own queries.
struct Queries: Sendable {
  let results: [String: QueryResult]
  let sources: SourceStanding
  let asOf: Instant

  /// A share, which can be shown as a fraction where its parts are whole.
  private static func share(_ value: Double, n: Int?) -> Finding {
    var finding = Finding(value: value, n: n)
    guard let n, case let numerator = (value * Double(n)).rounded(), abs(value * Double(n) - numerator) < 1e-6 else {
      return finding
    }
    (finding.numerator, finding.denominator) = (numerator, Double(n))
    return finding
  }

  /// What a KPI is in a period, for a product or the whole report.
  func finding(_ request: KPIRequest, product: String?, in period: Period) -> (Finding, Standing) {
    let time = Standing.counted(in: period, asOf: asOf)
    guard period.start < asOf else { return (Finding(), time) }
    guard let result = results[request.kpi.id] else {
      return (Finding(), Standing(status: .unknown, reason: "the query was not carried out"))
    }
    let standing = sources.standing(of: result.tables, in: period).worse(time)
    guard let row = result.rows.first(where: { $0.product == product && $0.period == period.id }) else {
      let whom = product == nil ? "for the whole report" : "by product"
      let isKept = result.rows.contains { ($0.product == nil) == (product == nil) }
      return (
        Finding(), standing.explained(isKept ? "the query has no row for it" : "the query counts nothing \(whom)")
      )
    }
    guard let value = row.value else {
      return (Finding(n: row.n), standing.explained("the query gives no value for it"))
    }
    guard request.kpi.unit == .share else { return (Finding(value: value, n: row.n), standing) }
    guard (0...1).contains(value) else {
      return (Finding(), Standing(status: .unknown, reason: "\(value) is no share; the query has to give 0 to 1"))
    }
    return (Self.share(value, n: row.n), standing)
  }
}
