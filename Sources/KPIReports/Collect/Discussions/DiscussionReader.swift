import Logging
import MediaWiki
import Synchronization

/// Reads the threads of feedback pages and their archives into the store, several at once: only those of pages that were
/// edited since.
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
    let lack = Lack()
    // A wiki that does not have the extension is asked only once.
    for part in [changed.indices.prefix(1), changed.indices.dropFirst()] {
      let remarks = try await setbacks.attemptEach(of: Array(part)) { [changed] place in
        let page = changed[place]
        if let why = lack.reason {
          try await store.settle(discussionsOf: page.tracked.id, problem: why)
          return Remark?.none
        }
        progress.say(
          Progress.Step(
            place: wiki.name, task: "threads of \(page.tracked.title)",
            part: Progress.Part("page", place + 1, of: changed.count)))
        return try await read(page, among: titles, lack)
      } keep: { error, place in
        let page = changed[place].tracked
        log.error("\(wiki.name): the threads of \(page.title) could not be read: \(error)")
        try await store.settle(discussionsOf: page.id, problem: problem(error, reading: page))
      }
      for remark in remarks.compactMap(\.self) { log.log(level: remark.level, "\(remark.text)") }
    }
  }

  /// What is to be told of a page that was asked for.
  private struct Remark: Sendable {
    let level: Logger.Level
    let text: String
  }

  /// Why there is nothing to ask for on a wiki at all, once that is known.
  private final class Lack: Sendable {
    private let known = Mutex<String?>(nil)

    /// Why; nil while it is not known.
    var reason: String? { known.withLock { $0 } }

    /// Notes why; whether that is news.
    func isNews(_ reason: String) -> Bool {
      known.withLock { known in
        defer { known = reason }
        return known == nil
      }
    }
  }

  /// Reads the threads of a page, at the very revision that the survey found.
  private func read(_ page: ResolvedPage, among titles: Set<String>, _ lack: Lack) async throws -> Remark? {
    guard !page.current.isRedirect else {
      // It shows no threads any more.
      try await store.keep(
        [], page: page.tracked.id, wiki: wikiID, revision: page.current.lastRevisionID, checked: now)
      return nil
    }
    let answer: DiscussionAnswer
    do {
      answer = try await wiki.call(Self.parameters(for: page), as: DiscussionAnswer.self)
    } catch let error as WikiError where error.isUnknownAction {
      let why = "\(wiki.name) does not have the extension DiscussionTools, which tells the threads of a page"
      try await store.settle(discussionsOf: page.tracked.id, problem: why)
      return lack.isNews(why) ? Remark(level: .warning, text: "\(why): KPIs about discussions are unknown there") : nil
    }
    guard !answer.items.isEmpty else {
      let problem =
        "\(wiki.name) tells no discussions of \(page.current.title); DiscussionTools reads pages in talk namespaces and "
        + "those with __NEWSECTIONLINK__"
      try await store.settle(discussionsOf: page.tracked.id, problem: problem)
      return Remark(level: .warning, text: problem)
    }
    if let why = Self.reason(of: answer.elsewhere, among: titles) {
      let problem = UnreadablePage.reason(page.current.title, wiki: wiki.name, because: why)
      // Who writes there edits other pages: this one's history tells of nobody.
      try await store.refuse(page: page.tracked.id, problem: problem)
      return Remark(level: .error, text: problem)
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

  /// What to ask for a page's threads.
  static func parameters(for page: ResolvedPage) -> [String: String] {
    [
      "action": "discussiontoolspageinfo", "page": page.current.title, "prop": "threaditemshtml|transcludedfrom",
      "oldid": String(page.current.lastRevisionID),
    ]
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
