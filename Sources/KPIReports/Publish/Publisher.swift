import MediaWiki

/// Saves a report on its page.
package struct Publisher: Sendable {
  /// What came of publishing.
  package struct Outcome: Sendable, Encodable {
    /// The ways it can end without an error.
    package enum Result: String, Sendable, Encodable {
      /// The page has a new revision.
      case published
      /// The page said it already.
      case unchanged
      /// Nothing was to be saved.
      case dryRun = "dry-run"
      /// Something kept the bot from saving.
      case refused
    }

    private enum CodingKeys: String, CodingKey { case result, page, revision, url, summary, reason }

    /// How it ended.
    package let result: Result
    /// The page's title.
    package let page: String
    /// The revision that shows the report; nil when there is none.
    package let revision: Int?
    /// Where to see it.
    package let url: String
    /// The edit summary.
    package let summary: String
    /// Why nothing was saved.
    package let reason: String?

    /// Writes every key, with null for what there is not.
    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(result, forKey: .result)
      try container.encode(page, forKey: .page)
      try container.encode(revision, forKey: .revision)
      try container.encode(url, forKey: .url)
      try container.encode(summary, forKey: .summary)
      try container.encode(reason, forKey: .reason)
    }
  }

  /// What a user may choose for publishing.
  package struct Options: Sendable {
    /// The account's name that the credentials are of; nil for a token without a name.
    package var account: String?
    /// The page whose text stops the bot, and its wiki; nil where the report names none.
    package var shutoff: (wiki: Wiki, page: String)?
    /// Whether the report is saved although it differs much from what readers were told.
    package var isForced = false

    /// Makes the options of a careful bot.
    package init() {}
  }

  private let wiki: Wiki
  private let definition: WikiDefinition
  private let title: String
  private let report: RenderedReport
  private let ledger: PublishingLedger
  private let options: Options

  /// Prepares to save a report on a page.
  package init(
    _ report: RenderedReport, on title: String, of definition: WikiDefinition, wiki: Wiki, ledger: PublishingLedger,
    options: Options
  ) {
    self.report = report
    self.title = title
    self.definition = definition
    self.wiki = wiki
    self.ledger = ledger
    self.options = options
  }

  /// Signs in and saves the report, unless the page says it already.
  ///
  /// - Throws: ``WikiError``, ``RegionError`` or ``PublishingRefusal``, before anything was saved.
  package func publish() async throws -> Outcome {
    let user = try await signIn()
    try await ledger.settle(on: wiki)
    let summary = report.summary
    let result = try await wiki.edit(title, summary: summary, journal: ledger) { page in
      let text = try await newText(of: page, for: user)
      return text.isUnchanged ? nil : text.after
    }
    switch result {
    case .saved(let revision, _): return outcome(.published, revision: revision)
    case .unchanged:
      let revision = try await wiki.page(title).revision?.id
      return outcome(.unchanged, revision: revision)
    }
  }

  /// Does everything but save.
  package func rehearse(signsIn: Bool) async throws -> Outcome {
    let user = signsIn ? try await signIn() : nil
    let page = try await wiki.page(title)
    let text = try await newText(of: page, for: user)
    return outcome(
      .dryRun, revision: page.revision?.id, reason: text.isUnchanged ? "the page says it already" : nil)
  }

  /// An outcome that refuses, for a reason.
  package func refusal(_ reason: String) -> Outcome { outcome(.refused, revision: nil, reason: reason) }

  private func signIn() async throws -> SignedInUser {
    let user = try await wiki.signIn()
    if let account = options.account, !NamePattern(account.replacing("*", with: "")).matches(user.name) {
      throw PublishingRefusal.otherAccount(expected: account, found: user.name, wiki: wiki.name)
    }
    return user
  }

  /// The page with the report in it, once nothing speaks against saving it.
  private func newText(of page: WikiPage, for user: SignedInUser?) async throws -> PageText {
    try checkRights(of: user, on: page)
    try await checkForStops(on: page, for: user)
    let text = try PageText(title: page.title, text: page.revision?.text, report: report)
    if !text.isUnchanged { try await checkPlausibility(of: text) }
    return text
  }

  private func checkRights(of user: SignedInUser?, on page: WikiPage) throws {
    if let model = page.contentModel, model != "wikitext" {
      throw PublishingRefusal.notWikitext(page: page.title, model: model)
    }
    guard let user else { return }
    for right in ["edit", "bot"] + (page.exists ? [] : ["createpage"]) where !user.rights.contains(right) {
      throw PublishingRefusal.missingRight(right, account: user.name, wiki: wiki.name)
    }
  }

  private func checkForStops(on page: WikiPage, for user: SignedInUser?) async throws {
    if let account = user?.name ?? options.account,
      let template = BotExclusion(page.revision?.text ?? "").template(excluding: account)
    {
      throw PublishingRefusal.excluded(page: page.title, template: template)
    }
    guard let shutoff = options.shutoff else { return }
    let text = try await shutoff.wiki.page(shutoff.page).revision?.text ?? ""
    guard text.allSatisfy(\.isWhitespace) else { throw PublishingRefusal.shutOff(page: shutoff.page, text: text) }
  }

  private func checkPlausibility(of text: PageText) async throws {
    guard !options.isForced else { return }
    let published = try await ledger.publishedValues()
    let objections = PublishingGuard(published: published).objections(to: ledger.values) + text.objections
    guard objections.isEmpty else { throw PublishingRefusal.implausible(reasons: objections) }
  }

  private func outcome(_ result: Outcome.Result, revision: Int?, reason: String? = nil) -> Outcome {
    let url =
      revision.map { "\(definition.indexAddress)?oldid=\($0)" }
      ?? "\(definition.indexAddress)?title=\(Wikitext.percentEncoded(title.replacing(" ", with: "_")))"
    return Outcome(
      result: result, page: title, revision: revision, url: url, summary: report.summary, reason: reason)
  }
}
