import MediaWiki

extension FactStore {
  /// What the report's own queries give, by the ids of their KPIs.
  ///
  /// - Throws: ``ReportMistakes`` with the line of a query that can't be carried out.
  func results(of report: ReportDefinition, actors: [ActorFact?], now: Instant) throws -> [String: QueryResult] {
    let requests = report.kpis.filter { $0.query != nil }
    guard !requests.isEmpty else { return [:] }
    let people = People(actors: actors, rules: report.people)
    let connection = try QueryConnection(database, report: report, people: people, now: now)
    var results: [String: QueryResult] = [:]
    var mistakes: [Mistake] = []
    for request in requests {
      guard let query = request.query else { continue }
      do throws(QueryProblem) {
        let result = try connection.rows(of: query)
        try report.check(result)
        results[request.kpi.id] = result
      } catch {
        mistakes.append(query.mistake(error))
      }
    }
    guard mistakes.isEmpty else { throw ReportMistakes(mistakes: mistakes) }
    return results
  }
}

extension ReportDefinition {
  /// Checks that a query's rows are of periods and products of the report, and of each but one.
  fileprivate func check(_ result: QueryResult) throws(QueryProblem) {
    struct Key: Hashable {
      let period: String
      let product: String?
    }
    var rows: [Key: Int] = [:]
    for (place, row) in result.rows.enumerated() {
      let number = place + 1
      guard let found = Period(row.period), found.unit == period else {
        throw QueryProblem(
          message:
            "period of row \(number) must be a \(period.rawValue), and is \"\(row.period)\"; period(seconds) gives it")
      }
      if let product = row.product, !products.contains(where: { $0.name == product }) {
        throw QueryProblem(
          message: "product of row \(number): the report has no product \"\(product)\""
            + NearestName.suggestion(for: product, among: products.map(\.name)))
      }
      if let first = rows.updateValue(number, forKey: Key(period: row.period, product: row.product)) {
        throw QueryProblem(
          message: "rows \(first) and \(number) are both of \(row.product ?? "the whole report") in \(row.period)")
      }
    }
  }
}

extension KPIRequest {
  /// The KPI's own query; nil where it has none.
  var query: ReportQuery? {
    guard case .query(let query) = options.input else { return nil }
    return query
  }
}
