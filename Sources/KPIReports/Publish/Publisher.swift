import MediaWiki

/// Saves a report on its page.
package struct Publisher: Sendable {
  private var report: RenderedReport
  private let address: PageAddress
  private let wiki: Wiki
  private let ledger: PublishingLedger
  private let checks: PublishingChecks
  private let isForced: Bool
  private let choosesPeriod: Bool

  /// Prepares to save a report on a page.
  ///
  /// A forced one may differ much from what readers were told; one whose period somebody chose may be of an earlier time.
  package init(
    _ report: RenderedReport, on address: PageAddress, of wiki: Wiki, ledger: PublishingLedger,
    checks: PublishingChecks, isForced: Bool, choosesPeriod: Bool
  ) {
    self.report = report
    self.address = address
    self.wiki = wiki
    self.ledger = ledger
    self.checks = checks
    self.isForced = isForced
    self.choosesPeriod = choosesPeriod
  }

  /// The same for a page whose chart is not published.
  package var withoutChart: Publisher {
    var publisher = self
    publisher.report = report.withoutChart
    return publisher
  }

  /// The same for a page whose chart could not be renewed.
  package var withOldChart: Publisher {
    var publisher = self
    publisher.report = report.withOldChart
    return publisher
  }

  /// The edit summary.
  package var summary: String { report.summary }

  /// Signs in and saves the report, unless the page says it already.
  ///
  /// - Throws: ``WikiError``, ``RegionError`` or ``PublishingRefusal``, before anything was saved.
  package func publish() async throws -> PublishingOutcome {
    let user = try await wiki.signedInUser()
    try checks.check(user)
    try await ledger.settle(on: wiki)
    let (result, page) = try await wiki.edit(
      address.title, summary: report.summary, sign: report.sign, journal: ledger
    ) { page in
      let text = try await newText(of: page, for: user)
      return text.isUnchanged ? nil : text.after
    }
    switch result {
    case .saved(let revision): return outcome(.published, page, revision: revision)
    case .unchanged:
      try await ledger.noteShown(on: page, summary: report.summary, user: user.name)
      return outcome(.unchanged, page, revision: page.revision?.id)
    }
  }

  /// Does everything but save; without an account, what only an account can do is left out.
  package func rehearse(signsIn: Bool) async throws -> PublishingOutcome {
    let user = signsIn ? try await wiki.signedInUser() : nil
    if let user { try checks.check(user) }
    let page = try await wiki.page(address.title)
    let text = try await newText(of: page, for: user)
    return outcome(
      .dryRun, page, revision: page.revision?.id, reason: text.isUnchanged ? "the page says it already" : nil)
  }

  /// Whether the report may take the place of what the page says.
  ///
  /// - Throws: ``WikiError``, ``RegionError`` or ``PublishingRefusal``.
  package func checkPlausibility() async throws {
    let page = try await wiki.page(address.title)
    try await checkPlausibility(of: PageText(title: page.title, text: page.revision?.text, report: report))
  }

  /// Whether readers were told every value of the report already.
  package func isNoNews() async throws -> Bool { try await ledger.tells(ledger.values) }

  /// The outcome where the page stays as it is, and why.
  package func unchanged(_ reason: String) -> PublishingOutcome {
    PublishingOutcome(.unchanged, page: address, revision: nil, summary: nil, reason: reason)
  }

  /// The page with the report in it, once nothing speaks against saving it.
  private func newText(of page: WikiPage, for user: SignedInUser?) async throws -> PageText {
    try checks.check(page, for: user)
    try await checks.checkShutoff()
    if !page.exists, !isForced, try await ledger.wasSaved(on: page.title) {
      throw PublishingRefusal.gone(page: page.title)
    }
    let text = try PageText(title: page.title, text: page.revision?.text, report: report)
    if !text.isUnchanged, !isForced { try await checkPlausibility(of: text) }
    return text
  }

  private func checkPlausibility(of text: PageText) async throws {
    let published = try await ledger.publishedValues()
    let plausibility = PublishingGuard(published: published, shown: text.mark?.period)
    let order = choosesPeriod ? nil : plausibility.objection(to: report.period)
    let objections = [order].compactMap(\.self) + plausibility.objections(to: ledger.values) + text.objections
    guard objections.isEmpty else { throw PublishingRefusal.implausible(reasons: objections) }
  }

  private func outcome(
    _ result: PublishingOutcome.Result, _ page: WikiPage, revision: Int?, reason: String? = nil
  ) -> PublishingOutcome {
    PublishingOutcome(
      result, page: address.titled(page.title), revision: revision, summary: report.summary, reason: reason)
  }
}
