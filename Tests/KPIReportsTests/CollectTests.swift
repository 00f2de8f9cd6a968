import Foundation
import LocalWiki
import Logging
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("Collecting from a real wiki", .bounded)
struct CollectTests {
  @Test("tells people from IP editors, temporary accounts, bots and hidden authors")
  func kinds() async throws {
    let setting = try await CollectSetting()
    defer { setting.wiki.stop() }
    _ = try await setting.wiki.createBot("Helper")
    try await setting.wiki.importHistories([
      PageHistory(
        "Feedback",
        [
          .init("2026-10-01T00:00:00Z", .account("Ann")), .init("2026-10-02T00:00:00Z", .address("192.0.2.7")),
          .init("2026-10-03T00:00:00Z", .account("~2026-12345-67")), .init("2026-10-04T00:00:00Z", .hidden),
          .init("2026-10-05T00:00:00Z", .account("Helper")), .init("2026-10-31T23:59:59Z", .account("Ann")),
          .init("2026-11-01T00:00:00Z", .account("Late")),
        ]),
      PageHistory("Feedback/Archive 1", [.init("2026-10-06T00:00:00Z", .account("Berta"))]),
    ])
    #expect(try await setting.collect().failures.isEmpty)
    #expect(try await setting.value("edits").value == 4)
    #expect(try await setting.value("participants").value == 3)
    let facts = try await setting.store.facts(for: setting.definition, until: CollectSetting.asOf)
    let period = try #require(Period("2026-10"))
    let exclusions = Measuring(setting.definition, facts: facts, asOf: CollectSetting.asOf).exclusions(in: period)
    #expect(exclusions.edits == [.anonymous: 1, .hidden: 1, .bot: 1])
    #expect(exclusions.temporary == 1)
  }

  @Test("goes on where it stopped, and notices moved, deleted and restored pages")
  func changes() async throws {
    let setting = try await CollectSetting()
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([PageHistory("Feedback", CollectSetting.history(600))])
    try await setting.collect()
    #expect(try await setting.value("edits").value == 600)

    try await setting.wiki.importHistories([
      PageHistory("Feedback", [.init("2026-10-30T00:00:00Z", .account("Zoe"))])
    ])
    try await setting.collect()
    #expect(try await setting.value("edits").value == 601)
    try await setting.expectLikeNew()

    try await setting.wiki.move("Feedback", to: "Feedback elsewhere")
    try await setting.collect()
    #expect(try await setting.value("edits").value == 601)

    try await setting.wiki.delete("Feedback elsewhere")
    try await setting.wiki.delete("Feedback")
    try await setting.collect()
    let deleted = try await setting.value("edits")
    #expect(deleted.status == .unknown && deleted.value == nil)
    #expect(deleted.reason == "Feedback elsewhere on wiki was deleted, its history is no longer public")
    try await setting.expectLikeNew()

    try await setting.wiki.restore("Feedback elsewhere")
    try await setting.wiki.restore("Feedback")
    try await setting.collect()
    #expect(try await setting.value("edits").value == 601)
    try await setting.expectLikeNew()
  }

  @Test("completes a store that an earlier run left half filled")
  func halfFilled() async throws {
    let setting = try await CollectSetting()
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([PageHistory("Feedback", CollectSetting.history(650))])
    try await setting.collect()
    // What a run that was killed after its first batch leaves: the first revisions, and nothing that says more.
    let facts = try await setting.store.facts(for: setting.definition, until: CollectSetting.asOf)
    #expect(facts.pages[0].edits.count == 650)
    try await setting.store.database.write { database in
      try database.execute(
        sql: """
          DELETE FROM revision WHERE timestamp > (SELECT timestamp FROM revision ORDER BY timestamp LIMIT 1 OFFSET 499);
          DELETE FROM revision_block WHERE id NOT IN (SELECT min(id) FROM revision_block);
          UPDATE page SET last_revision_id = NULL, checked = NULL;
          """)
    }
    #expect(try await setting.value("edits").status == .unknown)
    try await setting.collect()
    #expect(try await setting.value("edits").value == 650)
    #expect(try await setting.value("edits").status == .complete)
  }

  @Test("knows only what the wiki's time has reached, whatever counts as now")
  func future() async throws {
    let setting = try await CollectSetting()
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([PageHistory("Feedback", CollectSetting.history(10))])
    let now = Instant(seconds: Int64(Date().timeIntervalSince1970))
    let later = now.adding(seconds: 400 * 86_400)
    try await setting.collect(asOf: later)
    let running = Period(.month, containing: now)
    let next = running.next
    for asOf in [later, later.adding(seconds: 86_400)] {
      let cut = try await setting.value("edits", in: running.id, asOf: asOf)
      #expect(cut.status == .partial && cut.reason?.contains("read only up to") == true, "\(cut)")
      #expect(try await setting.value("edits", in: next.id, asOf: asOf).status == .unknown)
    }
    let current = try await setting.value("edits", in: running.id, asOf: now)
    #expect(current.reason == "the period ends on \(running.lastDay)", "\(current)")
    #expect(try await setting.value("edits", in: running.previous.id, asOf: later).status == .complete)
  }

  @Test("says that a page that never was is unknown, not zero")
  func neverWas() async throws {
    let setting = try await CollectSetting()
    defer { setting.wiki.stop() }
    try await setting.collect()
    let value = try await setting.value("edits")
    #expect(value.status == .unknown && value.value == nil)
    #expect(value.reason?.contains("Feedback does not exist on wiki") == true)
  }

  @Test("adds the views of redirects, asks once for what is final, and tells no views from views not loaded")
  func pageviews() async throws {
    let october = (1...31).map { "202610\($0 < 10 ? "0" : "")\($0)" }
    let server = try PageviewsServer([
      "Help:A": Dictionary(uniqueKeysWithValues: october.prefix(30).map { ($0, 10) }),
      "Help:Old name/of A?": ["20261015": 5],
      "Main Page": Dictionary(uniqueKeysWithValues: october.map { ($0, 1_000) }),
    ])
    let setting = try await CollectSetting(
      kpis: ["support-pageviews", "views-per-support-page", "edits"], pageviews: server)
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([
      PageHistory("Feedback", CollectSetting.history(1)),
      PageHistory("Help:A", [.init("2020-01-01T00:00:00Z", .account("Ann"))]),
      PageHistory(
        "Help:Old name/of A?", [.init("2020-01-01T00:00:00Z", .account("Ann"), text: "#REDIRECT [[Help:A]]")]),
    ])
    try await setting.wiki.refreshLinks()
    // The 31st has no views of the page, but the main page has: no views, and known.
    try await setting.collect()
    let value = try await setting.value("support-pageviews")
    #expect(value.value == 305)
    #expect(value.status == .complete, "\(value)")
    let early = try #require(Instant(iso8601: "2026-11-01T12:00:00Z"))
    let fresh = try FactStore()
    try await setting.collect(into: fresh, asOf: early)
    #expect(try await setting.value("support-pageviews", from: fresh, asOf: early).status == .partial)
  }
}
