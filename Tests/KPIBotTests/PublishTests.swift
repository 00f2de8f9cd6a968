import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("Publishing on a real wiki", .bounded)
struct PublishTests {
  @Test("puts the report between the markers, keeps the humans' words, and edits once")
  func publishes() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try await setting.wiki.save(PublishSetting.page, PublishSetting.human)
    let before = try #require(try await setting.wiki.text(of: PublishSetting.page))

    let preview = try await setting.run("preview")
    #expect(preview.status == 0, "\(preview.errors)")
    #expect(preview.output.contains("lines would change"))
    #expect(try await setting.edits().isEmpty)
    let rehearsal = try await setting.run("publish", "--dry-run", "--format", "json")
    #expect(rehearsal.output.contains("\"dry-run\""), "\(rehearsal)")
    #expect(try await setting.edits().isEmpty)

    let first = try await setting.run("publish", "--format", "json")
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.contains("\"published\""))
    let text = try #require(try await setting.wiki.text(of: PublishSetting.page))
    let halves = before.components(separatedBy: "<!-- kpibot:begin mine -->\n")
    #expect(text.hasPrefix(halves[0] + "<!-- kpibot:begin mine -->\n"))
    #expect(text.hasSuffix(halves[1]))
    let edit = try #require(try await setting.edits().last)
    #expect(edit.comment.hasPrefix("Bot: October 2026: "))

    // A day later nothing has changed but the time.
    let second = try await setting.run("publish", "--format", "json", asOf: "2026-11-06T00:00:00Z")
    #expect(second.output.contains("\"unchanged\""), "\(second)")
    #expect(try await setting.edits().count == 1)
    let preview2 = try await setting.run("preview", "--format", "diff", asOf: "2026-11-06T00:00:00Z")
    #expect(preview2.output == "")
  }

  @Test("makes a page that does not exist, with the markers")
  func creates() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    #expect(try await setting.run("publish").status == 0)
    let text = try #require(try await setting.wiki.text(of: PublishSetting.page))
    #expect(text.hasPrefix("\(PublishSetting.begin)\n") && text.hasSuffix("<!-- kpibot:end mine -->"))
    #expect(try await setting.run("publish").output.contains("unchanged"))
  }

  @Test("refuses a page without markers, and says which two lines to paste")
  func withoutMarkers() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try await setting.wiki.save(PublishSetting.page, "Only our words.")
    let result = try await setting.run("publish", "--format", "json")
    #expect(result.status == 78)
    #expect(result.output.contains("\"refused\""))
    #expect(result.errors.contains("\(PublishSetting.begin)\n<!-- kpibot:end mine -->"))
    #expect(try await setting.wiki.text(of: PublishSetting.page) == "Only our words.")
  }

  @Test("refuses a marker that is nearly right, and names its line and how it must read, as check does")
  func spoiledMarker() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    let page = "Our words.\n\n<!--kpibot:begin mine-->\n\n<!-- kpibot:end mine -->"
    try await setting.wiki.save(PublishSetting.page, page)
    for command in ["check", "publish"] {
      let result = try await setting.run(command)
      #expect(result.status == 78, "\(result)")
      let words = result.output + result.errors
      #expect(words.contains("line 3 of the page can't be taken for a marker"), "\(result)")
      #expect(words.contains("\(PublishSetting.begin)"), "\(result)")
      #expect(!words.contains("two lines"), "\(result)")
    }
    #expect(try await setting.wiki.text(of: PublishSetting.page) == page)
  }

  @Test(
    "ends with 77 where the wiki does not let it, and saves nothing", arguments: ["protected", "blocked", "filtered"])
  func refused(by what: String) async throws {
    let setting = try await PublishSetting(LocalWiki.Options(extensions: what == "filtered" ? ["AbuseFilter"] : []))
    defer { setting.wiki.stop() }
    try await setting.wiki.save(PublishSetting.page, PublishSetting.human)
    switch what {
    case "protected": try await setting.wiki.protect(PublishSetting.page)
    case "blocked": try await setting.wiki.block("KPIBot")
    default: try await setting.wiki.disallow(textWith: "Scorecard")
    }
    let before = try await setting.wiki.text(of: PublishSetting.page)
    let result = try await setting.run("publish", "--format", "json")
    #expect(result.status == 77, "\(result)")
    #expect(result.output.contains("\"refused\""))
    #expect(try await setting.wiki.text(of: PublishSetting.page) == before)
  }

  @Test("ends with 77 at once when the password is wrong, and never shows it")
  func wrongPassword() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try setting.folder.write(
      "KPIBOT_USERNAME=\(setting.bot.username)\nKPIBOT_PASSWORD=wrong-secret-0123456789abcdef01\n", to: "wrong",
      mode: 0o600)
    let result = try await setting.run("publish", "--credentials", "wrong", "--verbose")
    #expect(result.status == 77, "\(result)")
    #expect(result.errors.components(separatedBy: "action=login").count == 2, "\(result.errors)")
    #expect(!result.errors.contains("prop=info"), "\(result.errors)")
    #expect(!(result.output + result.errors).contains("wrong-secret"))
    #expect(try await setting.edits().isEmpty)
  }

  @Test("refuses with 65 while a value is unknown, unless it is told to show it as such")
  func unknown() async throws {
    let setting = try await PublishSetting(feedback: "No such page")
    defer { setting.wiki.stop() }
    let result = try await setting.run("publish", "--format", "json")
    #expect(result.status == 65, "\(result)")
    #expect(result.output.contains("\"refused\""))
    #expect(try await setting.wiki.text(of: PublishSetting.page) == nil)
    let partial = try await setting.run("publish", "--allow-partial", "--format", "json")
    #expect(partial.status == 0, "\(partial)")
    #expect(partial.output.contains("values unknown"))
    #expect(try await setting.wiki.text(of: PublishSetting.page)?.contains("Unknown, not zero") == true)
  }

  @Test("ends with 69 when no wiki answers, and offline with the facts in hand")
  func unreachable() async throws {
    let setting = try await PublishSetting()
    #expect(try await setting.run("collect").status == 0)
    setting.wiki.stop()
    let result = try await setting.run("preview")
    #expect(result.status == 69, "\(result)")
    let offline = try await setting.run("preview", "--offline", "--format", "json")
    #expect(offline.status == 0)
    #expect(offline.output.contains("\"complete\""))
  }

  @Test("leaves a store that the next run completes, at whatever moment it is killed")
  func killed() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([
      PageHistory(
        "Feedback",
        (0..<3_000).map { place in
          .init("2026-08-\(place % 20 + 10)T0\(place % 10):00:00Z", .account("Visitor \(place % 90)"))
        })
    ])
    var kills = 0
    for milliseconds in stride(from: 10, through: 200, by: 10) {
      let result = try await Kpibot.run(
        ["collect", "mine", "--store", "killed.sqlite", "--as-of", "2026-11-05T00:00:00Z"], in: setting.folder.path,
        killedAfter: .milliseconds(milliseconds))
      kills += result.status == 128 + SIGKILL || result.status == SIGKILL ? 1 : 0
    }
    #expect(kills > 0)
    let after = try await Kpibot.run(
      ["preview", "mine", "--store", "killed.sqlite", "--as-of", "2026-11-05T00:00:00Z", "--format", "json"],
      in: setting.folder.path)
    #expect(after.status == 0, "\(after.errors)")
    #expect(after.output == (try await setting.run("preview", "--format", "json")).output)
  }
}
