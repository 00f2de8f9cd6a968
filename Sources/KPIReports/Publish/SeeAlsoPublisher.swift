import MediaWiki

/// Keeps a link to the report in the section "See also" of other pages, under the same guards as the report itself.
package struct SeeAlsoPublisher: Sendable {
  /// A page that is to have the link.
  package struct Place: Sendable {
    let page: PageAddress
    let wiki: Wiki
    let definition: WikiDefinition
    let checks: PublishingChecks
    let isOnSameWiki: Bool

    /// The name of its wiki.
    package var wikiName: String { definition.name }

    /// Makes the place from its parts.
    package init(
      page: PageAddress, wiki: Wiki, definition: WikiDefinition, checks: PublishingChecks, isOnSameWiki: Bool
    ) {
      self.page = page
      self.wiki = wiki
      self.definition = definition
      self.checks = checks
      self.isOnSameWiki = isOnSameWiki
    }
  }

  private let report: PageAddress
  private let summary: String
  private let ledger: PublishingLedger
  private let restores: Bool

  /// Prepares to link a report's page; only one that restores puts a link back that people took away.
  package init(report: PageAddress, title: String, ledger: PublishingLedger, restores: Bool) {
    self.report = report
    self.ledger = ledger
    self.restores = restores
    summary = SummaryContentType().escapeText("Bot: link to \(title)")
  }

  /// Puts the link where it is missing, exactly once; nil where nothing was to be saved.
  ///
  /// - Throws: ``WikiError`` or ``PublishingRefusal``, before anything was saved on that page.
  package func publish(on place: Place) async throws -> PublishingOutcome? {
    let user = try await place.wiki.signedInUser()
    try await place.checks.requirements(of: user).check()
    let journal = try await ledger.withoutValues(on: place.definition)
    try await journal.settle(on: place.wiki)
    let (result, page) = try await place.wiki.edit(place.page.title, journal: journal) { page in
      try await newText(of: page, on: place, for: user, endsWithEdit: true).map {
        Edit(title: page.title, text: $0, summary: summary)
      }
    }
    guard case .saved(let revision) = result else { return nil }
    return outcome(.published, page, on: place, revision: revision)
  }

  /// Does everything but save; nil where nothing would be saved.
  package func rehearse(on place: Place) async throws -> PublishingOutcome? {
    let user = try await place.wiki.signedInUser()
    try await place.checks.requirements(of: user).check()
    let page = try await place.wiki.page(place.page.title)
    guard let text = try await newText(of: page, on: place, for: user, endsWithEdit: false) else { return nil }
    let edit = Edit(title: page.title, text: text, summary: summary)
    try await ledger.withoutValues(on: place.definition).checkQueue(
      for: IntendedEdit(edit, base: page, user: user.name))
    try await place.wiki.testLinks(of: edit, on: page)
    return outcome(.dryRun, page, on: place, revision: page.revision?.id)
  }

  /// The page with the link, once nothing speaks against saving it; nil where it stays as it is.
  private func newText(of page: WikiPage, on place: Place, for user: SignedInUser, endsWithEdit: Bool) async throws
    -> String?
  {
    try place.checks.checkLinking(page)
    try await place.checks.requirements(of: page, for: user, endsWithEdit: endsWithEdit).check()
    let section = SeeAlsoSection(to: report, onSameWiki: place.isOnSameWiki)
    guard let text = page.revision?.text, !section.isThere(on: text) else { return nil }
    if !restores, try await ledger.isUnlinked(page.title, of: place.definition, from: report) { return nil }
    return try section.checked(page)
  }

  private func outcome(
    _ result: PublishingOutcome.Result, _ page: WikiPage, on place: Place, revision: Int?
  ) -> PublishingOutcome {
    PublishingOutcome(result, page: place.page.titled(page.title), revision: revision, summary: summary)
  }
}

extension SeeAlsoSection {
  /// A page's text with the link; nil where it is there already.
  func checked(_ page: WikiPage) throws(PublishingRefusal) -> String? {
    do {
      return try adding(to: page.revision?.text ?? "")
    } catch {
      throw .noPlaceForLink(page: page.title, error)
    }
  }
}
