import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("The commands on a report about a board", .bounded)
struct BoardCommandTests {
  private static let kpis = "[participants, edits, discussions, volunteer-share]"

  /// A wiki whose page Feedback is a board as it was recorded, and a report about it.
  private static func setting() async throws -> (setting: PublishSetting, proxy: BoardProxy, server: RawServer) {
    let setting = try await PublishSetting()
    let lists = try (0...2).map { try Data(contentsOf: URL(fileURLWithPath: "\(fixtures)/topiclist-\($0).json")) }
    let (proxy, server) = try BoardProxy.start(to: setting.wiki.address, lists: lists)
    proxy.set(boards: ["Feedback"])
    try setting.writeReport(api: server.url + "/api.php", kpis: kpis)
    return (setting, proxy, server)
  }

  private static var fixtures: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("KPIReportsTests/Fixtures/flow").path
  }

  @Test("check finds nothing wrong, also without DiscussionTools, and publish says what an edit is on a board")
  func published() async throws {
    let (setting, proxy, server) = try await Self.setting()
    defer { setting.wiki.stop() }
    defer { withExtendedLifetime(server) {} }
    try await setting.wiki.save(PublishSetting.page, PublishSetting.human)
    let check = try await setting.run("check")
    #expect(check.status == 0, "\(check)")
    #expect(check.output.contains("ok    local: the feedback pages can be read"), "\(check)")
    #expect(!check.output.contains("DiscussionTools"), "\(check)")
    let publish = try await setting.run("publish", "--format", "json")
    #expect(publish.status == 0, "\(publish)")
    let text = try #require(try await setting.wiki.text(of: PublishSetting.page))
    #expect(text.contains("corrections of posts are none"), "\(text)")
    #expect(text.contains("each topic is a thread"), "\(text)")
    #expect(!text.contains("Special:PermanentLink"), "\(text)")
    // Nothing has changed: titles are all that is asked for.
    _ = proxy.takeAsked()
    #expect(try await setting.run("publish", "--format", "json").output.contains("\"unchanged\""))
    #expect(proxy.takeAsked() == ["titles", "titles", "titles"])
  }

  @Test("check and publish refuse a board that can't be read, with what to do, and no number is shown")
  func unreadable() async throws {
    let (setting, proxy, server) = try await Self.setting()
    defer { setting.wiki.stop() }
    defer { withExtendedLifetime(server) {} }
    try await setting.wiki.save(PublishSetting.page, PublishSetting.human)
    proxy.set(
      failure: #"{"errors":[{"code":"badvalue","text":"Unrecognized value for \"action\".","module":"main"}]}"#)
    let check = try await setting.run("check")
    #expect(check.status == 65, "\(check)")
    #expect(check.output.contains("it is a board, but the wiki no longer has"), "\(check)")
    #expect(check.output.contains("name the page where people write now"), "\(check)")
    let preview = try await setting.run("preview", "--format", "json")
    #expect(preview.status == 0 && !preview.output.contains("\"complete\""), "\(preview)")
    #expect(try await setting.run("publish").status == 65)
    #expect(try await setting.edits().isEmpty)
  }
}
