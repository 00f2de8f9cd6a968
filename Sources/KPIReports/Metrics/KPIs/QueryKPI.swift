extension KPIDefinition {
  /// What a query of the report's own finds.
  static let sql = KPIDefinition(
    id: "sql", title: "Query", question: "What does a query of the report's own find?", unit: .own("own"),
    better: .neither, nature: .activity,
    options: [.name, .title, .question, .definition, .query, .unit, .nature, .audience, .better, .minN],
    definition: { options in
      guard case .query(let query) = options.input else {
        return "A single SELECT over the fact store that gives period, product and value, and may give n: what no "
          + "built-in KPI measures yet. Sources/KPIReports/Facts/FactStore.md describes the tables. It may take "
          + "\(QueryGuard.longest.components.seconds) s and give \(QueryResult.mostRows) rows."
      }
      return "The report's own query: \(query.inOneLine)"
    },
    phrase: { _ in KPIPhrase("by a query of the report's own") },
    formula: .query)
}
