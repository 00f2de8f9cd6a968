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

  /// Prepares to link a report's page.
  package init(report: PageAddress, title: String, ledger: PublishingLedger) {
    self.report = report
    self.ledger = ledger
    summary = SummaryContentType().escapeText("Bot: link to \(title)")
  }

  /// Whether a page has the link, as anybody reads it.
  package static func isLinked(_ report: PageAddress, on page: String, of wiki: Wiki, sameWiki: Bool) async throws
    -> Bool
  {
    guard let text = try await wiki.page(page).revision?.text else { return false }
    return SeeAlsoSection(to: report, onSameWiki: sameWiki).isThere(on: text)
  }

  /// Puts the link where it is missing, exactly once.
  ///
  /// - Throws: ``WikiError`` or ``PublishingRefusal``, before anything was saved on that page.
  package func publish(on place: Place) async throws {
    let user = try await place.wiki.signedInUser()
    try place.checks.check(user)
    let ledger = try await ledger.withoutValues(on: place.definition)
    try await ledger.settle(on: place.wiki)
    let section = SeeAlsoSection(to: report, onSameWiki: place.isOnSameWiki)
    _ = try await place.wiki.edit(place.page.title, summary: summary, journal: ledger) { page in
      try place.checks.check(page, for: user)
      try await place.checks.checkShutoff()
      try place.checks.checkLinking(page)
      return try section.checked(page)
    }
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
