import Foundation
import GRDB
import LocalWiki
import Logging
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("Figures and lists on a real wiki", .bounded)
struct TablePageTests {
  private static let asOf = Instant(iso8601: "2026-11-05T00:00:00Z")!

  private struct Setting {
    let wiki: LocalWiki
    let store: FactStore
    let folder: TemporaryFolder
    let definition: ReportDefinition

    init(kpis: String, figures: String = "Team/Figures") async throws {
      wiki = try await LocalWiki.start()
      store = try FactStore()
      folder = try TemporaryFolder()
      try folder.write(
        """
        title: Test
        wikis: {wiki: "\(wiki.api)"}
        figures: {wiki: wiki, page: "\(figures)"}
        products: [{name: A}]
        kpis:
        \(kpis)
        """, to: "report.yaml")
      definition = try ReportReader().read(folder: folder.path)
    }

    @discardableResult
    func collect(asOf: Instant = TablePageTests.asOf) async throws -> Collector.Outcome {
      let collector = Collector(
        definition, store: store, connect: try Connect(contact: nil, patience: .zero, log: Logger(label: "test")),
        asOf: asOf, progress: .none, log: Logger(label: "test"))
      return try await collector.collect(from: Period("2026-08")!.start.date)
    }

    func value(_ kpi: String, _ period: String, asOf: Instant = TablePageTests.asOf) async throws
      -> KPIReports.Measurement
    {
      let periods = ["2026-08", "2026-09", "2026-10", "2026-11"].compactMap { Period($0) }
      let facts = try await store.facts(for: definition, until: asOf, now: asOf)
      let values = Measuring(definition, facts: facts, asOf: asOf).measurements(over: periods)
      return try #require(values.first { $0.kpi == kpi && $0.product == nil && $0.period.id == period })
    }
  }

  private static func table(_ rows: String...) -> String {
    "Our figures:\n{| class=\"wikitable\"\n! KPI !! Period !! Value !! Note\n"
      + rows.map { "|-\n| \($0)\n" }.joined() + "|}\n"
  }

  @Test("are read from a table that colleagues type, as it was at the time that counts as now")
  func table() async throws {
    let setting = try await Setting(kpis: "  - figure: {name: team-size}\n  - figure: {name: clashes}")
    defer { setting.wiki.stop() }
    let first = Self.table("team-size || 2026-09 || 7 ||", "clashes || 2026-09 || 0 || none")
    let second = Self.table("team-size || 2026-09 || 7 ||", "team-size || 2026-10 || 8.50 || '''Two''' came")
    try await setting.wiki.importHistories([
      PageHistory(
        "Team/Figures",
        [
          .init("2026-10-02T00:00:00Z", .account("Ann"), text: first),
          .init("2026-11-03T00:00:00Z", .account("Ann"), text: second),
        ])
    ])
    let outcome = try await setting.collect()
    #expect(outcome.failures.isEmpty && outcome.wikis == 1 && outcome.wikisReached == 1)
    let size = try await setting.value("figure:team-size", "2026-10")
    #expect(size.value == 8.5 && size.text == "8.50" && size.status == .complete && size.note == "Two came")
    let clashes = try await setting.value("figure:clashes", "2026-09")
    #expect(clashes.status == .unknown, "it was taken off the page")
    #expect(clashes.reason == "clashes has no value for 2026-09 in Team/Figures on wiki")
    // Before the second edit, the page said something else.
    let earlier = try #require(Instant(iso8601: "2026-11-01T00:00:00Z"))
    #expect(try await setting.value("figure:clashes", "2026-09", asOf: earlier).value == 0)
    #expect(try await setting.value("figure:team-size", "2026-10", asOf: earlier).status == .unknown)
  }

  @Test("are unknown, with the reason, where the page is wrong, missing or can't be read")
  func problems() async throws {
    let setting = try await Setting(kpis: "  - figure: {name: team-size}")
    defer { setting.wiki.stop() }
    try await setting.collect()
    #expect(try await setting.value("figure:team-size", "2026-10").reason == "Team/Figures does not exist on wiki")
    for (text, reason) in [
      (
        Self.table("team-size || 2026-10 || eight ||"),
        "Team/Figures on wiki, line 5: value must be a number"
      ),
      (
        Self.table("team-size || 2026-13 || 8 ||"),
        "Team/Figures on wiki, line 5: period must be a month such as 2026-09, not \"2026-13\""
      ),
      (
        Self.table("team-size || 2026-10 || 8 ||", "team-size || 2026-10 || 9 ||"),
        "Team/Figures on wiki, line 7: team-size of the whole report in 2026-10 stands on line 5"
      ),
      ("No table at all", "has no table with the columns kpi, period and value"),
      ("{|\n! kpi !! period !! value\n", "has a table that is never closed"),
    ] {
      try await setting.wiki.save("Team/Figures", text)
      // The edit is of today by the wiki's clock.
      let now = Instant(seconds: Int64(Date().timeIntervalSince1970) + 60)
      try await setting.collect(asOf: max(now, Self.asOf))
      let value = try await setting.value("figure:team-size", "2026-10", asOf: max(now, Self.asOf))
      #expect(value.status == .unknown && value.reason?.contains(reason) == true, "\(value)")
    }
    setting.wiki.stop()
    let outcome = try await setting.collect()
    #expect(outcome.failures.count == 1 && outcome.wikisReached == 0)
    #expect(try await setting.value("figure:team-size", "2026-10").status == .unknown)
  }

  @Test("are told where nothing reads them, with their place and the nearest name, and leave the others as they are")
  func unread() async throws {
    let setting = try await Setting(kpis: "  - figure: {name: team-size}\n  - figure: {name: clashes, retired: true}")
    defer { setting.wiki.stop() }
    let text = """
      {|
      ! kpi !! period !! value !! product
      |-
      | team-size || 2026-10 || 7 ||
      |-
      | teamsize || 2026-10 || 8 ||
      |-
      | team-size || 2026-10 || 3 || B
      |-
      | team-size || 2062-01 || 9 ||
      |-
      | clashes || 2026-09 || 1 ||
      |-
      | team-szie || 2026-Q4 || many ||
      |}
      """
    try await setting.wiki.importHistories([
      PageHistory("Team/Figures", [.init("2026-11-01T00:00:00Z", .account("Ann"), text: text)])
    ])
    try await setting.collect()
    #expect(try await setting.value("figure:team-size", "2026-10").value == 7)
    let facts = try await setting.store.facts(for: setting.definition, until: Self.asOf, now: Self.asOf)
    #expect(
      facts.tables.faults.map(\.description) == [
        "Team/Figures on wiki, line 6, column 3: no KPI of the report reads the figure \"teamsize\"; "
          + "did you mean \"team-size\"?",
        "Team/Figures on wiki, line 8, column 32: the report has no product \"B\"; did you mean \"A\"?",
        "Team/Figures on wiki, line 10, column 16: the period 2062-01 has not begun, so that its figure "
          + "can't be known yet",
        "Team/Figures on wiki, line 14, column 3: no KPI of the report reads the figure \"team-szie\"; did "
          + "you mean \"team-size\"?",
        "Team/Figures on wiki, line 14, column 16: period must be a month such as 2026-09, not "
          + "\"2026-Q4\", and this is a quarter",
        "Team/Figures on wiki, line 14, column 27: value must be \(FigureText.rule), not \"many\"",
      ])
  }

  @Test("are read from tabular data")
  func tabular() async throws {
    let setting = try await Setting(kpis: "  - figure: {name: team-size}", figures: "Data:Team.tab")
    defer { setting.wiki.stop() }
    let text = """
      {"license": "CC0-1.0", "schema": {"fields": [{"name": "kpi", "type": "string"}, {"name": "period", "type": "string"},
       {"name": "value", "type": "number"}]}, "data": [["team-size", "2026-10", 8]]}
      """
    try await setting.wiki.save("Data:Team.tab", text)
    let now = max(Instant(seconds: Int64(Date().timeIntervalSince1970) + 60), Self.asOf)
    try await setting.collect(asOf: now)
    let value = try await setting.value("figure:team-size", "2026-10", asOf: now)
    #expect(value.value == 8, "\(value)")
  }

  @Test("give shares of a list as it was at the end of each period, and keep the list in the store")
  func lists() async throws {
    let setting = try await Setting(
      kpis: """
          - share: {name: reached, numerator: {wiki: wiki, page: Ambassadors, column: Active}, denominator: {wiki: wiki, page: Top wikis}}
          - share: {name: active, numerator: {wiki: wiki, page: Ambassadors, column: active}, denominator: {wiki: wiki, page: Ambassadors}}
        """)
    defer { setting.wiki.stop() }
    func ambassadors(_ rows: String...) -> String {
      "{|\n! Wiki !! Ambassador !! Active\n" + rows.map { "|-\n| \($0)\n" }.joined() + "|}"
    }
    try await setting.wiki.importHistories([
      PageHistory(
        "Top wikis",
        [
          .init("2026-09-15T00:00:00Z", .account("Ann"), text: "The largest:\n* [[w:en:|enwiki]]\n* dewiki\n"),
          .init(
            "2026-10-10T00:00:00Z", .account("Ann"),
            text: "* Enwiki\n<!-- by articles -->\n* dewiki\n\n* fr_wiki\n* eswiki\n"),
        ]),
      PageHistory(
        "Ambassadors",
        [
          .init("2026-09-15T00:00:00Z", .account("Ann"), text: ambassadors("enwiki || A || yes", "dewiki || B || no")),
          .init(
            "2026-10-31T23:59:59Z", .account("Ann"),
            text: ambassadors("enwiki || A || yes", "dewiki || B || {{Yes}}", "Fr wiki || C || ✓", "plwiki || D || yes")
          ),
          .init("2026-11-01T00:00:00Z", .account("Ann"), text: ambassadors("enwiki || A || perhaps")),
        ]),
    ])
    try await setting.collect()
    let october = try await setting.value("share:reached", "2026-10")
    #expect(october.numerator == 3 && october.denominator == 4 && october.n == 4 && october.status == .complete)
    #expect(october.remark == "1 item of Ambassadors on wiki (line 10) is not on Top wikis on wiki and not counted")
    let september = try await setting.value("share:reached", "2026-09")
    #expect(september.numerator == 1 && september.denominator == 2)
    #expect(ShownValue(september, minimum: 5).text == "1 of 2")
    #expect(try await setting.value("share:active", "2026-10").value == 1)
    let august = try await setting.value("share:reached", "2026-08")
    #expect(august.status == .complete && august.value == nil && august.reason == "Top wikis on wiki did not exist yet")
    let november = try await setting.value("share:reached", "2026-11")
    #expect(november.reason == "Ambassadors on wiki: Active of enwiki (line 4) says \"perhaps\", neither yes nor no")
    let kept = try await setting.store.database.read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT value FROM table_cell JOIN table_version ON table_version.id = version
          JOIN table_page ON table_page.id = page WHERE title = 'Top wikis' AND row > 0 ORDER BY timestamp, row
          """)
    }
    #expect(kept == ["enwiki", "dewiki", "Enwiki", "dewiki", "fr_wiki", "eswiki"])
    try await setting.collect()
    #expect(try await setting.value("share:reached", "2026-10").numerator == 3)
  }

  @Test("that can't be read keep no other page from being read")
  func besides() async throws {
    let setting = try await Setting(
      kpis: """
          - figure: {name: team-size}
          - share: {name: reached, numerator: {wiki: wiki, page: Some}, denominator: {wiki: wiki, page: All}}
        """)
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories(
      [("Some", "* a\n"), ("All", "* a\n* b\n"), ("Team/Figures", Self.table("team-size || 2026-10 || 7 ||"))].map {
        PageHistory($0.0, [.init("2026-07-15T00:00:00Z", .account("Ann"), text: $0.1)])
      })
    try setting.wiki.fail([["titles": "Team/Figures"]], status: 500)
    let outcome = try await setting.collect()
    #expect(outcome.failures.count == 1 && outcome.wikisReached == 1)
    #expect(try await setting.value("share:reached", "2026-10").numerator == 1)
    let figure = try await setting.value("figure:team-size", "2026-10")
    #expect(figure.status == .unknown && figure.reason?.contains("could not be read") == true, "\(figure)")
  }
}
