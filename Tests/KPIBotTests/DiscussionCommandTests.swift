import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("The commands on a report about discussions", .bounded)
struct DiscussionCommandTests {
  private static let kpis = "[first-response-time, answered-in-time, solo-threads, major-discussions, discussions]"

  private static func setting(api: String? = nil) async throws -> PublishSetting {
    let setting = try await PublishSetting()
    try write(setting, api: api ?? setting.wiki.api)
    try setting.folder.write(
      "product,title,url,start,end,significant_effect,several_people,public,more_than_a_small_effort,not_routine,"
        + "planned_and_announced\nA | B,A [[vote]],,2026-10-01,,yes,yes,yes,yes,yes,no\n",
      to: "mine/facts/discussions.csv")
    return setting
  }

  private static func write(_ setting: PublishSetting, api: String) throws {
    let text = PublishSetting.report(api: api).replacing("[returning-participants, participants, edits]", with: kpis)
    try setting.folder.write(text + "people: {staff: {names: [\"* (WMF)\"]}}\n", to: "mine/report.yaml")
  }

  @Test("check says that a wiki without DiscussionTools keeps the page from being published, and publish is refused")
  func withoutExtension() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    let check = try await setting.run("check")
    #expect(check.status == 65)
    #expect(check.output.contains("stop  the values of October 2026: "), "\(check)")
    #expect(check.output.contains("local does not have the extension DiscussionTools"), "\(check)")
    #expect(try await setting.run("collect").status == 0)
    let preview = try await setting.run("preview", "--format", "json")
    #expect(preview.status == 0 && preview.output.contains("\"unknown\""))
    #expect(try await setting.run("publish", "--format", "json").status == 65)
    #expect(try await setting.edits().isEmpty)
  }

  @Test("publish shows medians, what they are more than, the 90th percentile and what the register lacks")
  func published() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    let (proxy, server) = try DiscussionsProxy.start(to: setting.wiki.address)
    try Self.write(setting, api: server.url + "/api.php")
    try proxy.set(
      "Feedback",
      [
        TalkThread("A {{thread}}", [.init("Ann", "2026-10-01T10:00:00Z"), .init("Lea (WMF)", "2026-10-03T10:00:00Z")]),
        TalkThread("Another", [.init("Ann", "2026-10-02T10:00:00Z"), .init("Lea (WMF)", "2026-10-06T10:00:00Z")]),
        TalkThread("Old", [.init("Ann", "2026-09-02T10:00:00Z")]),
      ])
    let result = try await setting.run("publish", "--format", "json")
    #expect(result.status == 0, "\(result)")
    let text = try #require(try await setting.wiki.text(of: PublishSetting.page))
    #expect(text.contains("{{formatnum:2.0}}"))
    #expect(text.contains("> 63.6") || text.contains("&gt; 63.6"), "\(text)")
    #expect(text.contains("2 of 2 threads had a response; the 90th percentile is 4.0 days"), "\(text)")
    #expect(text.contains("is not counted, for it lacks: planned and announced"), "\(text)")
    #expect(!text.contains("[[vote]]"))
  }
}
