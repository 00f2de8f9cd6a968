import MediaWiki

/// Checks a page that the bot would edit.
struct PageCheck {
  let target: PublishTarget
  /// The report, where the page shows it; nil for a page that only links to it.
  let report: String?
  /// The link that the page is to have; nil for the report's own page.
  let link: SeeAlsoSection?
  let checks: PublishingChecks
  /// Who the bot is; nil where it could not sign in.
  let user: SignedInUser?

  private var place: String { "\(target.page) on \(target.wiki)" }

  /// Everything that would keep the bot from editing the page.
  func findings() async -> [CheckFinding] {
    var findings: [CheckFinding] = []
    guard let page = await findings.add("reading \(place)", { try await checks.wiki.page(target.page) }) else {
      findings.skip(
        ["\(place): \(report == nil ? "protection" : "protection, markers")"], because: "it could not be read")
      return findings
    }
    await findings.add("\(place) is \(page.exists ? "wikitext" : "to be made")") {
      if link != nil { try checks.checkLinking(page) }
      try checks.checkModel(page)
    }
    if let user {
      await findings.add("the bot may edit \(place)") {
        try checks.checkProtection(page, for: user)
        // Partial blocks, protected namespaces and what extensions forbid: the wiki itself knows best.
        try await checks.wiki.testEdit(of: page)
      }
    } else {
      findings.skip(["the bot may edit \(place)"], because: "the bot is not signed in")
    }
    await findings.add("nothing on \(place) keeps the bot away") {
      try checks.checkExclusion(page, for: user?.name ?? checks.account)
    }
    if let link, page.exists, Redirect(page) == nil {
      await findings.add("the link on \(place) can be seen") { _ = try link.checked(page) }
    }
    if let report, let text = page.revision?.text {
      await findings.add("the markers on \(place)") { _ = try MarkedRegion(report: report).content(of: text) }
    }
    return findings
  }
}
