import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("Notes with links, on a real wiki", .bounded)
struct NoteCommandTests {
  private static let notes = """
    notes:
      - {kpi: edits, period: 2026-10, text: "Paused, see [[Team/Plan|the plan]], {{phab|T1}} and {{evil}}"}
    note_templates: [Phab]
    breaks: [{period: 2026-09, text: "[https://x.example/a?b=1&c=2 The mail] says | why"}]
    """

  @Test("show links and the declared template on the page, and words everywhere else")
  func everywhere() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try await setting.wiki.save("Template:Phab", "<b>task {{{1}}}</b>")
    try await setting.wiki.save("Template:Evil", "evil")
    try await setting.wiki.save("Team/Plan", "ours")
    try setting.writeReport(more: Self.notes)
    #expect(try await setting.run("publish").status == 0)
    #expect(try await setting.run("publish").output.contains("unchanged"))
    let text = try #require(try await setting.wiki.text(of: PublishSetting.page))
    #expect(
      text.contains(
        "October 2026: Paused, see [[:Team/Plan|the plan]], {{phab|1=T1}} and &#123;&#123;evil&#125;&#125;"), "\(text)")
    #expect(text.contains("[https://x.example/a?b=1&c=2 The mail] says &#124; why"), "\(text)")

    let words = "Paused, see the plan, T1 and {{evil}}"
    let json = try await setting.run("preview", "--format", "json").output
    #expect(json.contains("\"note\" : \"\(words)\"") && json.contains("The mail (https:"), "\(json)")
    let table = try await setting.run("preview", "--width", "200").output
    #expect(table.contains(words) && table.contains("The mail (https://x.example/a?b=1&c=2) says | why"), "\(table)")
    let html = try await setting.run("preview", "--format", "html").output
    #expect(html.contains("<b>task T1</b>") && !html.contains(" evil<"), "\(html)")
    setting.wiki.stop()
    let approximate = try await setting.run("preview", "--offline", "--format", "html").output
    #expect(approximate.contains(">the plan</a>, T1 and &#123;&#123;evil&#125;&#125;"), "\(approximate)")
    #expect(approximate.contains("href=\"https://x.example/a?b=1&amp;c=2\""), "\(approximate)")
  }

  @Test("may call no template that is more than one, and say so with the line")
  func declared() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      PublishSetting.report(
        api: "https://meta.wikimedia.org/w/api.php", more: "note_templates: [phab, \"Template:Phab\", nobots]"),
      to: "mine/report.yaml")
    let result = try await Kpibot.run(["preview", "mine"], in: folder.path)
    #expect(result.status == 78, "\(result)")
    for name in ["Template:Phab", "nobots"] {
      #expect(result.errors.contains("notes can't call \"\(name)\""), "\(result)")
    }
    #expect(result.errors.contains("report.yaml:7:") && !result.errors.contains("\"phab\""), "\(result)")
  }
}
