import Testing

@testable import KPIReports
@testable import MediaWiki

@Suite("Redirects")
struct RedirectTests {
  @Test(
    "are told by the wiki or by their text, with where they lead",
    arguments: [
      ("#REDIRECT [[Portal]]", false, "Portal"), ("\n#redirect:[[:Team portal#x|y]]", false, "Team portal"),
      ("#WEITERLEITUNG [[Team_x]]", true, "Team_x"), ("#REDIRECT nowhere", false, nil),
    ])
  func redirects(text: String, isTold: Bool, target: String?) throws {
    let redirect = try #require(Redirect(page(text, isRedirect: isTold)))
    #expect(redirect.target == target)
  }

  @Test("are no pages that only speak of them", arguments: ["Words\n#REDIRECT [[X]]", "# One", ""])
  func others(text: String) { #expect(Redirect(page(text, isRedirect: false)) == nil) }

  @Test("can't have the link, and say which page can")
  func refused() {
    #expect(
      PublishingRefusal.redirect(page: "Old", target: "New").description
        == "Old is a redirect to New, so no link to the report was put there; name New under \"see_also\" in report.yaml"
    )
  }

  private func page(_ text: String, isRedirect: Bool) -> WikiPage {
    let revision = WikiPage.Revision(id: 1, user: nil, timestamp: Instant(seconds: 0), text: text)
    return WikiPage(
      title: "Old", pageID: 1, revision: revision, contentModel: "wikitext", protection: [], isRedirect: isRedirect)
  }
}
