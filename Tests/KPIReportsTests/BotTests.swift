import Foundation
import LocalWiki
import Logging
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("Telling people from bots", .bounded)
struct BotTests {
  /// A wiki where bots are the members of groups.
  private static func setting(groups: String) async throws -> CollectSetting {
    let setting = try await CollectSetting(edit: { $1 + "\npeople: {bots: {groups: [\(groups)]}}\n" })
    _ = try await setting.wiki.createBot("Helper")
    try await setting.wiki.importHistories([
      PageHistory(
        "Feedback",
        [.init("2026-10-01T00:00:00Z", .account("Helper"))] + CollectSetting.history(30))
    ])
    return setting
  }

  @Test("takes nobody for a bot by a group that the wiki does not know", arguments: ["robots", "robots, user", "user"])
  func unknownGroups(groups: String) async throws {
    let setting = try await Self.setting(groups: groups)
    defer { setting.wiki.stop() }
    let error = await #expect(throws: UnknownBotGroups.self) { try await setting.collect() }
    #expect(error?.description.contains("wiki has no user group \"\(groups.prefix(while: { $0 != "," }))\"") == true)
    let value = try await setting.value("edits")
    #expect(value.status == .unknown && value.value == nil, "\(value)")
  }

  @Test("goes by the groups that the wiki knows, and names the others")
  func someUnknown() async throws {
    let setting = try await Self.setting(groups: "bot, robots")
    defer { setting.wiki.stop() }
    let recorder = LogRecorder()
    try await setting.collect(log: recorder.logger)
    #expect(try await setting.value("edits").value == 30)
    #expect(recorder.lines.filter { $0.contains("has no user group \"robots\"") }.count == 1, "\(recorder.lines)")
  }

  @Test("knows a bot that was renamed after its last edits")
  func renamedBot() async throws {
    let setting = try await Self.setting(groups: "bot")
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([
      PageHistory("Feedback", [.init("2026-09-01T00:00:00Z", .account("Ann"))])
    ])
    try await setting.collect()
    #expect(try await setting.value("edits").value == 30)
    #expect(try await setting.value("edits", in: "2026-09").value == 1)
    try await setting.wiki.rename("Ann", to: "Sweeper")
    try await setting.wiki.promote("Sweeper", to: "bot")
    try await setting.collect()
    #expect(try await setting.value("edits", in: "2026-09").value == 0)
    try await setting.expectLikeNew()
  }

  @Test("takes an account that one of two wikis saw renamed for one person")
  func renamedOnOneWiki() async throws {
    let store = try FactStore()
    var actors: [[String?]] = []
    for (wiki, revisions) in [
      ("https://a.example.org/w/api.php", [(7, "Old"), (7, "New")]),
      ("https://b.example.org/w/api.php", [(70, "Old")]),
      // Somebody else took the name.
      ("https://a.example.org/w/api.php", [(8, "Old")]),
    ] {
      let id = try await store.wikiID(api: wiki)
      let page = try await store.track(pageID: 1, title: "Feedback", source: "Feedback", wiki: id)
      for (place, (user, name)) in revisions.enumerated() {
        let author = RevisionFact.Author.registered(id: user, name: name)
        let fact = RevisionFact(id: place, timestamp: Instant(seconds: 1), author: author, isReverted: false)
        try await store.keep([fact], page: page.id, wiki: id, replacingFrom: nil)
      }
      let definition = try TestReports.definition(kpis: ["edits"])
      actors.append(try await store.facts(for: definition, until: Instant(seconds: 2)).actors.map { $0?.name })
    }
    #expect(actors == [[nil, "New"], [nil, "New", "New"], [nil, "New", "Old", "Old"]])
  }
}
