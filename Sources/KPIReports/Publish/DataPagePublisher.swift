import MediaWiki

/// Saves a report's pages of the namespace Data, under the same guards as the report itself.
///
/// The bot writes them as a whole, so that it only ever replaces what it saved itself.
package struct DataPagePublisher: Sendable {
  private let pages: [DataPage]
  private let report: String
  private let summary: String
  private let wiki: Wiki
  private let definition: WikiDefinition
  private let ledger: PublishingLedger
  private let checks: PublishingChecks
  private let isForced: Bool

  /// The name of the pages' wiki.
  package var wikiName: String { definition.name }

  /// Prepares to save the pages of a report on a wiki; only a forced run makes those again that somebody removed.
  package init(
    _ pages: [DataPage], of report: Report, on wiki: Wiki, _ definition: WikiDefinition, ledger: PublishingLedger,
    checks: PublishingChecks, isForced: Bool
  ) {
    self.pages = pages
    self.report = report.definition.name
    self.wiki = wiki
    self.definition = definition
    self.ledger = ledger
    self.checks = checks
    self.isForced = isForced
    summary = SummaryContentType().escapeText("Bot: \(report.definition.title), \(report.period.label)")
  }

  /// Saves the pages that don't say it already, one after the other; the first that fails is the last.
  ///
  /// - Throws: ``WikiError`` or ``PublishingRefusal``.
  package func publish(tell: (PublishingOutcome) throws -> Void) async throws {
    let user = try await wiki.signedInUser()
    try await checks.requirements(of: user).check()
    let ledger = try await ledger.withoutValues(on: definition)
    try await ledger.settle(on: wiki)
    for page in pages {
      try check(page)
      let (result, before) = try await wiki.edit(page.title, journal: ledger) { current in
        try await newText(for: page, on: current, user: user, ledger: ledger).map {
          Edit(title: current.title, text: $0, summary: summary)
        }
      }
      switch result {
      case .saved(let revision): try tell(outcome(.published, before, revision: revision))
      case .unchanged: try tell(outcome(.unchanged, before, revision: before.revision?.id))
      }
    }
  }

  /// Does everything but save.
  package func rehearse(tell: (PublishingOutcome) throws -> Void) async throws {
    let user = try await wiki.signedInUser()
    try await checks.requirements(of: user).check()
    let ledger = try await ledger.withoutValues(on: definition)
    for page in pages {
      try check(page)
      let current = try await wiki.page(page.title)
      let text = try await newText(for: page, on: current, user: user, ledger: ledger)
      if let text {
        let edit = Edit(title: current.title, text: text, summary: summary)
        try await ledger.checkQueue(for: IntendedEdit(edit, base: current, user: user.name))
        try await wiki.testEdit(of: current)
      }
      let reason = text == nil ? "the page says it already" : nil
      try tell(outcome(.dryRun, current, revision: current.revision?.id, reason: reason))
    }
  }

  /// Whether all pages are there, as this or an earlier run saved them; where the wiki does not answer, they are not.
  package func areThere() async -> Bool {
    for page in pages {
      guard let text = try? await wiki.page(page.title).revision?.text, DataPage.isMarked(text, by: report) else {
        return false
      }
    }
    return true
  }

  private func check(_ page: DataPage) throws {
    let problems = DataPageRules.problems(in: page)
    guard problems.isEmpty else { throw PublishingRefusal.invalidData(page: page.title, problems: problems) }
  }

  /// The text to save, once nothing speaks against it; nil where the page says it already.
  private func newText(
    for page: DataPage, on current: WikiPage, user: SignedInUser, ledger: PublishingLedger
  ) async throws -> String? {
    try await checks.check(current, holding: page.kind, for: user)
    if !isForced { try await checks.checkDeparture(of: current) }
    if let revision = current.revision {
      // A wiki may write JSON in its own way.
      if JSONValue(parsing: revision.text) == page.content { return nil }
      guard try await isOwn(revision, of: current.title, account: user.name, ledger: ledger) else {
        throw PublishingRefusal.foreignData(page: current.title, user: revision.user)
      }
    }
    return page.content.text
  }

  /// Whether a page's text is the bot's for this report: it says so, and was saved last by the bot, or brought back to
  /// what the bot saved.
  private func isOwn(
    _ revision: WikiPage.Revision, of title: String, account: String, ledger: PublishingLedger
  ) async throws -> Bool {
    guard DataPage.isMarked(revision.text, by: report) else { return false }
    if revision.user == account { return true }
    return try await ledger.hasSaved(revision.text, on: title)
  }

  private func outcome(
    _ result: PublishingOutcome.Result, _ page: WikiPage, revision: Int?, reason: String? = nil
  ) -> PublishingOutcome {
    PublishingOutcome(
      result, page: PageAddress(title: page.title, wiki: definition), revision: revision, summary: summary,
      reason: reason)
  }
}
