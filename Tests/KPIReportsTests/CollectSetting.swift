import Foundation
import LocalWiki
import Logging
import MediaWiki
import Testing

@testable import KPIReports

/// A report about one page of a local wiki, with the wiki and a store.
struct CollectSetting {
  /// What counts as now unless a test says otherwise.
  static let asOf = Instant(iso8601: "2026-11-05T00:00:00Z")!

  let wiki: LocalWiki
  let store: FactStore
  let definition: ReportDefinition
  let connect: Connect

  /// The report's text goes through `edit` before it is read.
  init(
    kpis: [String] = ["edits", "participants"], pageviews: PageviewsServer? = nil,
    patience: Duration = .seconds(60), options: LocalWiki.Options = LocalWiki.Options(),
    edit: (LocalWiki, String) throws -> String = { $1 }
  ) async throws {
    wiki = try await LocalWiki.start(options)
    store = try FactStore()
    connect = try Connect(contact: nil, patience: patience, log: Logger(label: "test"))
    let folder = try TemporaryFolder()
    let yaml = TestReports.yaml(
      kpis: kpis, api: wiki.api, pageviews: pageviews?.base ?? "http://127.0.0.1:9/none",
      project: pageviews?.project ?? "none")
    try folder.write(try edit(wiki, yaml), to: "report.yaml")
    definition = try ReportReader().read(folder: folder.path)
  }

  @discardableResult
  func collect(
    into other: FactStore? = nil, asOf: Instant = asOf, log: Logger = Logger(label: "test"), readsAgain: Bool = false
  )
    async throws -> Collector.Outcome
  {
    let collector = Collector(
      definition, store: other ?? store, connect: connect, asOf: asOf, progress: .none, log: log, readsAgain: readsAgain
    )
    return try await collector.collect(from: Period("2026-10")!.start.date)
  }

  /// The value of a KPI for the whole report, or of its only product.
  func value(
    _ kpi: String, of product: String? = nil, in period: String = "2026-10", from other: FactStore? = nil,
    asOf: Instant = asOf
  ) async throws -> KPIReports.Measurement {
    let facts = try await (other ?? store).facts(for: definition, until: asOf)
    let values = Measuring(definition, facts: facts, asOf: asOf).measurements(over: [Period(period)!])
    return try #require(values.first { $0.kpi == kpi && $0.product == product })
  }

  /// The values are those that a new store has: nothing is left of what was collected before.
  func expectLikeNew(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let fresh = try FactStore()
    try await collect(into: fresh)
    for kpi in definition.kpis.map(\.kpi.id) {
      let (old, new) = (try await value(kpi), try await value(kpi, from: fresh))
      #expect(
        old.value == new.value && old.status == new.status, "\(kpi): \(old) and \(new)",
        sourceLocation: sourceLocation)
    }
  }

  /// So many revisions in October 2026, one an hour, by seven authors.
  static func history(_ count: Int, from author: Int = 0) -> [PageHistory.Revision] {
    (0..<count).map { place in
      let (day, hour) = (place / 24 % 28 + 1, place % 24)
      let time = "2026-10-\(day < 10 ? "0" : "")\(day)T\(hour < 10 ? "0" : "")\(hour):00:00Z"
      return PageHistory.Revision(time, .account("Reader \(author + place % 7)"))
    }
  }
}
