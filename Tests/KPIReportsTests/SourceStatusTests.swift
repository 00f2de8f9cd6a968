import LocalWiki
import Logging
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("The status of a report's sources", .bounded)
struct SourceStatusTests {
  private static let time = Instant(iso8601: "2026-11-03T06:00:00Z")!

  private static func status(_ coverages: [Coverage]) -> SourceStatus {
    SourceStatus(name: "meta", contents: "2 feedback pages", coverages)
  }

  @Test("is whole up to the time of the page that was read first")
  func whole() {
    let status = Self.status([
      Coverage(name: "A", until: Self.time, problem: nil),
      Coverage(name: "B", until: Self.time.adding(seconds: 600), problem: nil),
    ])
    #expect(status.state == .read)
    #expect(status.until == "3 November 2026, 06:00 UTC")
    #expect(status.problems == [])
  }

  @Test("is partly known where something failed or was never read, with each reason once")
  func partly() {
    let status = Self.status([
      Coverage(name: "A", until: Self.time, problem: nil), Coverage(name: "B", until: Self.time, problem: "B failed"),
      Coverage(name: "C", until: Self.time, problem: "B failed"), Coverage(name: "D", until: nil, problem: nil),
    ])
    #expect(status.state == .partly)
    #expect(status.until == nil)
    #expect(status.problems == ["B failed", "D was never read"])
  }

  @Test("is unread where nothing is known")
  func unread() {
    #expect(Self.status([Coverage(name: "A", until: nil, problem: "A failed")]).state == .unread)
  }

  @Test("of the demo names the pageviews that are missing")
  func demo() async throws {
    var options = Pipeline.Options(folder: TestReports.templates + "/demo")
    options.shippedTemplates = TestReports.templates
    let pipeline = try Pipeline(options, clock: Instant(seconds: 0), environment: [:])
    let report = try await pipeline.measure(try await pipeline.openStore(log: Logger(label: "test")))
    #expect(report.sources.map(\.name) == ["wiki", "pageviews of wiki"])
    #expect(report.sources.map(\.state) == [.read, .partly])
    #expect(report.sources[1].problems.count == 1)
    #expect(report.sources[1].problems[0].hasPrefix("the pageviews of Help:Citation helper are missing"))
  }

  @Test("of tables in the folder counts their rows, and of a wiki never asked says so")
  func tables() async throws {
    let report = try await TableReport(
      kpis: "- figure: {name: f}\n- satisfaction",
      files: [
        "facts/figures.csv": "kpi,period,value\nf,2026-10,3\n",
        "facts/survey.csv": "date,statement,score\n2026-10-01,Useful,3\n2026-10-02,Useful,4\n",
      ], more: "figures: {wiki: wiki, page: Team/Figures}"
    ).report()
    #expect(
      report.sources.map { "\($0.state.rawValue) \($0.name): \($0.contents)" } == [
        "unread Team/Figures on wiki: 0 figures", "read facts/figures.csv: 1 figure",
        "read facts/survey.csv: 2 answers",
      ])
  }
}
