import MediaWiki

/// Checks the bot's account on a wiki: signing in, blocks, and every right that it needs.
struct AccountCheck {
  let checks: PublishingChecks

  private var name: String { checks.wiki.name }

  /// Who the bot is, and what it lacks.
  func findings() async -> (findings: [CheckFinding], user: SignedInUser?) {
    var findings: [CheckFinding] = []
    guard let user = await findings.add("signing in on \(name)", { try await checks.wiki.signedInUser() }) else {
      findings.skip(["the account on \(name): its name, blocks and rights"], because: "the bot is not signed in")
      return (findings, nil)
    }
    await findings.add(checks.requirements(of: user))
    let requests = RequestClass(groups: user.groups)
    findings.append(requests.finding(on: name, isWikimedia: Wikimedia.runs(checks.wiki.api.host)))
    return (findings, user)
  }
}
