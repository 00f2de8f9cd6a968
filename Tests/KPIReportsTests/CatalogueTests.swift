import Foundation
import LocalWiki
import Logging
import MediaWiki
import Testing

@testable import KPIReports

/// Walks the whole catalogue, so that no KPI can be declared and then be left out somewhere.
@Suite("Every KPI of the catalogue")
struct CatalogueTests {
  /// What a report has to say of the KPIs that only it can know.
  private static let declarations = [
    "satisfaction": "{group: care}", "figure": "{name: team-size}",
    "share": "{name: reach, numerator: reached, denominator: wikis}",
    "sql": #"{name: one, query: "SELECT '2026-10' AS period, NULL AS product, count(*) AS value FROM revision"}"#,
  ]

  private static let files = [
    "figures.csv": "kpi,period,value\n"
      + ["2026-09", "2026-10"].map { "team-size,\($0),5\nreached,\($0),3\nwikis,\($0),4\n" }.joined(),
    "survey.csv": "date,statement,score,group\n"
      + (1...9).map { "2026-10-0\($0),Useful,3,care\n2026-10-0\($0),Recommend,9,nps\n" }.joined(),
    "discussions.csv": DiscussionRegister.columns.joined(separator: ",")
      + "\nProduct A,Big,,2026-10-01,2026-10-02,yes,yes,yes,yes,yes,yes\n",
  ]

  private let folder: TemporaryFolder
  private let pipeline: Pipeline

  /// The demo with every KPI, and with the tables that some need.
  init() throws {
    folder = try TemporaryFolder()
    let report = folder.path + "/all"
    try FileManager.default.copyItem(atPath: TestReports.templates + "/demo", toPath: report)
    for (name, text) in Self.files { try folder.write(text, to: "all/facts/\(name)") }
    let head = try #require(try TestReports.text(of: "demo/report.yaml").components(separatedBy: "kpis:\n").first)
    let kpis = KPICatalogue.all.map { kpi in
      "  - \(kpi.id)" + (Self.declarations[kpi.id].map { ": \($0)" } ?? "") + "\n"
    }
    try folder.write(head + "kpis:\n" + kpis.joined(), to: "all/report.yaml")
    var options = Pipeline.Options(folder: report)
    options.shippedTemplates = TestReports.templates
    pipeline = try Pipeline(
      options, clock: try #require(Instant(iso8601: "2026-11-03T06:00:00Z")), environment: [:])
  }

  private func report() async throws -> Report {
    try await pipeline.measure(try await pipeline.openStore(log: Logger(label: "test")))
  }

  @Test("has an id of its own, and words")
  func words() {
    #expect(Set(KPICatalogue.all.map(\.id)).count == KPICatalogue.all.count)
    for kpi in KPICatalogue.all {
      let words = [kpi.id, kpi.title, kpi.question, kpi.definition(kpi.defaults), kpi.family.source, kpi.unit.rawValue]
      #expect(words.allSatisfy { !$0.isEmpty }, "\(kpi.id)")
      #expect(kpi.question.hasSuffix("?") && kpi.definition(kpi.defaults).hasSuffix("."), "\(kpi.id)")
      #expect(KPICatalogue.definition(kpi.id) == kpi)
    }
  }

  @Test("can be declared in a report, and is measured there: a value or the reason why there is none")
  func measured() async throws {
    let report = try await report()
    #expect(report.definition.kpis.map(\.kpi.baseID) == KPICatalogue.all.map(\.id))
    for request in report.definition.kpis {
      let row = try #require(report.rows.first { $0.request.kpi.id == request.kpi.id }, "\(request.kpi.id)")
      for value in row.cells { #expect(value.value != nil || value.reason != nil, "\(value)") }
      // The demo has no threads; all else is there.
      let needsThreads = request.kpi.family == .discussions && request.kpi.id != "major-discussions"
      #expect(row.cells.contains { $0.value != nil } != needsThreads, "\(row.cells)")
    }
  }

  @Test("has no value, and says why, where nothing is known")
  func unknown() async throws {
    let facts = try await FactStore().facts(for: pipeline.definition, until: pipeline.asOf)
    let values = Measuring(pipeline.definition, facts: facts, asOf: pipeline.asOf)
      .measurements(over: pipeline.periods)
    #expect(Set(values.map(\.kpi)).count == KPICatalogue.all.count)
    for value in values { #expect(value.value == nil && value.reason != nil, "\(value)") }
  }

  @Test("is not final before its period has ended")
  func partial() async throws {
    let store = try await pipeline.openStore(log: Logger(label: "test"))
    let middle = try #require(Instant(iso8601: "2026-10-16T00:00:00Z"))
    var facts = try await store.facts(for: pipeline.definition, until: middle)
    facts.tables.add(try FolderTables(report: pipeline.definition, now: pipeline.asOf).read())
    let october = try #require(Period("2026-10"))
    let values = Measuring(pipeline.definition, facts: facts, asOf: middle).measurements(over: [october])
    #expect(Set(values.map(\.kpi)).count == KPICatalogue.all.count)
    for value in values { #expect(value.status != .complete || value.value == nil, "\(value)") }
  }

  @Test("stands on the page, in the terminal, in the JSON and in the list of KPIs")
  func shown() async throws {
    let report = try await report()
    let page = pipeline.render(report).content(computed: report.asOf)
    let json = try ReportJSON(report).jsonText()
    let terminal = TerminalReport(report, style: .plain, width: 120).text
    for request in report.definition.kpis {
      #expect(page.contains(request.kpi.title), "\(request.kpi.id)")
      #expect(json.contains("\"\(request.kpi.id)\""), "\(request.kpi.id)")
      #expect(terminal.contains(request.kpi.title), "\(request.kpi.id)")
      #expect(KPIListing().text.contains("\(request.kpi.baseID): "), "\(request.kpi.id)")
    }
  }
}
