import MediaWiki

/// A support page and every title whose views are its own.
struct SupportTitles: Sendable, Hashable {
  let created: Instant?
  /// The page's title first, then its redirects, and titles that it had.
  let titles: [String]
}

/// Reads when support pages were created and which titles they had, once, and which titles lead to them, every time.
struct SupportPageReader: Sendable {
  let wiki: Wiki
  let store: FactStore
  let survey: WikiSurvey

  func read(_ page: ResolvedPage, changes: HistoryLog) async throws -> SupportTitles {
    let created: Instant?
    var former = page.titles.union(try await store.redirects(to: page.tracked.id))
    // Without its first revisions, a page that came back is younger than it was.
    if let known = page.tracked.created, !page.isRetitled, !changes.names(page) {
      created = known
    } else {
      let beginning = try await beginning(of: page.tracked)
      created = beginning.created
      let unseen = beginning.moves.filter { $0.old != page.tracked.title && !page.current.redirects.contains($0.old) }
      former.formUnion(try await titles(movedBy: unseen))
    }
    let redirects = try await titles(of: page, former: former)
    try await store.keep(page: page.tracked.id, created: created, redirects: redirects)
    if let edited = page.current.lastEdited {
      try await store.keep(newestRevision: page.current.lastRevisionID, timestamp: edited, page: page.tracked.id)
    }
    return SupportTitles(created: created, titles: [page.tracked.title] + redirects)
  }

  /// The titles beside its own whose views are the page's: its redirects, and titles that led to it and are gone.
  ///
  /// That a redirect was deleted takes away no views that came by it. One that leads elsewhere now is that page's.
  private func titles(of page: ResolvedPage, former: Set<String>) async throws -> [String] {
    let current = Set(page.current.redirects)
    let former = former.subtracting(current).subtracting([page.tracked.title])
    guard !former.isEmpty else { return current.sorted() }
    let lister = ArchiveLister(wiki: wiki, survey: survey)
    let present = Dictionary(try await lister.pages(titled: former.sorted()).map { ($0.title, $0) }) { first, _ in first
    }
    let gone = former.filter { present[$0] == nil || survey.followed[$0] == page.current.title }
    return current.union(gone).sorted()
  }

  /// A move of a page, as the summary of the revision that it left has it.
  private struct Move: Hashable {
    let old: String
    let new: String
    let time: Instant
  }

  /// When a page's first revision was made, and which of its revisions a move seems to have left.
  private func beginning(of page: TrackedPage) async throws -> (created: Instant?, moves: [Move]) {
    let parameters = [
      "action": "query", "prop": "revisions", "pageids": String(page.pageID), "rvprop": "ids|timestamp|size|comment",
      "rvlimit": "max", "rvdir": "newer",
    ]
    var created: Instant?
    var moves: [Move] = []
    var size: Int?
    for try await batch in wiki.query(parameters, as: SummaryAnswer.self) {
      for revision in batch.answer?.pages?.first?.revisions ?? [] {
        created = created ?? revision.timestamp
        if size == revision.size, let move = Self.move(revision) { moves.append(move) }
        size = revision.size
      }
    }
    return (created, moves)
  }

  /// The summary is in the wiki's language; the old title comes before the new one, both as links.
  private static func move(_ revision: SummaryAnswer.Revision) -> Move? {
    let links = (revision.comment ?? "").matches(of: /\[\[:?([^\[\]|]+)(?:\|[^\[\]]*)?\]\]/).prefix(2).map {
      String($0.1).replacing("_", with: " ")
    }
    guard links.count == 2 else { return nil }
    return Move(old: links[0], new: links[1], time: revision.timestamp)
  }

  /// The titles from which the log of moves confirms that the page came.
  ///
  /// A summary is a text that anybody can write; the log is not.
  private func titles(movedBy moves: [Move]) async throws -> Set<String> {
    var titles: Set<String> = []
    for move in moves where !titles.contains(move.old) {
      do {
        let log = try await TitleLog(of: move.old, on: wiki)
        let isLogged = log.entries.contains { entry in
          guard case .moved(to: move.new, _) = entry.event else { return false }
          return abs(entry.time.seconds - move.time.seconds) <= Self.tolerance
        }
        if isLogged { titles.insert(move.old) }
      } catch let error as WikiError where error.meaning == .invalidTitle {
        // Then it is no title.
      }
    }
    return titles
  }

  /// A move is logged within so many seconds.
  private static let tolerance: Int64 = 60
}

private struct SummaryAnswer: Decodable, Sendable {
  struct Page: Decodable, Sendable { let revisions: [Revision]? }

  struct Revision: Decodable, Sendable {
    let timestamp: Instant
    let size: Int?
    /// Nil where it is hidden.
    let comment: String?
  }

  let pages: [Page]?
}
