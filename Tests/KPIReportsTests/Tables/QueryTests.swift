import Foundation
import GRDB
import LocalWiki
import Logging
import MediaWiki
import Testing

@testable import KPIReports

@Suite("A query of the report's own")
struct QueryTests {
  /// A connection to the demo's facts.
  private static func demo(now: String = "2026-11-03T06:00:00Z") async throws -> QueryConnection {
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

  private static func query(_ sql: String) -> ReportQuery {
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

  @Test("sees nothing that is later than now")
  func now() async throws {
    let connection = try await Self.demo(now: "2026-10-01T00:00:00Z")
    let sql = "SELECT period(max(timestamp)) AS period, max(timestamp) AS value FROM revision"
    let row = try #require(try connection.rows(of: Self.query(sql)).rows.first)
    #expect(row.period == "2026-09")
    let views = "SELECT period(max(day) * 86400) AS period, max(day) AS value FROM pageview"
    #expect(try connection.rows(of: Self.query(views)).rows.first?.period == "2026-09")
  }

  @Test("sees neither pages, threads nor cells that came later than now")
  func later() async throws {
    let store = try FactStore()
    try await store.database.write { database in
      try database.execute(
        sql: """
          INSERT INTO wiki (id, api) VALUES (1, 'x');
          INSERT INTO page (id, wiki, page_id, title, created) VALUES (1, 1, 1, 'A', 1000), (2, 1, 2, 'B', 3000);
          INSERT INTO actor (id, wiki, name, kind) VALUES (1, 1, 'Ann', 'registered');
          INSERT INTO thread (id, page, place, heading) VALUES (1, 1, 0, 'a'), (2, 1, 1, 'b');
          INSERT INTO comment (thread, place, actor, timestamp, level) VALUES (1, 0, 1, 1000, 1), (2, 0, 1, 3000, 1);
          INSERT INTO table_page (id, wiki, title) VALUES (1, 1, 'T');
          INSERT INTO table_version (id, page, revision, timestamp, seen) VALUES (1, 1, 1, 1000, 2000), (2, 1, 2, 3000, 4000);
          INSERT INTO table_cell (version, number, row, place, value) VALUES (1, 0, 0, 0, 'a'), (2, 0, 0, 0, 'b');
          """)
    }
    let report = try TestReports.definition(kpis: ["edits"])
    for (now, count) in [(2_000, 1.0), (4_000, 2.0)] {
      let connection = try QueryConnection(
        store.database, report: report, people: People(actors: [nil], rules: PeopleRules()),
        now: Instant(seconds: Int64(now)))
      for table in ["page", "thread", "comment", "table_version", "table_cell"] {
        let sql = "SELECT '2026-10' AS period, count(*) AS value FROM \(table)"
        #expect(try connection.rows(of: Self.query(sql)).rows.first?.value == count, "\(table) at \(now)")
      }
    }
  }

  @Test(
    "may count and reckon, with parts of its own",
    arguments: [
      "WITH my_part AS (SELECT 1 AS a UNION SELECT 2) SELECT '2026-10' AS period, count(*) AS value FROM my_part",
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 100) SELECT '2026-10' period, sum(n) value FROM c",
      "SELECT '2026-10' AS period, count(*) AS value FROM revision",
      "SELECT '2026-10' AS PERIOD, NULL AS product, round(avg(views), 2) AS Value FROM pageview",
      "SELECT '2026-10' AS period, 1 AS value -- a remark\n",
      "SELECT period, value FROM (SELECT '2026-10' AS period, row_number() OVER () AS value FROM bot LIMIT 1)",
      "SELECT '2026-10' AS period, 1 AS value;",
    ])
  func allowed(sql: String) async throws {
    #expect(throws: Never.self) {
      try QueryConnection.empty(for: TestReports.definition(kpis: ["edits"])).check(Self.query(sql))
    }
    _ = try await Self.demo().rows(of: Self.query(sql))
  }

  @Test(
    "may do nothing else",
    arguments: [
      ("DELETE FROM revision", "because it is a view"), ("DELETE FROM source", "single SELECT"),
      ("SELECT 1 AS period, 2 AS value; DROP TABLE revision", "single SELECT"),
      ("INSERT INTO revision VALUES (1, 2, 3, 4, 5)", "single SELECT"),
      ("UPDATE source SET name = 'x'", "single SELECT"),
      ("ATTACH DATABASE '/etc/passwd' AS x", "single SELECT"), ("PRAGMA table_info(page)", "single SELECT"),
      ("PRAGMA query_only = 0", "single SELECT"), ("VACUUM INTO '/tmp/x'", "single SELECT"), ("BEGIN", "single SELECT"),
      ("CREATE TEMP TABLE x (a)", "single SELECT"), ("DROP TABLE page", "single SELECT"), ("", "single SELECT"),
      ("-- nothing", "single SELECT"), ("DETACH DATABASE main", "single SELECT"), ("ANALYZE", "single SELECT"),
      ("SELECT '2026-10' AS period, count(*) AS value FROM main.revision", "main. also has what is later"),
      ("SELECT '2026-10' AS period, count(*) AS value FROM \"MAIN\" . thread", "main. also has what is later"),
      ("SELECT name AS period, 1 AS value FROM sqlite_master", "sqlite_master is not for queries"),
      ("SELECT '2026-10' AS period, count(*) AS value FROM sqlite_master", "sqlite_master is not for queries"),
      ("SELECT user AS period, 1 AS value FROM save", "the table save is not for queries"),
      ("SELECT '2026-10' AS period, count(*) AS value FROM save", "the table save is not for queries"),
      (
        "SELECT '2026-10' AS period, sum(length(edits)) AS value FROM revision_block",
        "revision_block is not for queries"
      ),
      ("SELECT '2026-10' AS period, count(*) AS value FROM main.revision_block", "main. also has"),
      ("SELECT name AS period, 1 AS value FROM pragma_table_info('page')", "single SELECT"),
      ("SELECT '2026-10' AS period, count(*) AS value FROM pragma_database_list", "single SELECT"),
      ("SELECT key AS period, 1 AS value FROM json_each('[1]')", "single SELECT"),
      ("SELECT load_extension('x') AS period, 1 AS value", "load_extension is not for queries"),
      ("SELECT '2026-10' AS period, random() AS value", "random is not for queries"),
      ("SELECT date('now') AS period, 1 AS value", "date is not for queries"),
      ("SELECT CURRENT_TIMESTAMP AS period, 1 AS value", "current_timestamp is not for queries"),
      ("SELECT readfile('/etc/passwd') AS period, 1 AS value", "no such function: readfile"),
      ("SELECT '2026-10' AS period, ? AS value", "it has a parameter"),
      ("SELECT '2026-10' AS period, :x AS value", "it has a parameter"),
      ("SELECT '2026-10' AS period", "it gives no column \"value\""),
      ("SELECT '2026-10' AS period, 1 AS vaule", "it gives a column \"vaule\"; did you mean \"value\"?"),
      ("SELECT '2026-10' AS period, 1 AS value, 2 AS value", "it gives two columns \"value\""),
      ("VALUES ('2026-10', 1)", "it gives a column \"column1\""),
      ("EXPLAIN SELECT '2026-10' AS period, 1 AS value", "it gives a column \"addr\""),
    ])
  func denied(sql: String, message: String) throws {
    let connection = try QueryConnection.empty(for: TestReports.definition(kpis: ["edits"]))
    let problem = #expect(throws: QueryProblem.self) { try connection.check(Self.query(sql)) }
    #expect(problem?.message.contains(message) == true, "\(String(describing: problem))")
  }

  @Test("leaves a store on disk as it was, also where another run writes")
  func untouched() async throws {
    let folder = try TemporaryFolder()
    let store = try FactStore(path: folder.path + "/s.sqlite")
    _ = try await store.wikiID(api: "https://wiki.example.org/w/api.php")
    let connection = try QueryConnection(
      store.database, report: try TestReports.definition(kpis: ["edits"]),
      people: People(actors: [nil], rules: PeopleRules()), now: Instant(seconds: 0))
    for sql in ["DELETE FROM wiki", "WITH x AS (SELECT 1) DELETE FROM wiki", "REPLACE INTO wiki (api) VALUES ('x')"] {
      #expect(throws: QueryProblem.self) { try connection.rows(of: Self.query(sql)) }
    }
    _ = try await store.wikiID(api: "https://other.example.org/w/api.php")
    let count = "SELECT '2026-10' AS period, count(*) AS value FROM wiki"
    #expect(try connection.rows(of: Self.query(count)).rows.first?.value == 2)
  }

  @Test("ends when its time is over, when it gives too many rows, and when a value grows too large")
  func limits() async throws {
    let connection = try await Self.demo()
    func problem(_ sql: String, patience: Duration = .seconds(10)) -> String {
      do {
        _ = try connection.rows(of: Self.query(sql), patience: patience)
        return "none"
      } catch { return error.message }
    }
    let endless = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT '2026-10' AS period, "
    #expect(problem(endless + "max(n) AS value FROM c", patience: .milliseconds(300)) == "it takes longer than 0.3 s")
    #expect(problem(endless + "n AS value FROM c").hasPrefix("it gives more than 10000 rows"))
    #expect(
      problem("SELECT replace(printf('%.*c', 1000, 'x'), 'x', printf('%.*c', 10000, 'y')) AS period, 1 AS value")
        .contains("too big"))
    #expect(problem("SELECT 5 AS period, 1 AS value").contains("period of row 1 must be a period's name, and is 5"))
    #expect(problem("SELECT '2026-10' AS period, 'x' AS value").contains("value of row 1 must be a number or NULL"))
    #expect(problem("SELECT '2026-10' AS period, 9e999 AS value").contains("value of row 1 must be a number"))
    #expect(problem("SELECT NULL AS period, 1 AS value").contains("period of row 1 must be a period's name"))
    #expect(problem("SELECT '2026-10' AS period, 1 AS value, 1.5 AS n").contains("n of row 1 must be a whole number"))
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

  @Test("finds every table and column that it may read in the document about them")
  func document() throws {
    let file = URL(fileURLWithPath: TestReports.templates).deletingLastPathComponent()
      .appendingPathComponent("Sources/KPIReports/Facts/FactStore.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    var columns: [String: Set<String>] = [:]
    var table = ""
    for line in text.split(separator: "\n") {
      if line.hasPrefix("### ") { table = String(line.dropFirst(4)) }
      if !table.isEmpty, let match = line.firstMatch(of: /^\| `([a-z_]+)` \|/) {
        columns[table, default: []].insert(String(match.output.1))
      }
    }
    #expect(Set(columns.keys) == QueryTables.names)
    let store = try FactStore()
    try store.database.write { database in
      for (name, _, _) in QueryTables.kept {
        let found = try database.columns(in: name).map(\.name)
        #expect(Set(found) == columns[name], "\(name)")
      }
    }
    #expect(columns["product_page"] == ["product", "kind", "page"])
    #expect(columns["product_source"] == ["product", "kind", "api", "name"])
  }
}
