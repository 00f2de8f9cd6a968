import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("A page that people moved, deleted or changed, on a real wiki", .bounded)
struct RemovedPageTests {
  @Test("a page that somebody deleted is not made again, whatever the store remembers", arguments: [false, true])
  func deleted(isMoved: Bool) async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try await setting.wiki.save(PublishSetting.page, "Words of people.")
    if isMoved {
      try await setting.wiki.move(PublishSetting.page, to: "Elsewhere", leavesRedirect: false)
    } else {
      try await setting.wiki.delete(PublishSetting.page)
    }
    let words = isMoved ? "Team/KPIs was moved to Elsewhere by Admin on" : "Team/KPIs was deleted by Admin on"
    for arguments in [["check"], ["publish", "--dry-run"], ["publish", "--if-due"], ["publish"]] {
      let result = try await Kpibot.run(
        arguments + ["mine", "--store", "facts.sqlite", "--as-of", "2026-11-05T00:00:00Z"], in: setting.folder.path)
      #expect(result.status == 77, "\(arguments): \(result)")
      #expect((result.output + result.errors).contains(words), "\(arguments): \(result)")
    }
    #expect(try await setting.edits().isEmpty)
    #expect(try await setting.run("publish", "--force").status == 0)
    #expect(try await setting.edits().count == 1)
  }

  @Test("follows a redirect to a page with the report's markers, and says what to change")
  func moved() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try await setting.wiki.save(PublishSetting.page, PublishSetting.human)
    try await setting.wiki.move(PublishSetting.page, to: "Team/Numbers")
    let check = try await setting.run("check")
    #expect(
      check.status == 0 && check.output.contains("name Team/Numbers under \"publish\" in report.yaml"), "\(check)")
    #expect(try await setting.run("preview").output.contains("Team/Numbers"))
    let result = try await setting.run("publish", "--if-due", "--format", "json")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(result.status == 0 && object["result"] as? String == "published", "\(result)")
    #expect(object["page"] as? String == "Team/Numbers")
    #expect((object["reason"] as? String)?.contains("name Team/Numbers under") == true, "\(result)")
    #expect(try await setting.wiki.text(of: "Team/Numbers")?.contains("Scorecard") == true)
    #expect(try await setting.wiki.text(of: PublishSetting.page)?.hasPrefix("#REDIRECT") == true)
    let again = try await setting.run("publish", "--if-due")
    #expect(again.status == 0 && again.output.contains("unchanged"), "\(again)")
  }

  @Test("refuses a redirect to a page without the markers, also where the report stands below it, and names the target")
  func led() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try await setting.wiki.save("Other", "Words of people.")
    let loop = "#REDIRECT [[Team/KPIs]]\n"
    for text in ["#REDIRECT [[Other]]\n\(PublishSetting.human)", "#redirect [[Nowhere at all]]", loop] {
      try await setting.wiki.save(PublishSetting.page, text)
      let target = text == loop ? "Team/KPIs" : text.contains("Other") ? "Other" : "Nowhere at all"
      for arguments in [["check"], ["publish", "--dry-run"], ["publish", "--if-due"], ["publish"]] {
        let result = try await Kpibot.run(
          arguments + ["mine", "--store", "facts.sqlite", "--as-of", "2026-11-05T00:00:00Z"], in: setting.folder.path)
        #expect(result.status == 78, "\(arguments): \(result)")
        #expect(
          (result.output + result.errors).contains("Team/KPIs is a redirect to \(target)"), "\(arguments): \(result)")
      }
    }
    #expect(try await setting.edits().isEmpty)
  }

  @Test("a schedule does not do again what somebody undid, until a person publishes by hand")
  func undone() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try await setting.wiki.save(PublishSetting.page, PublishSetting.human)
    #expect(try await setting.run("publish", "--if-due").status == 0)
    // Undone by hand, with other words changed as well, and looked at from another machine too.
    try await setting.wiki.save(PublishSetting.page, PublishSetting.human + "\nMore of our words.")
    for store in ["facts.sqlite", "facts.sqlite", "fresh.sqlite"] {
      let result = try await Kpibot.run(
        ["publish", "--if-due", "mine", "--store", store, "--as-of", "2026-11-05T00:00:00Z", "--format", "json"],
        in: setting.folder.path)
      #expect(result.status == 77, "\(result)")
      #expect(result.output.contains("Admin undid the bot's last edit of Team/KPIs on"), "\(result)")
    }
    #expect(try await setting.edits().count == 1)
    let check = try await setting.run("check")
    #expect(check.status == 0 && check.output.contains("warn  Team/KPIs on local: Admin undid"), "\(check)")
    #expect(try await setting.run("publish").status == 0)
    #expect(try await setting.edits().count == 2)
    let later = try await setting.run("publish", "--if-due")
    #expect(later.status == 0 && later.output.contains("unchanged"), "\(later)")
  }

  @Test("tells what people changed between the markers before it is replaced: who, when, which values")
  func changed() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try await setting.wiki.save(PublishSetting.page, PublishSetting.human)
    #expect(try await setting.run("publish").status == 0)
    let text = try #require(try await setting.wiki.text(of: PublishSetting.page))
    let cell = try #require(text.firstMatch(of: /'''(\{\{formatnum:[0-9]+\}\})'''/))
    let spoilt = text.replacing(cell.1, with: "{{formatnum:99999}}")
    try await setting.wiki.save(PublishSetting.page, spoilt)
    // An edit elsewhere on the page hides nothing.
    try await setting.wiki.save(PublishSetting.page, spoilt + "\nWords of a reader.", user: "Reader 1")
    let check = try await setting.run("check")
    #expect(check.status == 0 && check.output.contains("Admin changed the bot's part of the page on"), "\(check)")
    let result = try await setting.run("publish", "--if-due", "--format", "json")
    #expect(result.status == 0 && result.output.contains("\"published\""), "\(result)")
    #expect(result.output.contains("Admin changed the bot's part of the page on"), "\(result)")
    #expect(result.output.contains("→ 99999"), "\(result)")
    #expect(result.errors.contains("Admin changed the bot's part of the page on"), "\(result)")
    let edit = try #require(try await setting.edits().last)
    #expect(edit.comment.hasSuffix("(replaced a change by Admin)"), "\(edit.comment)")
    #expect(edit.text.hasSuffix("\nWords of a reader.") && !edit.text.contains("99999"))
    let again = try await setting.run("publish", "--if-due")
    #expect(again.output.contains("unchanged") && !again.errors.contains("changed the bot's part"), "\(again)")
  }

  @Test("says what an earlier period replaces: log, JSON and summary")
  func earlier() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    #expect(try await setting.run("publish").status == 0)
    let result = try await setting.run("publish", "--period", "2026-08", "--format", "json")
    #expect(result.status == 0 && result.output.contains("October 2026 is replaced by August 2026"), "\(result)")
    #expect(result.errors.contains("October 2026 is replaced by August 2026"), "\(result)")
    let edit = try #require(try await setting.edits().last)
    #expect(edit.comment.hasSuffix("(October 2026 is replaced by August 2026)"), "\(edit.comment)")
  }

  @Test("asks on a terminal before an earlier period replaces a later one", arguments: ["", "n\n", "y\n"])
  func asked(answer: String) async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    #expect(try await setting.run("publish").status == 0)
    try setting.folder.write(answer, to: "answers")
    let output = try await Kpibot.runOnTerminal(
      ["publish", "mine", "--store", "facts.sqlite", "--as-of", "2026-11-05T00:00:00Z", "--period", "2026-08"],
      answers: "answers", in: setting.folder.path)
    #expect(output.contains("October 2026 is replaced by August 2026. Go on? [y/N]"), "\(output)")
    #expect(try await setting.edits().count == (answer == "y\n" ? 2 : 1), "\(output)")
  }

  @Test("check and publish refuse a page that the wiki would not take for its length, and say whose text it is")
  func long() async throws {
    let setting = try await PublishSetting(LocalWiki.Options(settings: "$wgMaxArticleSize = 40;"))
    defer { setting.wiki.stop() }
    try await setting.wiki.save(
      PublishSetting.page, PublishSetting.human + String(repeating: "Words of people. ", count: 2_300))
    for arguments in [["check"], ["publish", "--dry-run"], ["publish"]] {
      let result = try await Kpibot.run(
        arguments + ["mine", "--store", "facts.sqlite", "--as-of", "2026-11-05T00:00:00Z"], in: setting.folder.path)
      #expect(result.status == 78, "\(arguments): \(result)")
      let words = (result.output + result.errors)
      #expect(words.contains("and the wiki takes at most 40960"), "\(arguments): \(result)")
      #expect(words.lowercased().contains("move what people wrote"), "\(arguments): \(result)")
      #expect(words.contains("of them the report's and 3"), "\(arguments): \(result)")
      #expect(!words.contains("show fewer periods"), "\(arguments): \(result)")
    }
    #expect(try await setting.edits().isEmpty)
  }
}
