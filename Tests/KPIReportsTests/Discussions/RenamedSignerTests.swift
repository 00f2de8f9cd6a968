import LocalWiki
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

/// Signatures keep the names that their authors had.
@Suite("Signatures with a former name", .bounded)
struct RenamedSignerTests {
  private static let kpis = ["solo-threads", "first-response-time: {by: anyone}", "participants"]

  private static func seconds(_ day: Int) -> Int64 {
    Instant(iso8601: "2026-11-0\(day)T00:00:00Z")!.seconds
  }

  private static func setting() async throws -> TalkSetting {
    let talk = try await TalkSetting(
      pages: [], kpis: kpis,
      options: LocalWiki.Options(extensions: ["Renameuser"], settings: LocalWiki.ownClock))
    try talk.wiki.setClock(seconds(1))
    try await talk.wiki.importHistories([
      PageHistory(
        "Feedback",
        [
          .init("2026-10-01T10:00:00Z", .account("Alice")), .init("2026-10-02T10:00:00Z", .account("Alice")),
          .init("2026-10-03T10:00:00Z", .account("Ida")), .init("2026-10-04T10:00:00Z", .account("Carl")),
        ])
    ])
    return talk
  }

  /// Alice's thread, in which she adds a word by the name that she has then, and another one with an answer.
  private static func threads(_ name: String) -> [TalkThread] {
    [
      TalkThread("A", [.init("Alice", "2026-10-01T10:00:00Z"), .init(name, "2026-10-02T10:00:00Z", level: 2)]),
      TalkThread("B", [.init("Ida", "2026-10-03T10:00:00Z"), .init("Carl", "2026-10-04T10:00:00Z", level: 2)]),
    ]
  }

  private static func expect(_ talk: TalkSetting, _ store: FactStore, comment: Comment) async throws {
    let solo = try await talk.setting.value("solo-threads", from: store)
    #expect(solo.numerator == 1 && solo.denominator == 2, comment)
    let people = try await talk.setting.value("participants", from: store)
    #expect(people.value == 3, comment)
  }

  @Test(
    "are those of the account, after one rename or several, so that nobody answers herself", arguments: [false, true])
  func renamed(isTwice: Bool) async throws {
    let talk = try await Self.setting()
    defer { talk.wiki.stop() }
    try talk.proxy.set("Feedback", Self.threads("Alice"))
    try await talk.setting.collect()
    try await Self.expect(talk, talk.setting.store, comment: "before")
    var events = [LocalWiki.AccountEvent(.rename, "Alice", at: Self.seconds(2), value: "Bea")]
    if isTwice { events.append(.init(.rename, "Bea", at: Self.seconds(3), value: "Cora")) }
    try await talk.wiki.happen(events)
    try talk.wiki.setClock(Self.seconds(4))
    try await talk.touch("Feedback")
    try talk.proxy.set("Feedback", Self.threads(isTwice ? "Cora" : "Bea"))
    try await talk.setting.collect()
    try await Self.expect(talk, talk.setting.store, comment: "lived")
    let fresh = try FactStore()
    try await talk.setting.collect(into: fresh)
    try await Self.expect(talk, fresh, comment: "fresh")

    try talk.wiki.forgetRequests()
    try await talk.setting.collect(into: fresh)
    #expect(
      try talk.wiki.requests().filter { $0["list"] == "users" || $0["letitle"]?.hasPrefix("User:") == true } == [])
    try await Self.expect(talk, fresh, comment: "fresh, again")
  }

  @Test("are asked for where an account made no edit, and follow it through a later rename")
  func renamedLater() async throws {
    let talk = try await Self.setting()
    defer { talk.wiki.stop() }
    // Dora's comment came from another page.
    try await talk.wiki.createAccounts(["Dora"])
    let thread = TalkThread("D", [.init("Dora", "2026-10-05T10:00:00Z")])
    try talk.proxy.set("Feedback", [thread])
    try await talk.setting.collect()
    try await talk.wiki.happen([.init(.rename, "Dora", at: Self.seconds(2), value: "Enid")])
    try await talk.wiki.importHistories([PageHistory("Feedback", [.init("2026-10-06T10:00:00Z", .account("Enid"))])])
    try talk.proxy.set(
      "Feedback",
      [TalkThread("D", [.init("Dora", "2026-10-05T10:00:00Z"), .init("Enid", "2026-10-06T10:00:00Z", level: 2)])])
    try talk.wiki.setClock(Self.seconds(4))
    let fresh = try FactStore()
    for store in [talk.setting.store, fresh] {
      try await talk.setting.collect(into: store)
      let solo = try await talk.setting.value("solo-threads", from: store)
      #expect(solo.numerator == 1 && solo.denominator == 1, "\(solo)")
    }
  }

  @Test("leave the threads unknown while the wiki does not tell whose they are")
  func failing() async throws {
    let talk = try await Self.setting()
    defer { talk.wiki.stop() }
    try await talk.wiki.happen([.init(.rename, "Alice", at: Self.seconds(2), value: "Bea")])
    try talk.wiki.setClock(Self.seconds(4))
    try talk.proxy.set("Feedback", Self.threads("Bea"))
    let denial = #"{"errors":[{"code":"permissiondenied","text":"No.","module":"query+logevents"}]}"#
    try talk.wiki.fail([["letitle": "User:Alice"]], status: 200, body: denial)
    try await talk.setting.collect()
    let unknown = try await talk.setting.value("solo-threads")
    #expect(unknown.status == .unknown, "\(unknown)")
    #expect(unknown.reason?.hasPrefix("who signed comments on wiki could not be read") == true, "\(unknown)")
    try talk.wiki.fail([], status: 200)
    try await talk.setting.collect()
    try await Self.expect(talk, talk.setting.store, comment: "told at last")
  }
}
