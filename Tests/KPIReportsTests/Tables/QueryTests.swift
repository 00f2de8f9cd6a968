import Foundation
import Logging
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("A query of the report's own", .bounded)
struct QueryTests {
  /// A connection to the demo's facts.
  static func demo(now: String = "2026-11-03T06:00:00Z") async throws -> QueryConnection {
    var options = Pipeline.Options(folder: TestReports.templates + "/demo")
    options.shippedTemplates = TestReports.templates
    let pipeline = try Pipeline(options, clock: Instant(seconds: 0), environment: [:])
    let store = try await pipeline.openStore(log: Logger(label: "test"))
    let facts = try await store.facts(for: pipeline.definition, until: pipeline.asOf)
    return try QueryConnection(
      store.database, report: pipeline.definition,
      people: People(actors: facts.actors, rules: pipeline.definition.people),
      now: try #require(Instant(iso8601: now)))
  }

  static func query(_ sql: String) -> ReportQuery {
    ReportQuery(sql: sql, file: "report.yaml", firstLine: 10, hasLines: true)
  }

  private static let edits = """
    SELECT period(timestamp) AS period, product, count(*) AS value, count(DISTINCT actor) AS n
    FROM revision JOIN product_page ON product_page.page = revision.page AND kind = 'feedback'
    WHERE is_person(actor, timestamp)
    GROUP BY 1, 2
    UNION ALL
    SELECT period(timestamp), NULL, count(*), NULL FROM revision WHERE is_person(actor, timestamp) GROUP BY 1
    """

  @Test("gives the same edits as the KPI that is built in, in every product and period")
  func sameAsBuiltIn() async throws {
    var options = Pipeline.Options(folder: TestReports.templates + "/demo")
    options.shippedTemplates = TestReports.templates
    let pipeline = try Pipeline(options, clock: Instant(seconds: 0), environment: [:])
    var definition = pipeline.definition
    let (builtIn, own) = (try #require(KPICatalogue.definition("edits")), try #require(KPICatalogue.definition("sql")))
    var queryOptions = KPIOptions()
    queryOptions.input = .query(Self.query(Self.edits))
    definition.kpis = [
      KPIRequest(kpi: builtIn, options: KPIOptions(), target: nil),
      KPIRequest(kpi: own, options: queryOptions, target: nil),
    ]
    let store = try await pipeline.openStore(log: Logger(label: "test"))
    let facts = try await store.facts(for: definition, until: pipeline.asOf)
    let values = Measuring(definition, facts: facts, asOf: pipeline.asOf).measurements(over: pipeline.periods)
    let (expected, found) = (values.filter { $0.kpi == "edits" }, values.filter { $0.kpi == "sql" })
    #expect(expected.count == 30 && found.count == 30)
    for (expected, found) in zip(expected, found) {
      #expect(expected.value == found.value && expected.product == found.product && expected.status == found.status)
    }
    #expect(found.contains { $0.product != nil && ($0.n ?? 0) > 0 })
  }

  @Test("is checked with the report, and told with its own line and that of the file")
  func lines() throws {
    func mistakes(_ query: String) throws -> [String] {
      let kpi =
        "- sql:\n    name: x\n    query: |\n"
        + query.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
      return try TableReport.mistakes(kpis: kpi)
    }
    let syntax = try mistakes("SELECT period(timestamp) AS period,\n  count(*) AS value\nFORM revision")
    #expect(syntax.contains { $0.contains("report.yaml:13: the query can't be used: near \"FORM\"") }, "\(syntax)")
    #expect(syntax.contains { $0.contains("in line 3 of the query: FORM revision") }, "\(syntax)")
    let column = try mistakes("SELECT period(timestamp) AS period,\n  count(tiemstamp) AS value\nFROM revision")
    #expect(
      column.contains { $0.contains("report.yaml:12: the query can't be used: no such column: tiemstamp, in line 2") },
      "\(column)")
    let table = try mistakes("SELECT '2026-10' AS period, count(*) AS value\nFROM\n  save")
    #expect(
      table.contains { $0.contains("report.yaml:13: ") && $0.hasSuffix("in line 3 of the query: save") }, "\(table)")
    let name = try mistakes("SELECT period(timestamp) AS period,\n  count(*) AS valu\nFROM revision")
    #expect(
      name.contains { $0.contains("report.yaml:12: ") && $0.hasSuffix("in line 2 of the query: count(*) AS valu") },
      "\(name)")
    let plain = try TableReport.mistakes(kpis: "- sql: {name: x, query: SELECT 1}")
    #expect(
      plain.contains { $0.contains("report.yaml:8: the query can't be used: it gives a column \"1\"") }, "\(plain)")
  }

  @Test("is refused where its rows are of no period or product of the report, or twice of one")
  func rows() async throws {
    for (sql, message) in [
      ("SELECT '2026-W10' AS period, 1 AS value", "period of row 1 must be a month, and is \"2026-W10\""),
      ("SELECT '2026-10' AS period, 'a' AS product, 1 AS value", "the report has no product \"a\"; did you mean"),
      (
        "SELECT '2026-10' AS period, 1 AS value UNION ALL SELECT '2026-10', 2",
        "rows 1 and 2 are both of the whole report"
      ),
    ] {
      let report = try TableReport(kpis: "- sql: {name: x, query: \"\(sql)\"}")
      let error = await #expect(throws: ReportMistakes.self) { try await report.report() }
      #expect(error?.description.contains(message) == true)
    }
  }

  @Test("gives no value, and no 0, where it has no row")
  func missing() async throws {
    let report = try TableReport(
      kpis: """
        - sql: {name: x, unit: goals, nature: result, query: "SELECT '2026-10' AS period, 0.5 AS value UNION SELECT '2026-09', NULL"}
        """)
    let value = try await report.value("sql:x", "2026-10")
    #expect(value.value == 0.5 && value.unit.rawValue == "goals" && value.status == .complete)
    #expect(try await report.value("sql:x", "2026-09").reason == "the query gives no value for it")
    let none = try await report.value("sql:x", "2026-08")
    #expect(none.value == nil && none.reason == "the query has no row for it")
    #expect(try await report.value("sql:x", "2026-10", product: "A").reason == "the query counts nothing by product")
    let page = report.pipeline.render(try await report.report()).content(computed: report.pipeline.asOf)
    #expect(page.contains("The report's own query: SELECT"))
  }

  @Test("gives shares that are fractions where they rest on few, and none beyond the whole")
  func shares() async throws {
    let query =
      "SELECT '2026-10' AS period, 0.5 AS value, 2 AS n UNION SELECT '2026-09', 1.7, 9 UNION SELECT '2026-08', 0.25, 8"
    let report = try TableReport(kpis: "- sql: {name: x, unit: share, target: \">= 60\", query: \"\(query)\"}")
    let row = try await report.report().rows[0]
    #expect(row.cells.map { ShownValue($0, minimum: 5).text } == ["25 %", "–", "1 of 2"])
    #expect(row.cells[1].status == .unknown && row.cells[1].reason == "1.7 is no share; the query has to give 0 to 1")
    #expect(row.targetText == "≥ 60 %" && row.verdictText == "too few to tell")
  }

  @Test(
    "is not known where the facts that it reads are not",
    arguments: [
      ("revision", "Feedback on wiki was never read"), ("page", "Feedback on wiki was never read"),
      ("product_page", "Feedback on wiki was never read"), ("THREAD", "Feedback on wiki was never read"),
      ("discussion_page", "Feedback on wiki was never read"), ("comment", "Feedback on wiki was never read"),
      ("table_cell", "the report names no page with tables or lists"),
      ("table_page", "the report names no page with tables or lists"), ("wiki", nil), ("product_source", nil),
    ])
  func unknownSources(table: String, reason: String?) async throws {
    var definition = try TestReports.definition(kpis: ["edits"])
    let own = try #require(KPICatalogue.definition("sql"))
    var options = KPIOptions()
    options.input = .query(
      Self.query("SELECT '2026-10' AS period, count(*) AS value FROM \(table)"))
    definition.kpis = [KPIRequest(kpi: own, options: options, target: nil)]
    let asOf = try #require(Instant(iso8601: "2026-11-05T00:00:00Z"))
    let facts = try await FactStore().facts(for: definition, until: asOf)
    let period = try #require(Period("2026-10"))
    let values = Measuring(definition, facts: facts, asOf: asOf).measurements(over: [period])
    let value = try #require(values.first)
    #expect(value.status == (reason == nil ? .complete : .unknown) && (value.value == nil) == (reason != nil))
    #expect(value.reason == reason)
  }
}
