import Foundation
import LocalWiki
import TestTraits
import Testing

/// How long a title may be depends on its namespace, which only the wiki can tell.
@Suite("Long titles, on a real wiki", .bounded)
struct LongTitleTests {
  /// A title of so many bytes without its namespace.
  private static func title(_ namespace: String, _ bytes: Int) -> String {
    namespace + String(repeating: "ж", count: bytes / 2) + String(repeating: "K", count: bytes % 2)
  }

  @Test(
    "are as long as the wiki takes them, whatever the namespace's name",
    arguments: ["", "Project talk:", "User talk:"])
  func longest(namespace: String) async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    let (page, feedback) = (Self.title(namespace, 255), Self.title("Talk:", 255))
    try await setting.wiki.importHistories([
      PageHistory(feedback, [.init("2026-10-10T00:00:00Z", .account("Ann"))]),
      PageHistory(feedback.dropLast(2) + "а", [.init("2026-10-11T00:00:00Z", .account("Ann"))]),
    ])
    let archives = Self.title("Talk:", 252)
    try setting.writeReport(feedback: "\"\(feedback)\", archives: \"\(archives)*\"", page: page, kpis: "[edits]")
    let check = try await setting.run("check")
    #expect(check.status == 0, "\(check)")
    let result = try await setting.run("publish")
    #expect(result.status == 0, "\(result)")
    #expect(try await setting.wiki.text(of: page)?.contains("October") == true)
    let preview = try await setting.run("preview", "--format", "json")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(preview.output.utf8)) as? [String: Any])
    let values = try #require(json["measurements"] as? [[String: Any]])
    #expect(values.contains { $0["period"] as? String == "2026-10" && $0["value"] as? Int == 2 }, "\(values)")
  }

  @Test("are refused by the wiki where they are longer, by check as by publish")
  func tooLong() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try setting.writeReport(page: Self.title("Project talk:", 256))
    for arguments in [["check"], ["publish"], ["publish", "--dry-run"]] {
      let result = try await Kpibot.run(
        arguments + ["mine", "--store", "facts.sqlite", "--as-of", "2026-11-05T00:00:00Z"], in: setting.folder.path)
      #expect(result.status == 78, "\(result)")
      #expect((result.output + result.errors).contains("no page can have this title"), "\(result)")
    }
  }

  @Test("make the values that need them unknown, with the reason, where the wiki can't have them")
  func tooLongToRead() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    for pages in [
      Self.title("Talk:", 256), "Feedback, archives: \"\(Self.title("Talk:", 256))*\"",
    ] {
      try setting.writeReport(feedback: pages, kpis: "[edits]")
      let check = try await setting.run("check")
      #expect(check.status == 65, "\(check)")
      #expect(check.output.contains("can't be a page on local"), "\(check)")
      #expect(check.output.contains("correct each title in report.yaml"), "\(check)")
      #expect(try await setting.run("publish").status == 65)
    }
    // Archives are looked for in pairs: one that can't be keeps nobody from those of another page.
    try await setting.wiki.importHistories(
      ["Talk:B", "Talk:B/Archive 1"].map { PageHistory($0, [.init("2026-10-10T00:00:00Z", .account("Ann"))]) })
    let report = PublishSetting.report(
      feedback: "Feedback, archives: \"\(Self.title("Talk:", 256))*\"", api: setting.wiki.api, kpis: "[edits]")
    let other = "  - {name: B, feedback: [{wiki: local, page: \"Talk:B\", archives: \"Talk:B/Archive *\"}]}\n"
    try setting.folder.write(report.replacing("kpis:", with: other + "kpis:"), to: "mine/report.yaml")
    for _ in 1...2 {
      let preview = try await setting.run("preview", "--format", "json")
      let json = try #require(try JSONSerialization.jsonObject(with: Data(preview.output.utf8)) as? [String: Any])
      let values = try #require(json["measurements"] as? [[String: Any]]).filter {
        $0["period"] as? String == "2026-10"
      }
      #expect(values.first { $0["product"] as? String == "B" }?["value"] as? Int == 2, "\(values)")
      #expect(values.first { $0["product"] as? String == "A | B" }?["status"] as? String == "unknown", "\(values)")
    }
  }
}
