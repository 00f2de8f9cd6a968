import MediaWiki

/// What must hold of account, page and wishes of others before the bot saves: each check throws what stops it.
package struct PublishingChecks: Sendable {
  /// What each right is that a protection asks for, where it is not its own name.
  private static let rightsOfLevels = ["sysop": "editprotected", "autoconfirmed": "editsemiprotected"]

  let wiki: Wiki
  /// The account's name that the credentials are of; nil for a token without a name.
  let account: String?
  /// The page whose text stops the bot, and its wiki; nil where the report names none.
  let shutoff: (wiki: Wiki, page: String)?

  /// Makes the checks of a wiki.
  package init(wiki: Wiki, account: String?, shutoff: (wiki: Wiki, page: String)?) {
    self.wiki = wiki
    self.account = account
    self.shutoff = shutoff
  }

  /// The bot is who the credentials say, is not blocked, and is a bot that may edit.
  func requirements(of user: SignedInUser) -> [Requirement] {
    let name = wiki.name
    return [
      Requirement("the bot is \(user.name) on \(name)") { try checkName(user) },
      Requirement("\(name): no block") { try checkBlock(user) },
      Requirement("\(name): the right \"edit\"") { try check(rights: ["edit"], of: user) },
      Requirement("\(name): the bot flag") { try check(rights: ["bot"], of: user) },
      Requirement("\(name): no captcha") { try await checkCaptcha(user) },
    ]
  }

  /// The page is wikitext, the account may edit it, nothing on it keeps the bot away, and nobody stops the bot.
  ///
  /// Without an edit at the end, only the wiki knows of partial blocks, protected namespaces and what extensions forbid:
  /// then it is asked.
  func requirements(of page: WikiPage, for user: SignedInUser?, endsWithEdit: Bool) -> [Requirement] {
    let name = "\(page.title) on \(wiki.name)"
    var requirements = [Requirement("\(name) is \(page.exists ? "wikitext" : "to be made")") { try checkModel(page) }]
    if let user {
      requirements.append(
        Requirement("the bot may edit \(name)") {
          try checkProtection(page, for: user)
          if !endsWithEdit { try await wiki.testEdit(of: page) }
        })
    }
    requirements.append(
      Requirement("nothing on \(name) keeps the bot away") { try checkExclusion(page, for: user?.name ?? account) })
    if let shutoff {
      requirements.append(Requirement("nobody stops the bot on \(shutoff.page)") { try await checkShutoff() })
    }
    return requirements
  }

  /// The bot is who the credentials say.
  private func checkName(_ user: SignedInUser) throws(PublishingRefusal) {
    guard let account, !NamePattern(account.replacing("*", with: "")).matches(user.name) else { return }
    throw .otherAccount(expected: account, found: user.name, wiki: wiki.name)
  }

  /// The bot is not blocked from everything.
  private func checkBlock(_ user: SignedInUser) throws(PublishingRefusal) {
    guard let block = user.block, !block.isPartial else { return }
    throw .blocked(account: user.name, wiki: wiki.name, by: block.by, reason: block.reason)
  }

  /// The page can have a link: it is there, and is no redirect.
  func checkLinking(_ page: WikiPage) throws(PublishingRefusal) {
    guard page.exists else { throw .noPageForLink(page: page.title) }
    guard let redirect = Redirect(page) else { return }
    throw .redirect(page: page.title, target: redirect.target)
  }

  /// The page is wikitext.
  private func checkModel(_ page: WikiPage) throws(PublishingRefusal) {
    guard let model = page.contentModel, model != "wikitext" else { return }
    throw .notWikitext(page: page.title, model: model)
  }

  /// The account may make or edit the page.
  private func checkProtection(_ page: WikiPage, for user: SignedInUser) throws(PublishingRefusal) {
    if !page.exists { try check(rights: ["createpage"], of: user) }
    for protection in page.protection where protection.type == (page.exists ? "edit" : "create") {
      let right = Self.rightsOfLevels[protection.level] ?? protection.level
      guard user.rights.contains(right) else { throw .protected(page: page.title, level: protection.level) }
    }
  }

  /// The page can hold what it shall, the account may edit it, and nothing on it keeps the bot away.
  func check(_ page: WikiPage, holding kind: DataPage.Kind, for user: SignedInUser?) async throws {
    guard page.contentModel == kind.rawValue else {
      throw PublishingRefusal.notData(
        page: page.title, model: page.contentModel ?? "wikitext", wiki: wiki.name, kind: kind)
    }
    if let user { try checkProtection(page, for: user) }
    try checkExclusion(page, for: user?.name ?? account)
    try await checkShutoff()
  }

  /// What must hold of the page that shows a report, beside the report itself; with what the store knows of it, where it
  /// is at hand.
  func requirements(
    of page: WikiPage, for user: SignedInUser?, region: MarkedRegion, ledger: PublishingLedger?, isForced: Bool,
    endsWithEdit: Bool
  ) -> [Requirement] {
    var all = requirements(of: page, for: user, endsWithEdit: endsWithEdit)
    all.append(
      Requirement("\(page.title) is no redirect") {
        if let redirect = Redirect(page) { throw PublishingRefusal.moved(page: page.title, target: redirect.target) }
      })
    if !page.exists {
      all.append(
        Requirement("nobody removed \(page.title)") {
          if isForced { return }
          try await checkDeparture(of: page)
          if try await ledger?.wasSaved(on: page.title) ?? false {
            throw PublishingRefusal.gone(page: page.title, nil)
          }
        })
    } else {
      all.append(
        Requirement("the markers on \(page.title)") { _ = try region.content(of: page.revision?.text ?? "") })
    }
    return all
  }

  /// Nobody deleted a page that is missing, or moved it away: what somebody removed is not made again.
  func checkDeparture(of page: WikiPage) async throws {
    guard !page.exists, let departure = try await wiki.departure(of: page.title) else { return }
    throw PublishingRefusal.gone(page: page.title, departure)
  }

  /// Nothing on the page keeps an account away; without a name, nothing can.
  private func checkExclusion(_ page: WikiPage, for name: String?) throws(PublishingRefusal) {
    guard let name, let text = page.revision?.text, let template = BotExclusion(text).template(excluding: name) else {
      return
    }
    throw .excluded(page: page.title, template: template)
  }

  /// Nobody stops the bot on the page that is there for it.
  private func checkShutoff() async throws {
    guard let shutoff else { return }
    var page = try await shutoff.wiki.page(shutoff.page)
    // Who moved the page did not mean to stop the bot.
    if let target = Redirect(page)?.target { page = try await shutoff.wiki.page(target) }
    let text = page.revision?.text ?? ""
    guard text.allSatisfy(\.isWhitespace) else {
      throw PublishingRefusal.shutOff(page: page.title, text: text)
    }
  }

  /// The account need not solve a captcha, which no bot can, where the wiki has some.
  private func checkCaptcha(_ user: SignedInUser) async throws {
    guard !user.rights.contains("skipcaptcha"), try await wiki.hasExtension("ConfirmEdit") else { return }
    throw PublishingRefusal.missingRight("skipcaptcha", account: user.name, wiki: wiki.name)
  }

  /// The account has rights.
  private func check(rights: [String], of user: SignedInUser) throws(PublishingRefusal) {
    for right in rights where !user.rights.contains(right) {
      throw .missingRight(right, account: user.name, wiki: wiki.name)
    }
  }
}
