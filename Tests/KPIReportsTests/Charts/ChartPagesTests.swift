import LocalWiki
import Logging
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("The numbers of a report as pages for charts", .bounded)
struct ChartPagesTests {
  static func report(_ change: (inout ReportDefinition) -> Void = { _ in }) async throws -> Report {
    var options = Pipeline.Options(folder: TestReports.templates + "/demo")
    options.shippedTemplates = TestReports.templates
    let pipeline = try Pipeline(options, clock: Instant(seconds: 0), environment: [:])
    let store = try await pipeline.openStore(log: Logger(label: "test"))
    var definition = pipeline.definition
    change(&definition)
    let facts = try await store.facts(for: definition, until: pipeline.asOf, now: pipeline.asOf)
    return Report(definition, facts: facts, periods: pipeline.periods, asOf: pipeline.asOf)
  }

  static let target = ChartTarget(wiki: "wiki", name: "Demo")

  @Test("hold every KPI in one table, and the results of one unit in the one that is drawn")
  func tables() async throws {
    let pages = ChartPages(try await Self.report(), target: Self.target)
    #expect(pages.all.map(\.title) == ["Data:Demo.tab", "Data:Demo/Chart.tab", "Data:Demo.chart"])
    for page in pages.all { #expect(DataPageRules.problems(in: page) == []) }
    let text = pages.table.content.text
    #expect(
      text.hasPrefix(
        #"{"license":"CC0-1.0","description":{"en":"Product feedback key performance indicators: all products, by month"},"sources":"<!-- kpibot:data demo -->"#
      ))
    #expect(
      text.contains(
        #"{"name":"newcomer_return_rate","type":"number","title":{"en":"Newcomer return rate (share, 0 to 1)"}}"#))
    // What is unknown is null; what can still change is told.
    #expect(text.contains(#"["2026-05",false,66,21,0.4468,0.5596,null,128,47,399],["2026-06",true,"#), "\(text)")
    #expect(text.contains(#"["2026-10",false,119,26,0.3333,0.656,19899,246,66,653]]}"#), "\(text)")
    #expect(
      pages.drawnTable.content["data"]?.text
        == #"[["2026-05",66,21],["2026-06",77,21],["2026-07",81,21],["2026-08",104,25],["2026-09",105,23],["2026-10",119,26]]"#
    )
    #expect(
      pages.chart.content.text.hasSuffix(
        #""version":1,"type":"line","source":"Demo/Chart.tab","title":{"en":"Product feedback key performance indicators"},"xAxis":{"title":{"en":"Month"}},"yAxis":{"title":{"en":"People"}}}"#
      ))
  }

  @Test("have the titles that the report gives, by language, and English ones where it gives none")
  func languages() async throws {
    let charts = """
      charts:
        wiki: wiki
        page: Demo
        titles:
          de: {report: Kennzahlen, period: Monat, final: Ist alles endgültig, unit: Personen, edits: Bearbeitungen}
          he: {report: "מדדים"}
          en: {unit: Editors}
      """
    let folder = try TemporaryFolder()
    try folder.write(try TestReports.text(of: "demo/report.yaml") + charts, to: "demo/report.yaml")
    let target = try #require(try ReportReader().read(folder: folder.path + "/demo").charts)
    let pages = ChartPages(try await Self.report(), target: target)
    for page in pages.all { #expect(DataPageRules.problems(in: page) == []) }
    let english = "Product feedback key performance indicators"
    #expect(
      pages.table.content["description"]?.text
        == #"{"de":"Kennzahlen","en":"\#(english): all products, by month","he":"מדדים"}"#)
    #expect(pages.chart.content["title"]?.text == #"{"de":"Kennzahlen","en":"\#(english)","he":"מדדים"}"#)
    #expect(pages.chart.content["xAxis"]?.text == #"{"title":{"de":"Monat","en":"Month"}}"#)
    #expect(pages.chart.content["yAxis"]?.text == #"{"title":{"de":"Personen","en":"Editors"}}"#)
    let schema = try #require(pages.table.content["schema"]?.text)
    #expect(schema.contains(#""title":{"de":"Ist alles endgültig","en":"Whether all values are final"}"#))
    #expect(schema.contains(#""title":{"de":"Bearbeitungen","en":"Edits (edits)"}"#), "\(schema)")
    #expect(schema.contains(#""title":{"en":"Participants (people)"}"#), "\(schema)")
  }

  @Test("are the same, byte by byte, whenever they are made of the same facts")
  func sameBytes() async throws {
    let texts = [
      ChartPages(try await Self.report(), target: Self.target),
      ChartPages(try await Self.report(), target: Self.target),
    ].map { $0.all.map(\.content.text) }
    #expect(texts[0] == texts[1])
  }

  @Test("say what they rest on, with links that lead there from the wiki that keeps them")
  func sources() async throws {
    let report = try await Self.report()
    let own = ChartPages(report, target: Self.target).table.content.text
    #expect(
      own.contains("[[:Product feedback/KPIs|Product feedback/KPIs]]") && own.contains("[[Special:PermanentLink/"))
    #expect(own.contains("|Talk:Citation helper]]") && !own.contains("\\u001a"))
    let other = ChartPages(report, target: ChartTarget(wiki: "commons", name: "Demo")).table.content.text
    #expect(other.contains("[https://wiki.example.org/w/index.php?title=Product_feedback/KPIs Product feedback/KPIs]"))
    #expect(other.contains("index.php?oldid=") && !other.contains("[[Special:"))
  }

  @Test("are taken by the wiki whatever people call things")
  func hostile() async throws {
    let long = String(repeating: "漢 ", count: 300)
    let kpis = ["a-b", "a_b", "1.x", "period"].map { "- figure: {name: \"\($0)\", title: \" <b> \\\"{{y}} \(long)\"}" }
    let table = try TableReport(
      kpis: kpis.joined(separator: "\n"),
      files: [
        "facts/figures.csv": "kpi,period,value\na-b,2026-10,1.23456\na_b,2026-09,-3\n1.x,2026-01,1\nperiod,2026-01,1\n"
      ])
    var definition = table.pipeline.definition
    definition.title = " <b>\n\"x\"\\ \u{2028}{{y}} \(long)"
    let measured = try await table.report()
    let facts = try await table.pipeline.openStore(log: Logger(label: "test"))
      .facts(for: definition, until: measured.asOf, now: measured.asOf)
    for report in [measured, Report(definition, facts: facts, periods: measured.periods, asOf: measured.asOf)] {
      let pages = ChartPages(report, target: Self.target)
      for page in pages.all {
        #expect(DataPageRules.problems(in: page) == [])
        #expect(JSONValue(parsing: page.content.text) == page.content)
      }
      guard case .array(let fields) = pages.table.content["schema"]?["fields"] else { return #expect(Bool(false)) }
      #expect(
        fields.compactMap { $0["name"]?.text }
          == [#""period""#, #""final""#, #""figure_a_b""#, #""figure_a_b_2""#, #""figure_1_x""#, #""figure_period""#])
    }
    let data = ChartPages(measured, target: Self.target).table.content["data"]?.text
    #expect(
      data
        == #"[["2026-08",false,null,null,null,null],["2026-09",false,null,-3,null,null],["2026-10",false,1.2346,null,null,null]]"#
    )
  }

  @Test("are known by their sign")
  func mark() async throws {
    let page = ChartPages(try await Self.report(), target: Self.target).table
    #expect(DataPage.isMarked(page.content.text, by: "demo"))
    #expect(!DataPage.isMarked(page.content.text, by: "dem"))
    for text in ["", "[]", "{}", #"{"sources":1}"#, "<!-- kpibot:data demo -->"] {
      #expect(!DataPage.isMarked(text, by: "demo"))
    }
  }

  @Test(
    "are written as PHP writes JSON",
    arguments: [
      (JSONValue.number(1), "1"), (.number(0.25), "0.25"), (.number(-3.1), "-3.1"), (.number(1e14), "100000000000000"),
      (.string("é\"\\/<&>\u{7}\u{2028}\n"), #""é\"\\/<&>\u0007\u2028\n""#),
      (.array([.null, .bool(true)]), "[null,true]"),
      (.map(["b": .number(1), "a": .array([])]), #"{"b":1,"a":[]}"#),
    ])
  func text(value: JSONValue, text: String) {
    #expect(value.text == text)
    #expect(JSONValue(parsing: text) == value)
  }
}
