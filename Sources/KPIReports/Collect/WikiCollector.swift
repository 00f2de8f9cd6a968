import Logging
import MediaWiki

/// Brings the facts of one wiki's pages up to date.
struct WikiCollector: Sendable {
  let wiki: Wiki
  let store: FactStore
  /// The store's id of the wiki.
  let wikiID: Int64
  let botGroups: [String]
  let progress: Progress
  let log: Logger

  /// What the report names on this wiki.
  struct Sources: Sendable {
    /// Titles of feedback pages.
    var feedback: [String] = []
    /// Prefixes of archives, each ending in `*`.
    var archives: [String] = []
    /// Titles of support pages.
    var support: [String] = []

    /// Every source by the name under which the store keeps it.
    var names: [String] { feedback + archives + support }
  }

  /// What was learnt on the way that the pageviews need.
  struct Outcome: Sendable {
    /// The support pages with all titles that lead to them.
    var support: [SupportTitles] = []
    /// A page of the wiki that is always read.
    var mainPage: String?
    /// The wiki's time when it was asked.
    var time: Instant
  }

  /// Collects everything; a page that can't be read keeps its problem, and the others go on.
  ///
  /// - Throws: the error that keeps the whole wiki from being read, after it was kept as the sources' problem.
  func collect(_ sources: Sources) async throws -> Outcome {
    do {
      progress.say("\(wiki.name): asking for \(sources.names.count) pages")
      let survey = try await WikiSurvey(
        of: sources.feedback + sources.support, botGroups: botGroups, wiki: wiki, log: log)
      guard let now = survey.time else {
        throw WikiError(wiki: wiki.name, task: "asking for the time", cause: .badAnswer(.unexpected("no curtimestamp")))
      }
      try await store.keep(bots: survey.bots.bots, wiki: wikiID)
      let reader = HistoryReader(
        wiki: wiki, store: store, wikiID: wikiID, temporaryAccounts: survey.temporaryAccounts, now: now,
        progress: progress, log: log)

      var pages: [TrackedPage: Int] = [:]
      for title in sources.feedback {
        for page in try await resolve(title, in: survey, at: now) {
          pages[page.tracked] = page.lastRevisionID
        }
      }
      for prefix in sources.archives {
        for page in try await list(prefix, in: survey, at: now) { pages[page.tracked] = page.lastRevisionID }
      }
      try await reader.read(pages)

      var outcome = Outcome(mainPage: survey.mainPage, time: now)
      let supportReader = SupportPageReader(wiki: wiki, store: store)
      for title in sources.support {
        for page in try await resolve(title, in: survey, at: now, isRequired: false) {
          outcome.support.append(try await supportReader.read(page.tracked, redirects: page.redirects))
        }
      }
      return outcome
    } catch {
      for name in sources.names {
        let problem = "\(name) on \(wiki.name) could not be read (\(Self.cause(of: error)))"
        try await store.settle(source: name, wiki: wikiID, checked: nil, problem: problem)
      }
      throw error
    }
  }

  /// What went wrong, in the words that readers of the page see.
  static func cause(of error: any Error) -> String { (error as? WikiError)?.cause.problem ?? "\(error)" }

  private struct ResolvedPage {
    let tracked: TrackedPage
    let lastRevisionID: Int
    let redirects: [String]
  }

  /// The pages that a title stands for: the one it leads to now, and those it was before they were moved.
  private func resolve(
    _ title: String, in survey: WikiSurvey, at now: Instant, isRequired: Bool = true
  ) async throws -> [ResolvedPage] {
    let resolution = survey.resolutions[title] ?? .missing
    var found: [WikiSurvey.Page] = []
    if case .page(let page) = resolution {
      found = [page]
      if survey.followed[title] != nil {
        log.notice("\(wiki.name): \(title) is a redirect; \(page.title) is measured")
      }
    }
    let pages = try await track(found, source: title)
    var problem: String?
    if case .invalid(let reason) = resolution {
      problem = "\(title) can't be a page on \(wiki.name): \(reason)"
    } else if pages.isEmpty {
      problem = try await reasonForMissing(title, isRequired: isRequired)
    }
    try await store.settle(source: title, wiki: wikiID, checked: problem == nil ? now : nil, problem: problem)
    return pages
  }

  /// The pages whose titles start with a prefix.
  private func list(_ pattern: String, in survey: WikiSurvey, at now: Instant) async throws -> [ResolvedPage] {
    let (namespace, prefix) = survey.split(String(pattern.dropLast()))
    let parameters = [
      "action": "query", "prop": "info", "generator": "allpages", "gapnamespace": String(namespace),
      "gapprefix": prefix, "gaplimit": "max", "gapfilterredir": "nonredirects",
    ]
    var found: [WikiSurvey.Page] = []
    for try await batch in wiki.query(parameters, as: SurveyAnswer.self) {
      for page in batch.answer?.pages ?? [] {
        guard let pageID = page.pageid, let title = page.title, let revision = page.lastrevid else { continue }
        found.append(WikiSurvey.Page(pageID: pageID, title: title, lastRevisionID: revision, redirects: []))
      }
    }
    let pages = try await track(found, source: pattern)
    try await store.settle(source: pattern, wiki: wikiID, checked: now, problem: nil)
    return pages
  }

  /// Keeps what a source is, and looks after the pages that it was: moved ones stay its own, deleted ones go.
  private func track(_ found: [WikiSurvey.Page], source: String) async throws -> [ResolvedPage] {
    let known = try await store.trackedPages(of: source, wiki: wikiID)
    let gone = known.filter { page in !found.contains { $0.pageID == page.pageID } }
    let moved = try await pages(byID: gone.map(\.pageID))
    for page in gone where !moved.contains(where: { $0.pageID == page.pageID }) {
      log.notice("\(wiki.name): \(page.title) was deleted; its history is no longer public and counts no more")
      try await store.forget(page: page.id)
    }
    var pages: [ResolvedPage] = []
    for page in found + moved {
      let tracked = try await store.track(pageID: page.pageID, title: page.title, source: source, wiki: wikiID)
      pages.append(ResolvedPage(tracked: tracked, lastRevisionID: page.lastRevisionID, redirects: page.redirects))
    }
    return pages
  }

  private func pages(byID ids: [Int]) async throws -> [WikiSurvey.Page] {
    var pages: [WikiSurvey.Page] = []
    for start in stride(from: 0, to: ids.count, by: 50) {
      let batch = ids[start..<min(start + 50, ids.count)].map { String($0) }
      let parameters = [
        "action": "query", "prop": "info|redirects", "rdprop": "title", "rdlimit": "max",
        "pageids": batch.joined(separator: "|"),
      ]
      for try await batch in wiki.query(parameters, as: SurveyAnswer.self) {
        for page in batch.answer?.pages ?? [] {
          guard let pageID = page.pageid, let title = page.title, let revision = page.lastrevid else { continue }
          pages.append(
            WikiSurvey.Page(
              pageID: pageID, title: title, lastRevisionID: revision,
              redirects: (page.redirects ?? []).map(\.title)))
        }
      }
    }
    return pages
  }

  /// Why a title names no page, or nil when that is no failure: a deleted page has no history that counts, and a
  /// support page that does not exist yet has no views.
  private func reasonForMissing(_ title: String, isRequired: Bool) async throws -> String? {
    guard isRequired else {
      log.warning("\(wiki.name): the support page \(title) does not exist; it adds nothing")
      return nil
    }
    struct LogAnswer: Decodable, Sendable {
      struct Event: Decodable, Sendable { let action: String }
      let logevents: [Event]?
    }
    let parameters = [
      "action": "query", "list": "logevents", "letype": "delete", "letitle": title, "lelimit": "1", "leprop": "type",
    ]
    for try await batch in wiki.query(parameters, as: LogAnswer.self) {
      if batch.answer?.logevents?.first?.action == "delete" {
        log.warning("\(wiki.name): \(title) was deleted; its history is not public and counts in no KPI")
        return nil
      }
      break
    }
    return "\(title) does not exist on \(wiki.name)"
  }
}
