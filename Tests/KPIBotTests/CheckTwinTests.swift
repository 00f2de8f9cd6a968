import Foundation
import LocalWiki
import TestTraits
import Testing

/// Check is publish without the saving.
@Suite("What check says, and what publish does", .bounded)
struct CheckTwinTests {
  /// Something that keeps a report from being published.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let status: Int32
    var options = LocalWiki.Options()
    var arguments: [String] = []
    var asOf = "2026-11-05T00:00:00Z"
    let prepare: @Sendable (PublishSetting) async throws -> Void

    var testDescription: String { name }
  }

  private static func save(_ text: String, on page: String = PublishSetting.page)
    -> @Sendable (PublishSetting)
    async throws -> Void
  { { try await $0.wiki.save(page, text) } }

  private static func credentials(_ text: String, mode: Int = 0o600) -> @Sendable (PublishSetting) async throws -> Void
  {
    { try $0.folder.write(text, to: "credentials", mode: mode) }
  }

  private static func publishOnce(_ setting: PublishSetting) async throws {
    let result = try await setting.run("publish")
    try #require(result.status == 0)
  }

  private static let refusals: [Case] = [
    Case(name: "nobots", status: 77, prepare: save("{{nobots}}\n\(PublishSetting.human)")),
    Case(name: "bots", status: 77, prepare: save("{{bots|deny=KPIBot}}\n\(PublishSetting.human)")),
    Case(name: "shutoff", status: 77) {
      try $0.writeReport(more: "shutoff: {wiki: local, page: Stop}")
      try await $0.wiki.save("Stop", "Please stop.")
    },
    Case(name: "protected", status: 77) {
      try await $0.wiki.save(PublishSetting.page, PublishSetting.human)
      try await $0.wiki.protect(PublishSetting.page)
    },
    Case(name: "blocked", status: 77) { try await $0.wiki.block("KPIBot") },
    Case(name: "blocked from the page", status: 77) {
      try await $0.wiki.save(PublishSetting.page, PublishSetting.human)
      try await $0.wiki.block("KPIBot", from: PublishSetting.page)
    },
    Case(
      name: "a protected namespace", status: 77,
      options: .init(settings: "$wgNamespaceProtection[NS_PROJECT] = [ 'editinterface' ];")
    ) { try $0.writeReport(page: "Project:KPIs") },
    Case(name: "messages", status: 77) { try $0.writeReport(page: "MediaWiki:KPIs") },
    Case(name: "no bot flag", status: 77, options: .init(settings: "$wgGroupPermissions['bot']['bot'] = false;")) { _ in
    },
    Case(name: "no right to edit", status: 77, options: .init(settings: "$wgRevokePermissions['bot']['edit'] = true;"))
    {
      _ in
    },
    Case(
      name: "no right to make pages", status: 77,
      options: .init(settings: "$wgRevokePermissions['bot']['createpage'] = true;")
    ) { _ in },
    Case(
      name: "a captcha", status: 77,
      options: .init(
        extensions: ["ConfirmEdit"],
        settings: "$wgCaptchaTriggers['edit'] = true; $wgRevokePermissions['bot']['skipcaptcha'] = true;")
    ) { _ in },
    Case(
      name: "a private wiki", status: 77, options: .init(settings: "$wgGroupPermissions['*']['read'] = false;"),
      prepare: credentials("KPIBOT_USERNAME=KPIBot@kpi\nKPIBOT_PASSWORD=wrong\n")),
    Case(
      name: "a wrong password", status: 77, prepare: credentials("KPIBOT_USERNAME=KPIBot@kpi\nKPIBOT_PASSWORD=wrong\n")),
    Case(name: "no credentials", status: 78, prepare: credentials("")),
    Case(name: "credentials that others read", status: 78, prepare: credentials("KPIBOT_USERNAME=x\n", mode: 0o644)),
    Case(name: "deleted", status: 77) {
      try await $0.wiki.save(PublishSetting.page, PublishSetting.human)
      try await $0.wiki.delete(PublishSetting.page)
    },
    Case(name: "moved away", status: 77) {
      try await $0.wiki.save(PublishSetting.page, PublishSetting.human)
      try await $0.wiki.move(PublishSetting.page, to: "Elsewhere", leavesRedirect: false)
    },
    Case(name: "a redirect", status: 78, prepare: save("#REDIRECT [[Elsewhere]]")),
    Case(name: "no markers", status: 78, prepare: save("Only our words.")),
    Case(
      name: "markers twice", status: 78,
      prepare: save(PublishSetting.human + "\n<!-- kpibot:begin mine -->\n<!-- kpibot:end mine -->")),
    Case(name: "no wikitext", status: 78) { try $0.writeReport(page: "User:KPIBot/KPIs.css") },
    Case(name: "no title", status: 78) {
      try $0.writeReport(page: "Project talk:" + String(repeating: "x", count: 256))
    },
    Case(name: "a special page", status: 78) { try $0.writeReport(page: "Special:Version") },
    Case(
      name: "too long", status: 78, options: .init(settings: "$wgMaxArticleSize = 8;"),
      prepare: save(PublishSetting.human + String(repeating: "Our words. ", count: 600))),
    Case(name: "a missing feedback page", status: 65) { try $0.writeReport(feedback: "No such page") },
    Case(name: "a feedback page that was deleted and made anew", status: 65) {
      try await $0.wiki.delete("Feedback")
      try await $0.wiki.importHistories([PageHistory("Feedback", [.init("2026-10-31T10:00:00Z", .account("Reader 1"))])]
      )
    },
    Case(name: "other values", status: 65) {
      try await publishOnce($0)
      try $0.writeReport(more: "people: {staff: {names: [\"Reader 1\", \"Reader 2\", \"Reader 3\"]}}")
    },
    Case(name: "a product that vanishes", status: 65) {
      try await publishOnce($0)
      try $0.writeReport(product: "Renamed")
    },
    Case(name: "a clock that runs backwards", status: 65, asOf: "2026-07-05T00:00:00Z") {
      try await publishOnce($0)
    },
    Case(
      name: "a page that shrinks", status: 65,
      prepare: save(
        "<!-- kpibot:begin mine -->\n\(String(repeating: "Long. ", count: 9_000))\n<!-- kpibot:end mine -->")),
    Case(name: "another run", status: 75, arguments: ["--patience", "1s"]) { setting in
      let descriptor = open("\(setting.folder.path)/facts.sqlite.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      try #require(flock(descriptor, LOCK_EX) == 0)
    },
    Case(name: "a damaged store", status: 74) {
      try $0.folder.write(String(repeating: "no database ", count: 1_000), to: "facts.sqlite")
    },
    Case(name: "no wiki", status: 69, arguments: ["--patience", "1s"]) { $0.wiki.stop() },
    Case(name: "a mistake in the report", status: 78) { try $0.writeReport(more: "show: 0") },
    Case(name: "a blacklisted title", status: 77, options: .init(extensions: ["TitleBlacklist"])) {
      try await $0.wiki.save("MediaWiki:Titleblacklist", "Team.*")
    },
    Case(name: "a link on a guarded page", status: 77) {
      try $0.writeReport(more: "see_also: [{wiki: local, page: Guarded}]")
      try await $0.wiki.save("Guarded", "{{nobots}}")
    },
    Case(name: "a chart that the wiki can't have", status: 78) {
      try $0.writeReport(more: "charts: {wiki: local, page: Our KPIs}")
    },
  ]

  @Test("are the same, in code and sentence, for whatever keeps a report from being published", arguments: refusals)
  func refused(item: Case) async throws {
    let setting = try await PublishSetting(item.options)
    defer { setting.wiki.stop() }
    try await item.prepare(setting)
    func run(_ command: String...) async throws -> Kpibot.Result {
      try await Kpibot.run(
        command + item.arguments + ["mine", "--store", "facts.sqlite", "--as-of", item.asOf], in: setting.folder.path)
    }
    let check = try await run("check", "--format", "json")
    let rehearsal = try await run("publish", "--dry-run")
    let publish = try await run("publish")
    #expect(check.status == item.status, "\(check)")
    #expect(rehearsal.status == item.status, "\(rehearsal)")
    #expect(publish.status == item.status, "\(publish)")
    let list = try JSONDecoder().decode(List.self, from: Data(check.output.utf8))
    let stops = list.findings.filter { $0.state == "stop" }
    let said = Self.flat(publish.errors)
    #expect(stops.contains { said.contains(Self.flat($0.problem ?? "no problem")) }, "\(stops): \(said)")
  }

  private struct List: Decodable {
    struct Finding: Decodable {
      let state: String
      let problem: String?
    }
    let findings: [Finding]
  }

  /// The text without its line breaks.
  private static func flat(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
