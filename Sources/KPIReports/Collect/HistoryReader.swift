import Logging
import MediaWiki
import Synchronization

/// Reads the histories of pages into the store, several at once: only what is new where something is known.
struct HistoryReader: Sendable {
  let wiki: Wiki
  let store: FactStore
  let wikiID: Int64
  let temporaryAccounts: TemporaryAccountNames
  let changes: HistoryLog
  /// The time up to which a history that was read now is whole.
  let now: Instant
  /// Whether to compare every history from its beginning.
  let readsAgain: Bool
  let progress: Progress
  let log: Logger

  /// Reads what is new of pages; one that can't be read keeps its problem, and the others go on.
  func read(_ pages: [ResolvedPage], setbacks: inout Setbacks) async throws {
    let all = Dictionary(pages.map { ($0.tracked.id, $0) }) { first, _ in first }
      .values.sorted { $0.tracked.pageID < $1.tracked.pageID }
    var unchanged: [Int64] = []
    var changed: [ResolvedPage] = []
    for page in all {
      let isCutInto = page.tracked.checked.map { changes.names(page, since: $0) } ?? false
      if isCutInto {
        log.notice(
          "\(wiki.name): revisions of \(page.tracked.title) were deleted, restored, merged or imported; reading it again"
        )
        try await store.forgetHistory(page: page.tracked.id)
      }
      let isKnown = !isCutInto && !page.tracked.isBoard && page.tracked.lastRevisionID == page.current.lastRevisionID
      if isKnown, !mustBeCompared(page.tracked) {
        unchanged.append(page.tracked.id)
      } else {
        changed.append(page)
      }
    }
    let open = try await store.pagesWithOpenMarks(among: unchanged)
    try await store.settle(pages: unchanged.filter { !open.contains($0) }, checked: now)
    try await setbacks.attemptEach(of: all.filter { open.contains($0.tracked.id) }) { page in
      try await readMarks(of: page.tracked)
      try await store.settle(pages: [page.tracked.id], checked: now)
    } keep: { error, page in
      log.error("\(wiki.name): \(page.tracked.title) could not be read: \(error)")
      try await store.settle(page: page.tracked.id, problem: problem(error, reading: page.tracked))
    }
    let count = RevisionCount()
    let pages = changed.count
    try await setbacks.attemptEach(of: Array(changed.enumerated())) { place, page in
      var step = Progress.Step(
        place: wiki.name, task: "revisions of \(page.tracked.title)", part: Progress.Part("page", place + 1, of: pages))
      try await read(page.tracked, through: page.current.lastRevisionID) { new in
        step.amount = Progress.Amount(count.add(new), "revisions")
        progress.say(step)
      }
    } keep: { error, part in
      let page = part.element.tracked
      log.error("\(wiki.name): \(page.title) could not be read: \(error)")
      try await store.settle(page: page.id, problem: problem(error, reading: page))
    }
  }

  private func problem(_ error: any Error, reading page: TrackedPage) -> String {
    "\(page.title) on \(wiki.name) could not be read (\(WikiCollector.cause(of: error)))"
  }

  private func read(
    _ page: TrackedPage, through lastRevisionID: Int, came: (Int) -> Void
  ) async throws {
    came(0)
    if let overlap = try await store.overlap(page: page.id) {
      let compares = mustBeCompared(page)
      let isCurrent = compares ? try await isAsKept(page, through: overlap.end) : true
      if isCurrent, try await read(page, after: overlap, through: lastRevisionID, came: came) {
        if try await store.pagesWithOpenMarks(among: [page.id]).contains(page.id) { try await readMarks(of: page) }
        try await store.complete(
          page: page.id, lastRevisionID: lastRevisionID, checked: now, compared: compares ? now : nil)
        return
      }
      log.notice("\(wiki.name): the history of \(page.title) has changed; reading it again from the beginning")
      try await store.forgetHistory(page: page.id)
    }
    _ = try await read(page, after: nil, through: lastRevisionID, came: came)
    try await store.complete(page: page.id, lastRevisionID: lastRevisionID, checked: now, compared: now)
  }

  /// Reads on from the overlap, or everything; false when the history is not the one that is kept.
  ///
  /// A history without the newest revision is not whole: taken for that, it would give zeros for good.
  private func read(
    _ page: TrackedPage, after overlap: HistoryOverlap?, through lastRevisionID: Int, came: (Int) -> Void
  ) async throws -> Bool {
    var parameters = Self.parameters(for: page)
    parameters["rvstart"] = overlap?.start.description
    var unread = overlap
    var isWhole = false
    var unchanged = UnchangedRevisions(on: wiki)
    for try await batch in wiki.query(parameters, as: RevisionAnswer.self) {
      let answers = batch.answer?.pages?.first?.revisions ?? []
      let unchangedIDs = try await unchanged.find(among: answers, knownFrom: overlap)
      let revisions = try answers.map { revision in
        let fact = RevisionFact(
          revision, temporaryAccounts: temporaryAccounts, isUnchanged: unchangedIDs.contains(revision.revid))
        guard let fact else {
          throw incomplete("the author of revision \(revision.revid)", of: page)
        }
        return fact
      }
      isWhole = isWhole || revisions.contains { $0.id == lastRevisionID }
      if let overlap = unread {
        let known = revisions.filter { $0.timestamp <= overlap.end }
        guard Set(known.map(\.id)) == overlap.revisionIDs else { return false }
      }
      try await store.keep(revisions, page: page.id, wiki: wikiID, replacingFrom: unread?.start)
      unread = nil
      came(revisions.count)
    }
    guard isWhole else { throw incomplete("revision \(lastRevisionID), the newest", of: page) }
    return true
  }

  /// Asks which of a page's edits were undone.
  ///
  /// The edit that undoes them tells neither which nor how far back; and the wiki marks them some time after it.
  private func readMarks(of page: TrackedPage) async throws {
    let parameters = [
      "action": "query", "prop": "revisions", "pageids": String(page.pageID), "rvprop": "ids", "rvlimit": "max",
      "rvtag": RevisionFact.undoneTag,
    ]
    var undone: Set<Int> = []
    for try await batch in wiki.query(parameters, as: MarkedAnswer.self) {
      undone.formUnion((batch.answer?.pages ?? []).flatMap { $0.revisions ?? [] }.map(\.revid))
    }
    try await store.keep(undone: undone, page: page.id, at: now)
  }

  /// Whether to compare a whole history with the wiki's: when the user asks for it, and once a week.
  private func mustBeCompared(_ page: TrackedPage) -> Bool {
    guard page.lastRevisionID != nil else { return false }
    return readsAgain || page.isComparisonDue(at: now)
  }

  /// Whether the wiki has the same revisions as the store, up to a time.
  ///
  /// No log shows revisions that a script imported, names that were suppressed, or a revert tag that was added late.
  private func isAsKept(_ page: TrackedPage, through last: Instant) async throws -> Bool {
    var current: Set<RevisionMark> = []
    var names: [Int: String] = [:]
    for try await batch in wiki.query(Self.parameters(for: page), as: RevisionAnswer.self) {
      for revision in batch.answer?.pages?.first?.revisions ?? [] where revision.timestamp <= last {
        guard let fact = RevisionFact(revision, temporaryAccounts: temporaryAccounts) else { return false }
        current.insert(RevisionMark(fact))
        if case .registered(let id?, let name) = fact.author { names[id] = name }
      }
    }
    // Accounts can be renamed without a log entry, too.
    try await store.rename(names, wiki: wikiID)
    return try await store.marks(page: page.id) == current
  }

  /// What to ask for a page's history, from its beginning.
  static func parameters(for page: TrackedPage) -> [String: String] {
    [
      "action": "query", "prop": "revisions", "pageids": String(page.pageID),
      "rvprop": "ids|timestamp|user|userid|tags|size|sha1", "rvlimit": "max", "rvdir": "newer",
    ]
  }

  private func incomplete(_ what: String, of page: TrackedPage) -> WikiError {
    WikiError(wiki: wiki.name, task: "reading the history of '\(page.title)'", cause: .badAnswer(.incomplete(what)))
  }
}

/// The revisions of a page that have a mark.
private struct MarkedAnswer: Decodable, Sendable {
  struct Page: Decodable, Sendable { let revisions: [Revision]? }
  struct Revision: Decodable, Sendable { let revid: Int }

  let pages: [Page]?
}

/// How many revisions of several pages came.
private final class RevisionCount: Sendable {
  private let count = Mutex(0)

  /// Adds some and gives the sum.
  func add(_ new: Int) -> Int {
    count.withLock { count in
      count += new
      return count
    }
  }
}
