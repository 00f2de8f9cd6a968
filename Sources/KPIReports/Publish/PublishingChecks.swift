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
  func check(_ user: SignedInUser) throws(PublishingRefusal) {
    try checkName(user)
    try checkBlock(user)
    try check(rights: ["edit", "bot"], of: user)
  }

  /// The bot is who the credentials say.
  func checkName(_ user: SignedInUser) throws(PublishingRefusal) {
    guard let account, !NamePattern(account.replacing("*", with: "")).matches(user.name) else { return }
    throw .otherAccount(expected: account, found: user.name, wiki: wiki.name)
  }

  /// The bot is not blocked from everything.
  func checkBlock(_ user: SignedInUser) throws(PublishingRefusal) {
    guard let block = user.block, !block.isPartial else { return }
    throw .blocked(account: user.name, wiki: wiki.name, by: block.by, reason: block.reason)
  }

  /// The page is wikitext, the account may edit it, and nothing on it keeps the bot away.
  func check(_ page: WikiPage, for user: SignedInUser?) throws(PublishingRefusal) {
    try checkModel(page)
    if let user { try checkProtection(page, for: user) }
    try checkExclusion(page, for: user?.name ?? account)
  }

  /// The page can have a link: it is there, and is no redirect.
  func checkLinking(_ page: WikiPage) throws(PublishingRefusal) {
    guard page.exists else { throw .noPageForLink(page: page.title) }
    guard let redirect = Redirect(page) else { return }
    throw .redirect(page: page.title, target: redirect.target)
  }

  /// The page is wikitext.
  func checkModel(_ page: WikiPage) throws(PublishingRefusal) {
    guard let model = page.contentModel, model != "wikitext" else { return }
    throw .notWikitext(page: page.title, model: model)
  }

  /// The account may make or edit the page.
  func checkProtection(_ page: WikiPage, for user: SignedInUser) throws(PublishingRefusal) {
    if !page.exists { try check(rights: ["createpage"], of: user) }
    for protection in page.protection where protection.type == (page.exists ? "edit" : "create") {
      let right = Self.rightsOfLevels[protection.level] ?? protection.level
      guard user.rights.contains(right) else { throw .protected(page: page.title, level: protection.level) }
    }
  }

  /// The page can hold what it shall, the account may edit it, and nothing on it keeps the bot away.
  func check(_ page: WikiPage, holding kind: DataPage.Kind, for user: SignedInUser?) throws(PublishingRefusal) {
    guard page.contentModel == kind.rawValue else {
      throw .notData(page: page.title, model: page.contentModel ?? "wikitext", wiki: wiki.name, kind: kind)
    }
    if let user { try checkProtection(page, for: user) }
    try checkExclusion(page, for: user?.name ?? account)
  }

  /// Nothing on the page keeps an account away; without a name, nothing can.
  func checkExclusion(_ page: WikiPage, for name: String?) throws(PublishingRefusal) {
    guard let name, let text = page.revision?.text, let template = BotExclusion(text).template(excluding: name) else {
      return
    }
    throw .excluded(page: page.title, template: template)
  }

  /// Nobody stops the bot on the page that is there for it.
  func checkShutoff() async throws {
    guard let shutoff else { return }
    let text = try await shutoff.wiki.page(shutoff.page).revision?.text ?? ""
    guard text.allSatisfy(\.isWhitespace) else {
      throw PublishingRefusal.shutOff(page: shutoff.page, text: text)
    }
  }

  /// The account has rights.
  func check(rights: [String], of user: SignedInUser) throws(PublishingRefusal) {
    for right in rights where !user.rights.contains(right) {
      throw .missingRight(right, account: user.name, wiki: wiki.name)
    }
  }
}
