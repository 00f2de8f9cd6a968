import MediaWiki

/// A support page and every title whose views are its own.
struct SupportTitles: Sendable, Hashable {
  let created: Instant?
  /// The page's title first, then its redirects, and titles that it had.
  let titles: [String]
}

/// Reads when support pages were created, once, and which titles lead to them, every time.
struct SupportPageReader: Sendable {
  let wiki: Wiki
  let store: FactStore
  let survey: WikiSurvey

  func read(_ page: ResolvedPage, changes: HistoryLog) async throws -> SupportTitles {
    let created: Instant?
    // Without its first revisions, a page that came back is younger than it was.
    if let known = page.tracked.created, !changes.names(page) {
      created = known
    } else {
      created = try await firstRevision(of: page.tracked)
    }
    let redirects = try await titles(of: page)
    try await store.keep(page: page.tracked.id, created: created, redirects: redirects)
    if let edited = page.current.lastEdited {
      try await store.keep(newestRevision: page.current.lastRevisionID, timestamp: edited, page: page.tracked.id)
    }
    return SupportTitles(created: created, titles: [page.tracked.title] + redirects)
  }

  /// The titles beside its own whose views are the page's: its redirects, and titles that led to it and are gone.
  ///
  /// That a redirect was deleted takes away no views that came by it. One that leads elsewhere now is that page's.
  private func titles(of page: ResolvedPage) async throws -> [String] {
    let current = Set(page.current.redirects)
    let former = page.titles.union(try await store.redirects(to: page.tracked.id)).subtracting(current)
      .subtracting([page.tracked.title])
    guard !former.isEmpty else { return current.sorted() }
    let lister = ArchiveLister(wiki: wiki, survey: survey)
    let present = Dictionary(try await lister.pages(titled: former.sorted()).map { ($0.title, $0) }) { first, _ in first
    }
    let gone = former.filter { present[$0] == nil || survey.followed[$0] == page.current.title }
    return current.union(gone).sorted()
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
