import Foundation
import GRDB
import LocalWiki
import Logging
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("Collecting pageviews", .bounded)
struct PageviewCollectTests {
  private static func instant(_ text: String) throws -> Instant { try #require(Instant(iso8601: text)) }

  private static func october(_ days: ClosedRange<Int>, _ views: Int) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: days.map { ("202610\($0 < 10 ? "0" : "")\($0)", views) })
  }

  /// A wiki with the support page, made at a time; its clock can stand at another one.
  private static func setting(
    _ server: PageviewsServer, created: String? = "2020-01-01T00:00:00Z", clock: Instant? = nil
  ) async throws -> CollectSetting {
    let options = LocalWiki.Options(settings: clock == nil ? "" : LocalWiki.ownClock)
    let setting = try await CollectSetting(kpis: ["support-pageviews"], pageviews: server, options: options)
    if let clock { try setting.wiki.setClock(clock.seconds) }
    if let created {
      try await setting.wiki.importHistories([PageHistory("Help:A", [.init(created, .account("Ann"))])])
    }
    return setting
  }

  @Test("takes days within the lag for partial, also when no day is final yet")
  func withinLag() async throws {
    let server = try PageviewsServer(["Help:A": ["20261101": 5, "20261010": 7, "20261011": 8]])
    let setting = try await Self.setting(server)
    defer { setting.wiki.stop() }
    let noon = try Self.instant("2026-11-02T12:00:00Z")
    try await setting.collect(asOf: noon)
    let november = try await setting.value("support-pageviews", in: "2026-11", asOf: noon)
    #expect(november.status == .partial && november.value == 5, "\(november)")
  }

  @Test("takes the first days of a new page for partial")
  func newPage() async throws {
    let server = try PageviewsServer(["Help:A": ["20261010": 7, "20261011": 8]])
    let setting = try await Self.setting(server, created: "2026-10-10T08:00:00Z")
    defer { setting.wiki.stop() }
    let asOf = try Self.instant("2026-10-12T09:00:00Z")
    try await setting.collect(asOf: asOf)
    let value = try await setting.value("support-pageviews", asOf: asOf)
    #expect(value.status == .partial && value.value == 15, "\(value)")
    #expect(value.reason?.contains("not final") == true, "\(value)")
  }

  @Test("counts views from before the page's present creation")
  func madeAgain() async throws {
    let server = try PageviewsServer([
      "Help:A": Self.october(1...31, 7), "Main Page": Self.october(1...31, 100),
    ])
    let setting = try await Self.setting(server, created: "2026-11-02T08:00:00Z")
    defer { setting.wiki.stop() }
    try await setting.collect()
    let value = try await setting.value("support-pageviews")
    #expect(value.value == 217 && value.status == .complete && value.n == 1, "\(value)")
  }

  @Test("counts views from before a page's creation also where an earlier run did not ask for them")
  func madeAgainInBetween() async throws {
    let server = try PageviewsServer([
      "Help:A": Self.october(1...31, 7), "Main Page": Self.october(1...31, 100),
    ])
    let setting = try await Self.setting(server, created: "2026-10-20T08:00:00Z")
    defer { setting.wiki.stop() }
    try await setting.collect()
    try await setting.store.database.write { database in
      // As a store has it that asked from the creation on.
      try database.execute(sql: "DELETE FROM pageview WHERE day < 20746")
      try database.execute(sql: "UPDATE article SET first_day = 20746, first_asked = 20746")
    }
    try await setting.collect()
    #expect(try await setting.value("support-pageviews").value == 217)
  }

  // A 404 without the API's own words is no answer of its.
  @Test("knows no views from before a page's creation when asking for them failed", arguments: [403, 404])
  func failedBeforeCreation(status: Int) async throws {
    let server = try PageviewsServer(["Main Page": Self.october(1...31, 100)], failing: ["Help:A": status])
    let setting = try await Self.setting(server, created: "2026-11-02T08:00:00Z")
    defer { setting.wiki.stop() }
    try await setting.collect()
    let value = try await setting.value("support-pageviews")
    #expect(value.status == .unknown && value.value == nil, "\(value)")
  }

  @Test("leaves views out of the opening sentence while no support page existed")
  func notYetThere() async throws {
    let server = try PageviewsServer(["Main Page": Self.october(1...31, 100)])
    let setting = try await Self.setting(server, created: "2026-11-02T08:00:00Z")
    defer { setting.wiki.stop() }
    try await setting.collect()
    let facts = try await setting.store.facts(for: setting.definition, until: CollectSetting.asOf)
    let report = try Report(
      setting.definition, facts: facts, periods: [#require(Period("2026-10"))], asOf: CollectSetting.asOf)
    #expect(report.headlines.isEmpty)
    #expect(report.rows.first?.current.value == 0)
  }

  @Test("knows nothing of times after the wiki was asked")
  func offlineLater() async throws {
    let server = try PageviewsServer(["Help:A": Self.october(1...31, 10)])
    let setting = try await Self.setting(server, clock: CollectSetting.asOf)
    defer { setting.wiki.stop() }
    try await setting.collect()
    #expect(try await setting.value("support-pageviews").status == .complete)
    let later = try Self.instant("2027-03-05T00:00:00Z")
    for period in ["2026-12", "2027-01", "2027-02"] {
      let value = try await setting.value("support-pageviews", in: period, asOf: later)
      #expect(value.status == .unknown && value.value == nil, "\(value)")
      #expect(value.reason?.contains("read only up to") == true, "\(value)")
    }
  }

  @Test("keeps what came when the busy page can't be read, and says why the rest is not known")
  func busyPageFails() async throws {
    let server = try PageviewsServer(
      ["Help:A": Self.october(1...20, 10).merging(["20261103": 1]) { $1 }], failing: ["Main_Page": 403])
    let setting = try await Self.setting(server)
    defer { setting.wiki.stop() }
    let outcome = try await setting.collect()
    #expect(outcome.failures.count == 1)
    let october = try await setting.value("support-pageviews")
    #expect(october.status == .unknown && october.reason?.contains("403") == true, "\(october)")
    let early = try Self.instant("2026-10-21T00:00:00Z")
    let known = try await setting.value("support-pageviews", asOf: early)
    #expect(known.value == 200 && known.reason == "the period ends on 2026-10-31", "\(known)")
  }

  @Test("says that days are not loaded yet when the busy page has no views either")
  func notLoaded() async throws {
    let server = try PageviewsServer([:])
    let setting = try await Self.setting(server)
    defer { setting.wiki.stop() }
    #expect(try await setting.collect().failures.isEmpty)
    let value = try await setting.value("support-pageviews")
    #expect(value.status == .unknown)
    #expect(value.reason?.contains("since 2026-10-01 are not loaded yet") == true, "\(value)")
  }

  @Test("knows the days from the first on that are loaded, where the project was not counted before")
  func countedLate() async throws {
    let server = try PageviewsServer(["Help:A": Self.october(10...31, 10).merging(["20261101": 1]) { $1 }])
    let setting = try await Self.setting(server)
    defer { setting.wiki.stop() }
    let collector = try await setting.collect()
    #expect(collector.failures.isEmpty)
    let october = try await setting.value("support-pageviews")
    #expect(october.status != .complete, "\(october)")
    try await setting.collect()
    let articles = try setting.store.database.read { database in
      try Row.fetchAll(database, sql: "SELECT first_day, final_day FROM article WHERE title = 'Help:A'")
    }
    #expect(articles.first?["first_day"] == CivilDate(year: 2026, month: 10, day: 10)?.dayNumber)
    #expect((articles.first?["final_day"] ?? 0) >= CivilDate(year: 2026, month: 11, day: 1)?.dayNumber ?? 0)
  }

  @Test("sends at most three requests at once, also for two wikis together")
  func threeAtOnce() async throws {
    let server = try PageviewsServer([:], delay: .milliseconds(100))
    let titles = (1...12).map { "{wiki: wiki, page: \"Help:P\($0)\"}, {wiki: other, page: \"Help:P\($0)\"}" }
    let setting = try await CollectSetting(
      kpis: ["support-pageviews"], pageviews: server,
      edit: { wiki, yaml in
        // The same wiki by another address counts as another one.
        let other = wiki.api.replacing("127.0.0.1", with: "localhost")
        let entry = "  other: {api: \"\(other)\", pageviews: \"\(server.base)\", project: \(server.project)}\npublish:"
        return yaml.replacing("publish:", with: entry)
          .replacing("support: [{wiki: wiki, page: \"Help:A\"}]", with: "support: [\(titles.joined(separator: ", "))]")
      })
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories(
      (1...12).map { PageHistory("Help:P\($0)", [.init("2020-01-01T00:00:00Z", .account("Ann"))]) })
    let outcome = try await setting.collect()
    #expect(outcome.failures.isEmpty && outcome.wikisReached == 2, "\(outcome)")
    #expect((2...3).contains(server.mostAtOnce), "\(server.mostAtOnce)")
  }
}
