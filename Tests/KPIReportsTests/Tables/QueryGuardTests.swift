import Foundation
import GRDB
import LocalWiki
import MediaWiki
import Testing

@testable import KPIReports

@Suite("What a query may read and do")
struct QueryGuardTests {
  @Test("sees nothing that is later than now")
  func now() async throws {
    let connection = try await QueryTests.demo(now: "2026-10-01T00:00:00Z")
    let sql = "SELECT period(max(timestamp)) AS period, max(timestamp) AS value FROM revision"
    let row = try #require(try connection.rows(of: QueryTests.query(sql)).rows.first)
    #expect(row.period == "2026-09")
    let views = "SELECT period(max(day) * 86400) AS period, max(day) AS value FROM pageview"
    #expect(try connection.rows(of: QueryTests.query(views)).rows.first?.period == "2026-09")
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
        #expect(try connection.rows(of: QueryTests.query(sql)).rows.first?.value == count, "\(table) at \(now)")
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
      try QueryConnection.empty(for: TestReports.definition(kpis: ["edits"])).check(QueryTests.query(sql))
    }
    _ = try await QueryTests.demo().rows(of: QueryTests.query(sql))
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
    let problem = #expect(throws: QueryProblem.self) { try connection.check(QueryTests.query(sql)) }
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
      #expect(throws: QueryProblem.self) { try connection.rows(of: QueryTests.query(sql)) }
    }
    _ = try await store.wikiID(api: "https://other.example.org/w/api.php")
    let count = "SELECT '2026-10' AS period, count(*) AS value FROM wiki"
    #expect(try connection.rows(of: QueryTests.query(count)).rows.first?.value == 2)
  }

  @Test("ends when its time is over, when it gives too many rows, and when a value grows too large")
  func limits() async throws {
    let connection = try await QueryTests.demo()
    func problem(_ sql: String, patience: Duration = .seconds(10)) -> String {
      do {
        _ = try connection.rows(of: QueryTests.query(sql), patience: patience)
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
