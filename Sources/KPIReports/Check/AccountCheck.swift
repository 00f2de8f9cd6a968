import MediaWiki

/// Checks the bot's account on a wiki: signing in, blocks, and every right that it needs.
struct AccountCheck {
  let checks: PublishingChecks
  /// Whether a page is to be made; nil where that could not be found out.
  let makesPages: Bool?

  private var name: String { checks.wiki.name }

  /// Who the bot is, and what it lacks.
  func findings() async -> (findings: [CheckFinding], user: SignedInUser?) {
    var findings: [CheckFinding] = []
    let subjects = ["who the bot is on \(name)", "\(name): blocks", "\(name): rights", "\(name): the bot flag"]
    guard let user = await findings.add("signing in on \(name)", { try await checks.wiki.signedInUser() }) else {
      findings.skip(subjects, because: "the bot is not signed in")
      return (findings, nil)
    }
    await findings.add("the bot is \(user.name) on \(name)") { try checks.checkName(user) }
    await findings.add("\(name): no block") { try checks.checkBlock(user) }
    for right in ["edit"] + (makesPages ?? false ? ["createpage"] : []) {
      await findings.add(subject(right)) { try checks.check(rights: [right], of: user) }
    }
    if makesPages == nil { findings.skip([subject("createpage")], because: "the page could not be read") }
    await findings.add("\(name): the bot flag") { try checks.check(rights: ["bot"], of: user) }
    let requests = RequestClass(groups: user.groups)
    findings.append(requests.finding(on: name, isWikimedia: Wikimedia.runs(checks.wiki.api.host)))
    return (findings, user)
  }

  private func subject(_ right: String) -> String { "\(name): the right \"\(right)\"" }
}
