import MediaWiki

extension Wiki {
  /// Reads the page that shows a report; where somebody moved it, the page that the redirect leads to, if the report's
  /// markers stand there.
  ///
  /// - Returns: the page, and the title that leads to it where that is another.
  /// - Throws: ``WikiError``, or ``PublishingRefusal/moved(page:target:)`` where the page only leads to one without the
  ///   markers.
  package func page(
    _ title: String, showing region: MarkedRegion
  ) async throws -> (page: WikiPage, movedFrom: String?) {
    let page = try await page(title)
    guard let redirect = Redirect(page) else { return (page, nil) }
    let refusal = PublishingRefusal.moved(page: page.title, target: redirect.target)
    guard let target = redirect.target else { throw refusal }
    let other: WikiPage
    do { other = try await self.page(target) } catch let error as WikiError where error.category == .configuration {
      throw refusal
    }
    guard let text = other.revision?.text, Redirect(other) == nil, (try? region.content(of: text)) != nil else {
      throw refusal
    }
    return (other, page.title)
  }
}

/// Looks for what people did to a report's region since the bot saved it.
package struct RegionWatch: Sendable {
  private let region: MarkedRegion
  private let wiki: Wiki
  private let bot: String
  private let saved: Int?

  /// Watches the region of a report, which the bot saved last as a revision; nil where that is not known.
  package init(_ region: MarkedRegion, on wiki: Wiki, bot: String, saved: Int?) {
    self.region = region
    self.wiki = wiki
    self.bot = bot
    self.saved = saved
  }

  /// What people did; nil where readers see what the bot saved, or the bot never saved the page.
  ///
  /// Nothing is asked where the page's latest revision is the bot's.
  ///
  /// - Throws: ``WikiError``.
  package func change(of page: WikiPage) async throws -> RegionChange? {
    guard let revision = page.revision, revision.id != saved else { return nil }
    if saved == nil, revision.user == bot { return nil }
    var revisions: [WikiPage.Revision] = []
    if let saved { revisions = try await wiki.revisions(of: page.title, since: saved) }
    // What the store knows can be from before the page was deleted and made anew.
    if revisions.first?.id != saved || revisions.isEmpty {
      revisions = try await wiki.revisions(of: page.title, sinceLastBy: bot)
    }
    return RegionChange(revisions, in: region, bot: bot)
  }
}
