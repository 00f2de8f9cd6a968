import MediaWiki

/// A support page and every title whose views are its own.
struct SupportTitles: Sendable, Hashable {
  let created: Instant?
  /// The page's title first, then its redirects.
  let titles: [String]
}

/// Reads when support pages were created, once, and which redirects lead to them, every time.
struct SupportPageReader: Sendable {
  let wiki: Wiki
  let store: FactStore

  func read(_ page: ResolvedPage, changes: HistoryLog) async throws -> SupportTitles {
    let created: Instant?
    // Without its first revisions, a page that came back is younger than it was.
    if let known = page.tracked.created, !changes.names(page) {
      created = known
    } else {
      created = try await firstRevision(of: page.tracked)
    }
    let redirects = page.current.redirects
    try await store.keep(page: page.tracked.id, created: created, redirects: redirects)
    if let edited = page.current.lastEdited {
      try await store.keep(newestRevision: page.current.lastRevisionID, timestamp: edited, page: page.tracked.id)
    }
    return SupportTitles(created: created, titles: [page.tracked.title] + redirects)
  }

  private func firstRevision(of page: TrackedPage) async throws -> Instant? {
    let parameters = [
      "action": "query", "prop": "revisions", "pageids": String(page.pageID), "rvprop": "ids|timestamp",
      "rvlimit": "1", "rvdir": "newer",
    ]
    for try await batch in wiki.query(parameters, as: RevisionAnswer.self) {
      return batch.answer?.pages?.first?.revisions?.first?.timestamp
    }
    return nil
  }
}
