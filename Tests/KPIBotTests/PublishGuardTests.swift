import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("What keeps the bot from saving, on a real wiki", .bounded)
struct PublishGuardTests {
  @Test("wishes of others: templates and the shutoff page end with 77, and nothing is saved")
  func stops() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try setting.writeReport(more: "shutoff: {wiki: local, page: \"User:KPIBot/Shutoff\"}")
    for template in ["{{nobots}}", "{{bots|deny=OtherBot,KPIBot}}"] {
      try await setting.wiki.save(PublishSetting.page, "\(template)\n\(PublishSetting.human)")
      let result = try await setting.run("publish", "--format", "json")
      #expect(result.status == 77)
      #expect(result.output.contains("keeps the bot away with \(template)"), "\(result)")
    }
    try await setting.wiki.save(PublishSetting.page, PublishSetting.human)
    try await setting.wiki.save("User:KPIBot/Shutoff", "Stop, please. ~~~~")
    let result = try await setting.run("publish", "--dry-run", "--format", "json")
    #expect(result.status == 77)
    #expect(result.output.contains("the bot is stopped by the text on User:KPIBot/Shutoff"), "\(result)")
    #expect(
      try await setting.run("check").output.contains(
        "stop  nobody stops the bot on User:KPIBot/Shutoff: the bot is stopped by"))
    try await setting.wiki.save("User:KPIBot/Shutoff", " \n")
    #expect(try await setting.edits().isEmpty)
    #expect(try await setting.run("publish").status == 0)
    #expect(try await setting.edits().count == 1)

    // Also when there is nothing to save.
    try await setting.wiki.save("User:KPIBot/Shutoff", "Stop")
    #expect(try await setting.run("publish").status == 77)
  }

  @Test("an account without the bot right ends with 77 and says who can give it")
  func unflagged() async throws {
    let setting = try await PublishSetting(isFlagged: false)
    defer { setting.wiki.stop() }
    let result = try await setting.run("publish", "--format", "json")
    #expect(result.status == 77)
    #expect(result.output.contains("has no bot right on local"), "\(result)")
    #expect(try await setting.wiki.text(of: PublishSetting.page) == nil)
  }

  @Test("a page that is no wikitext ends with 78")
  func contentModel() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try setting.writeReport(page: "MediaWiki:Common.css")
    let result = try await setting.run("publish", "--format", "json")
    #expect(result.status == 78)
    #expect(result.output.contains("holds css, not wikitext"), "\(result)")
  }

  @Test("past values that change by more than half, and a product that vanishes, need --force")
  func implausible() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    #expect(try await setting.run("publish").status == 0)

    try setting.writeReport(more: "people: {staff: {names: [\"Reader 1\", \"Reader 2\", \"Reader 3\"]}}")
    let changed = try await setting.run("publish", "--format", "json")
    #expect(changed.status == 65, "\(changed)")
    #expect(changed.output.contains("Edits in September 2026: 14 would become 5"), "\(changed)")

    try setting.writeReport(product: "Renamed")
    let vanished = try await setting.run("publish", "--format", "json")
    #expect(vanished.status == 65)
    #expect(vanished.output.contains("the product \\\"A | B\\\" would vanish"), "\(vanished)")
    #expect(try await setting.run("check").status == 65)
    #expect(try await setting.edits().count == 1)

    #expect(try await setting.run("publish", "--force").status == 0)
    #expect(try await setting.edits().count == 2)
    #expect(try await setting.run("publish").output.contains("unchanged"))
    // What was forced once is told now, and the next run needs no force.
    try await setting.wiki.save(PublishSetting.page, PublishSetting.human)
    let later = try await setting.run("publish")
    #expect(later.status == 0 && later.output.contains("published"), "\(later)")
  }

  @Test("a page that is gone is not made again, and none takes the place of a later one, without --force")
  func gone() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    #expect(try await setting.run("publish").status == 0)
    for asOf in ["2026-07-05T00:00:00Z", "1970-01-02T00:00:00Z"] {
      for arguments in [["publish", "--if-due"], ["publish"]] {
        let result = try await Kpibot.run(
          arguments + ["mine", "--store", "facts.sqlite", "--as-of", asOf], in: setting.folder.path)
        #expect(
          result.status == 65 && result.errors.contains("is this machine's clock right? Nothing was saved"), "\(result)"
        )
      }
    }
    // Somebody who asks for an earlier period means it.
    #expect(try await setting.run("publish", "--period", "2026-09", "--dry-run").status == 0)

    try await setting.wiki.delete(PublishSetting.page)
    for arguments in [["publish", "--if-due"], ["publish", "--dry-run"], ["publish"]] {
      let result = try await Kpibot.run(
        arguments + ["mine", "--store", "facts.sqlite", "--as-of", "2026-11-05T00:00:00Z"], in: setting.folder.path)
      #expect(result.status == 77 && result.errors.contains(#/was deleted by Admin on .*with --force/#), "\(result)")
    }
    #expect(try await setting.wiki.text(of: PublishSetting.page) == nil)
    #expect(try await setting.run("publish", "--force").status == 0)
    #expect(try await setting.wiki.text(of: PublishSetting.page) != nil)
  }

  @Test("a region that would shrink below half needs --force")
  func shrinking() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    let long = String(repeating: "An old report, much longer than the new one. ", count: 2_000)
    try await setting.wiki.save(
      PublishSetting.page, "<!-- kpibot:begin mine -->\n\(long)\n<!-- kpibot:end mine -->\n")
    let result = try await setting.run("publish", "--format", "json")
    #expect(result.status == 65)
    #expect(result.output.contains("would shrink from"), "\(result)")
    #expect(try await setting.run("publish", "--force").status == 0)
  }

  @Test("two runs at once make one edit, and one that can't wait ends with 75")
  func atOnce() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    async let first = setting.run("publish", "--format", "json")
    async let second = setting.run("publish", "--format", "json")
    let results = try await [first, second]
    #expect(results.map(\.status) == [0, 0], "\(results)")
    #expect(results.count { $0.output.contains("\"published\"") } == 1)
    #expect(results.count { $0.output.contains("\"unchanged\"") } == 1)
    #expect(try await setting.edits().count == 1)

    let descriptor = open("\(setting.folder.path)/facts.sqlite.lock", O_RDWR | O_CLOEXEC)
    #expect(flock(descriptor, LOCK_EX) == 0)
    let third = try await setting.run("publish", "--patience", "1s", "--format", "json")
    #expect(third.status == 75, "\(third)")
    close(descriptor)
    #expect(try await setting.run("publish").status == 0)
  }

  @Test("links to the report from other pages once, under the same guards")
  func seeAlso() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try setting.writeReport(more: "see_also: [{wiki: local, page: Community team}, {wiki: local, page: Guarded}]")
    try await setting.wiki.save("Community team", "Who we are.\n\n[[Category:Teams]]")
    try await setting.wiki.save("Guarded", "{{nobots}}\n== See also ==\n")
    for _ in 1...2 {
      let result = try await setting.run("publish", "--format", "json")
      #expect(result.status == 77 && result.errors.contains("Guarded keeps the bot away"), "\(result)")
      #expect(result.output.contains("published") || result.output.contains("unchanged"))
    }
    #expect(
      try await setting.wiki.text(of: "Community team")
        == "Who we are.\n\n\n== See also ==\n* [[Team/KPIs]]\n[[Category:Teams]]")
    #expect(try await setting.wiki.history(of: "Community team").count == 2)
    #expect(try await setting.wiki.history(of: "Guarded").count == 1)
  }

  @Test("says of each other page that it got the link, or would, and of each why it did not")
  func toldLinks() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    let pages = ["First", "Old", "Nowhere", "Spoilt", "Second"].map { "{wiki: local, page: \($0)}" }
    try setting.writeReport(more: "see_also: [\(pages.joined(separator: ", "))]")
    let texts = ["First": "Words.", "Old": "#REDIRECT [[First]]", "Spoilt": "Words <!-- open", "Second": "Words."]
    for (page, text) in texts { try await setting.wiki.save(page, text) }
    let problems = ["Old is a redirect to First", "Nowhere does not exist", "begins with \"<!-- open\""]

    let rehearsal = try await setting.run("publish", "--dry-run")
    #expect(rehearsal.status == 0, "\(rehearsal)")
    for page in ["First", "Second"] { #expect(rehearsal.output.contains("dry-run \(page) "), "\(rehearsal)") }
    for problem in problems { #expect(rehearsal.errors.contains(problem), "\(problem): \(rehearsal)") }
    #expect(try await setting.wiki.text(of: "First") == "Words.")

    let check = try await setting.run("check")
    #expect(check.status == 0, "\(check)")
    for problem in problems { #expect(check.output.contains(problem), "\(problem): \(check)") }

    let result = try await setting.run("publish")
    #expect(result.status == 0, "\(result)")
    for page in ["First", "Second"] {
      #expect(result.output.contains("published \(page) "), "\(result)")
      #expect(try await setting.wiki.text(of: page) == "Words.\n\n== See also ==\n* [[Team/KPIs]]")
    }
    #expect(result.errors.contains(#/notice .*: put the link on Second on local: revision [0-9]+\n/#), "\(result)")
    for problem in problems { #expect(result.errors.contains(problem), "\(problem): \(result)") }

    let again = try await setting.run("publish", "--format", "json")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(again.output.utf8)) as? [String: Any])
    #expect(object["result"] as? String == "unchanged" && object["page"] as? String == PublishSetting.page)
    for (page, text) in texts where !["First", "Second"].contains(page) {
      #expect(try await setting.wiki.text(of: page) == text)
    }
    #expect(try await setting.wiki.history(of: "First").count == 2)
  }
}
