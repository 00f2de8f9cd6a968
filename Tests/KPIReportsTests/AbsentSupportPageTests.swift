import LocalWiki
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

/// Support pages that are not, or no more, where the report says.
@Suite("Support pages that are not there", .bounded)
struct AbsentSupportPageTests {
  private static func days(_ views: Int) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: (1...31).map { ("202610\($0 < 10 ? "0" : "")\($0)", views) })
  }

  /// A wiki where Help:A was read ten times a day in October, and Help:B three times.
  private static func setting(
    _ server: PageviewsServer, _ pages: [String] = ["Help:A", "Help:B"]
  ) async throws -> CollectSetting {
    let setting = try await CollectSetting(kpis: ["support-pageviews", "views-per-support-page"], pageviews: server) {
      $1.replacing(
        "support: [{wiki: wiki, page: \"Help:A\"}]",
        with: "support: [{wiki: wiki, page: \"Help:A\"}, {wiki: wiki, page: \"Help:B\"}]")
    }
    try await setting.wiki.importHistories(
      pages.map { PageHistory($0, [.init("2020-01-01T00:00:00Z", .account("Ann"))]) })
    return setting
  }

  private static func views() throws -> PageviewsServer {
    try PageviewsServer(["Help:A": days(10), "Help:B": days(3), "Help:Old": days(2), "Main Page": days(100)])
  }

  private static func expectUnknown(_ setting: CollectSetting, because reason: String) async throws {
    let fresh = try FactStore()
    try await setting.collect(into: fresh)
    for store in [nil, fresh] {
      for kpi in ["support-pageviews", "views-per-support-page"] {
        let value = try await setting.value(kpi, from: store)
        #expect(value.status == .unknown && value.value == nil, "\(value)")
        #expect(value.reason?.hasPrefix(reason) == true, "\(value)")
      }
    }
  }

  @Test("make their views unknown where they never were: most likely the title is misspelt")
  func misspelt() async throws {
    let server = try Self.views()
    let setting = try await Self.setting(server, ["Help:A"])
    defer { setting.wiki.stop() }
    try await setting.collect()
    try await Self.expectUnknown(setting, because: "Help:B does not exist on wiki")
    try await setting.wiki.importHistories([PageHistory("Help:B", [.init("2020-01-01T00:00:00Z", .account("Ann"))])])
    try await setting.collect()
    #expect(try await setting.value("support-pageviews").value == 31 * 13)
  }

  @Test("make their views unknown after they were deleted, in an old store as in a new one")
  func deleted() async throws {
    let server = try Self.views()
    let setting = try await Self.setting(server)
    defer { setting.wiki.stop() }
    try await setting.collect()
    #expect(try await setting.value("support-pageviews").value == 31 * 13)
    try await setting.wiki.delete("Help:B")
    try await setting.collect()
    try await Self.expectUnknown(setting, because: "Help:B does not exist on wiki: it was deleted on ")
    try await setting.wiki.restore("Help:B")
    try await setting.collect()
    #expect(try await setting.value("support-pageviews").value == 31 * 13)
  }

  @Test("keep the views of a title that they had, also after its redirect was deleted")
  func movedAway() async throws {
    let server = try Self.views()
    let setting = try await Self.setting(server, ["Help:A", "Help:Old"])
    defer { setting.wiki.stop() }
    try await setting.wiki.move("Help:Old", to: "Help:B")
    try await setting.collect()
    #expect(try await setting.value("support-pageviews").value == 31 * 15)
    try await setting.wiki.delete("Help:Old")
    for _ in 1...2 {
      try await setting.collect()
      #expect(try await setting.value("support-pageviews").value == 31 * 15)
    }
    // A new store finds the title in the page's history, and the log of moves confirms it.
    let new = try FactStore()
    try await setting.collect(into: new)
    #expect(try await setting.value("support-pageviews", from: new).value == 31 * 15)
    // The report names a title that leads nowhere now: the store knows the page, and the wiki where it went.
    try await setting.wiki.move("Help:B", to: "Help:New", leavesRedirect: false)
    try await setting.collect()
    #expect(try await setting.value("support-pageviews").value == 31 * 15)
    let fresh = try FactStore()
    try await setting.collect(into: fresh)
    let value = try await setting.value("support-pageviews", from: fresh)
    #expect(value.status == .unknown, "\(value)")
    #expect(value.reason?.contains("Help:B does not exist on wiki: it was moved to Help:New on ") == true, "\(value)")
  }

  @Test(
    "have the views of every title that they had, and of none that a summary only claims", arguments: [false, true])
  func formerTitles(isCollectedBetween: Bool) async throws {
    let server = try Self.views()
    let setting = try await Self.setting(server, ["Help:A", "Help:Old"])
    defer { setting.wiki.stop() }
    if isCollectedBetween { try await setting.collect() }
    try await setting.wiki.move("Help:Old", to: "Help:Between", leavesRedirect: false)
    try await setting.wiki.move("Help:Between", to: "Help:B", leavesRedirect: false)
    try await setting.wiki.save(
      "Help:B", "Other words", summary: "Admin moved page [[Help:None]] to [[Help:B]]: a lie")
    let fresh = try FactStore()
    for store in [setting.store, fresh] {
      try await setting.collect(into: store)
      #expect(try await setting.value("support-pageviews", from: store).value == 31 * (10 + 3 + 2))
      let facts = try await store.facts(for: setting.definition, until: CollectSetting.asOf)
      let titles = facts.products[0].support.flatMap(\.articles).map(\.title)
      #expect(titles.sorted() == ["Help:A", "Help:B", "Help:Between", "Help:Old"])
    }
  }

  @Test("keep the views of their title after it became a redirect")
  func becameRedirect() async throws {
    let server = try Self.views()
    let setting = try await Self.setting(server, ["Help:A", "Help:B", "Help:Old"])
    defer { setting.wiki.stop() }
    try await setting.wiki.save("Help:B", "#REDIRECT [[Help:Old]]")
    for store in [setting.store, try FactStore()] {
      try await setting.collect(into: store)
      #expect(try await setting.value("support-pageviews", from: store).value == 31 * 15)
      // The redirect is no page of its own.
      #expect(try await setting.value("views-per-support-page", from: store).denominator == 2)
    }
  }
}
