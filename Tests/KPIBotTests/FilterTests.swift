import Foundation
import LocalWiki
import TestTraits
import Testing

/// What extensions keep from being saved, by the real ones.
@Suite("Filters of a wiki", .bounded)
struct FilterTests {
  private static func expectRefusal(
    _ setting: PublishSetting, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    var sentences: [String] = []
    for arguments in [["check"], ["publish", "--dry-run"], ["publish"]] {
      let result = try await Kpibot.run(
        arguments + ["mine", "--store", "facts.sqlite", "--as-of", "2026-11-05T00:00:00Z"], in: setting.folder.path)
      #expect(result.status == 77, "\(result)", sourceLocation: sourceLocation)
      sentences.append(result.output + result.errors)
    }
    for word in words {
      #expect(sentences.allSatisfy { $0.contains(word) }, "\(word): \(sentences)", sourceLocation: sourceLocation)
    }
    #expect(try await setting.edits().isEmpty, sourceLocation: sourceLocation)
  }

  @Test("a link that the wiki takes for spam is found by check, in the very text that publish would save")
  func spam() async throws {
    let setting = try await PublishSetting(
      LocalWiki.Options(
        extensions: ["SpamBlacklist"], settings: "$wgBlacklistSettings['spam']['files'] = [];"))
    defer { setting.wiki.stop() }
    try await setting.wiki.save("MediaWiki:Spam-blacklist", "\\bspam\\.example\\b\n")
    try await setting.wiki.save(
      PublishSetting.page, PublishSetting.human + "\n[https://good.example/a|b x] [https://other.example y]")
    func note(_ address: String) throws {
      try setting.writeReport(
        more: "notes: [{kpi: edits, period: 2026-10, text: \"See [https://\(address)/a?b=1 it]\"}]")
    }
    try note("www.spam.example")
    try await Self.expectRefusal(
      setting,
      ["saving 'Team/KPIs' on local: the wiki takes a link in the text for spam (spamblacklist: ", "spam.example"])
    // Whoever may override it is not kept from it, and other links are taken.
    try note("ham.example")
    let check = try await setting.run("check")
    #expect(check.status == 0, "\(check)")
    #expect(try await setting.run("publish").status == 0)
    #expect(try await setting.edits().count == 1)
  }

  @Test("a link that stands on the page already keeps nothing from being saved")
  func oldLink() async throws {
    let setting = try await PublishSetting(
      LocalWiki.Options(
        extensions: ["SpamBlacklist"], settings: "$wgBlacklistSettings['spam']['files'] = [];"))
    defer { setting.wiki.stop() }
    try await setting.wiki.save(PublishSetting.page, PublishSetting.human + "\n[https://spam.example/a people's]")
    try await setting.wiki.save("MediaWiki:Spam-blacklist", "\\bspam\\.example\\b\n")
    let check = try await setting.run("check")
    #expect(check.status == 0, "\(check)")
    #expect(try await setting.run("publish").status == 0)
  }
}
