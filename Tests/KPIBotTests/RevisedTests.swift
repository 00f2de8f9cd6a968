import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("Values that come out differently, on a real wiki", .bounded)
struct RevisedTests {
  private static let blocks = "blocks: [cohorts, robustness]"

  @Test("are shown with what readers were told, and the next run finds nothing to change")
  func revised() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try setting.writeReport(more: Self.blocks)
    #expect(try await setting.run("publish").status == 0)
    #expect(try await setting.run("publish").output.contains("unchanged"))
    #expect(try await setting.wiki.text(of: PublishSetting.page)?.contains("Revised") == false)

    // Somebody is found to be staff: 14 edits in September become 11.
    try setting.writeReport(more: "people: {staff: {names: [\"Reader 1\"]}}\n\(Self.blocks)")
    let preview = try await setting.run("preview")
    #expect(preview.output.contains("Revised: first published as 14, now 11."), "\(preview.output)")
    let changed = try await setting.run("publish", "--format", "json")
    #expect(changed.output.contains("\"published\""), "\(changed)")
    let text = try #require(try await setting.wiki.text(of: PublishSetting.page))
    #expect(text.contains("Revised: first published as 14, now 11."))
    // A day later the same is true, and told: nothing is new.
    let again = try await setting.run("publish", "--format", "json", asOf: "2026-11-06T00:00:00Z")
    #expect(again.output.contains("\"unchanged\""), "\(again)")
    #expect(try await setting.edits().count == 2)

    // When the correction is taken back, the page says what it said at first.
    try setting.writeReport(more: Self.blocks)
    #expect(try await setting.run("publish").status == 0)
    #expect(try await setting.wiki.text(of: PublishSetting.page)?.contains("Revised") == false)
    #expect(try await setting.run("publish").output.contains("unchanged"))
  }

  @Test("are explained by one note for each cause, however many values it makes unknown")
  func cause() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    #expect(try await setting.run("publish").status == 0)
    try setting.writeReport(feedback: "Feedbak")
    for format in ["table", "wikitext"] {
      let preview = try await setting.run("preview", "--format", format)
      let notes = preview.output.ranges(of: "Unknown, not zero: Feedbak").count
      #expect(notes == 1, "\(preview.output)")
      #expect(preview.output.ranges(of: "Numbers were published before.").count == 1, "\(preview.output)")
      #expect(!preview.output.contains("Revised: first published"), "\(preview.output)")
    }
  }

  @Test("are not subtracted across a break, which stands at its cell")
  func breaks() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try setting.writeReport(more: "breaks: [{period: 2026-10, text: \"New <b>accounts</b> {{came}} | in\"}]")
    #expect(try await setting.run("publish").status == 0)
    let text = try #require(try await setting.wiki.text(of: PublishSetting.page))
    #expect(text.contains("Since October 2026: New &lt;b&gt;accounts"))
    #expect(!text.contains("{{came}}") && !text.contains("than in September"))
    #expect(text.contains("border-left: 3px double"))
    #expect(try await setting.run("publish").output.contains("unchanged"))
  }
}
