import Logging
import MediaWiki

/// Reads the threads of feedback pages and their archives into the store: only those of pages that were edited since.
struct DiscussionReader: Sendable {
  let wiki: Wiki
  let store: FactStore
  let wikiID: Int64
  let temporaryAccounts: TemporaryAccountNames
  /// The time up to which threads that were read now are known.
  let now: Instant
  let progress: Progress
  let log: Logger

  /// Reads what is new; a page that can't be read keeps its problem, and the others go on.
  ///
  /// That a wiki or a page has no discussion data is known, and no failure.
  func read(_ pages: [ResolvedPage], setbacks: inout Setbacks) async throws {
    let all = Dictionary(pages.map { ($0.tracked.id, $0) }) { first, _ in first }
      .values.sorted { $0.tracked.pageID < $1.tracked.pageID }
    var unchanged: [Int64] = []
    var changed: [ResolvedPage] = []
    for page in all {
      if try await store.discussedRevision(of: page.tracked.id) == page.current.lastRevisionID {
        unchanged.append(page.tracked.id)
      } else {
        changed.append(page)
      }
    }
    try await store.settle(discussionsOf: unchanged, checked: now)
    let titles = Set(all.map(\.current.title))
    var lack: String?
    for (place, page) in changed.enumerated() {
      if let lack {
        try await store.settle(discussionsOf: page.tracked.id, problem: lack)
        continue
      }
      progress.say(
        Progress.Step(
          place: wiki.name, task: "threads of \(page.tracked.title)",
          part: Progress.Part("page", place + 1, of: changed.count)))
      lack =
        try await setbacks.attempt {
          try await read(page, among: titles)
        } keep: { error in
          log.error("\(wiki.name): the threads of \(page.tracked.title) could not be read: \(error)")
          try await store.settle(discussionsOf: page.tracked.id, problem: problem(error, reading: page.tracked))
        } ?? nil
    }
  }

  /// Reads the threads of a page, at the very revision that the survey found.
  ///
  /// - Returns: Why there is nothing to ask for on this wiki at all; nil otherwise.
  private func read(_ page: ResolvedPage, among titles: Set<String>) async throws -> String? {
    let answer: DiscussionAnswer
    do {
      answer = try await wiki.call(
        [
          "action": "discussiontoolspageinfo", "page": page.current.title, "prop": "threaditemshtml|transcludedfrom",
          "oldid": String(page.current.lastRevisionID),
        ], as: DiscussionAnswer.self)
    } catch let error as WikiError where error.isUnknownAction {
      let lack = "\(wiki.name) does not have the extension DiscussionTools, which tells the threads of a page"
      log.warning("\(lack): KPIs about discussions are unknown there")
      try await store.settle(discussionsOf: page.tracked.id, problem: lack)
      return lack
    }
    guard !answer.items.isEmpty else {
      let problem =
        "\(wiki.name) tells no discussions of \(page.current.title); DiscussionTools reads pages in talk namespaces and "
        + "those with __NEWSECTIONLINK__"
      log.warning("\(problem)")
      try await store.settle(discussionsOf: page.tracked.id, problem: problem)
      return nil
    }
    if let why = Self.reason(of: answer.elsewhere, among: titles) {
      let problem = UnreadablePage.reason(page.current.title, wiki: wiki.name, because: why)
      log.error("\(problem)")
      // Who writes there edits other pages: this one's history tells of nobody.
      try await store.refuse(page: page.tracked.id, problem: problem)
      return nil
    }
    let threads: [ThreadFact]
    do {
      threads = try answer.threads(temporaryAccounts: temporaryAccounts)
    } catch {
      let problem = "a comment on \(page.current.title) on \(wiki.name) has no author or no time that can be read"
      log.error("\(problem)")
      try await store.settle(discussionsOf: page.tracked.id, problem: problem)
      return nil
    }
    try await store.keep(
      threads, page: page.tracked.id, wiki: wikiID,
      revision: page.current.lastRevisionID, checked: now)
    return nil
  }

  /// Why a page can't be read that shows the threads of others; nil where those are read too.
  private static func reason(of origins: Set<DiscussionAnswer.Origin>, among titles: Set<String>) -> String? {
    let others = origins.compactMap { origin -> String? in
      switch origin {
      case .own: nil
      case .page(let title): titles.contains(title) ? nil : title
      case .unknown: "another page"
      }
    }
    guard let other = others.min() else { return nil }
    return "it shows threads that stand on \(other)" + (others.count > 1 ? " and \(others.count - 1) more" : "")
  }

  private func problem(_ error: any Error, reading page: TrackedPage) -> String {
    "the discussions of \(page.title) on \(wiki.name) could not be read (\(WikiCollector.cause(of: error)))"
  }
}

extension WikiError {
  /// Whether the wiki does not know the action: the extension that has it is not installed.
  var isUnknownAction: Bool {
    guard case .api(let message, _) = cause else { return false }
    return message.code == "unknown_action" || (message.code == "badvalue" && message.module == "main")
  }
}
