import Logging
import MediaWiki

/// A page that a source of the report is.
struct ResolvedPage: Sendable {
  let tracked: TrackedPage
  let current: WikiSurvey.Page
  /// The titles that the page has, and had when it was last seen.
  let titles: Set<String>
}

/// Finds the pages that a report's sources are on a wiki, and keeps them.
struct SourceResolver: Sendable {
  let wiki: Wiki
  let store: FactStore
  let wikiID: Int64
  let survey: WikiSurvey
  let lister: ArchiveLister
  /// The wiki's time.
  let now: Instant
  let log: Logger

  /// The pages that a title stands for: the one it leads to now, and those it was before they were moved.
  func resolve(_ title: String, isSupport: Bool = false) async throws -> [ResolvedPage] {
    let resolution = survey.resolutions[title] ?? .missing
    if case .unknownModel(let model) = resolution {
      try await refuse(title, form: .unknown(model: model))
      return []
    }
    var found: [WikiSurvey.Page] = []
    if case .page(let page) = resolution {
      found = [page]
      if survey.followed[title] != nil {
        log.notice("\(wiki.name): \(title) is a redirect; \(page.title) is measured")
      }
    }
    let pages = try await track(found, source: title, isFollowed: survey.followed[title] != nil)
    let absence: Absence
    if case .invalid(let reason) = resolution {
      absence = .failure(MissingPage.reason(title, wiki: wiki.name, because: reason))
    } else {
      absence = pages.isEmpty ? try await self.absence(of: title, isSupport: isSupport) : .none
    }
    switch absence {
    case .none: try await store.settle(source: title, wiki: wikiID, checked: now, problem: nil)
    case .known(let problem): try await store.settle(source: title, wiki: wikiID, checked: now, problem: problem)
    case .failure(let problem): try await store.settle(source: title, wiki: wikiID, checked: nil, problem: problem)
    case .lost(let problem): try await store.lose(source: title, wiki: wikiID, problem: problem)
    }
    return pages
  }

  /// Keeps why a title can't be read, of which the wiki does not even tell which page it is.
  private func refuse(_ title: String, form: PageForm) async throws {
    let problem = UnreadablePage.reason(title, wiki: wiki.name, because: form.whyUnreadable ?? "")
    log.error("\(problem)")
    for page in try await store.trackedPages(of: title, wiki: wikiID) where page.title == title {
      try await store.refuse(page: page.id, problem: problem)
    }
    try await store.settle(source: title, wiki: wikiID, checked: nil, problem: problem)
  }

  /// Keeps the pages whose titles start with a prefix, which were listed.
  func settle(_ found: [WikiSurvey.Page], of pattern: String) async throws -> [ResolvedPage] {
    let pages = try await track(found, source: pattern)
    try await store.settle(source: pattern, wiki: wikiID, checked: now, problem: nil)
    return pages
  }

  /// Keeps what a source is, and looks after the pages that it was: moved ones stay its own, deleted ones go.
  private func track(
    _ found: [WikiSurvey.Page], source: String, isFollowed: Bool = false
  ) async throws -> [ResolvedPage] {
    let known = try await store.trackedPages(of: source, wiki: wikiID)
    let gone = known.filter { page in !found.contains { $0.pageID == page.pageID } }
    let moved = try await lister.pages(byID: gone.map(\.pageID))
    for page in gone where !moved.contains(where: { $0.pageID == page.pageID }) {
      log.notice("\(wiki.name): \(page.title) was deleted; its history is no longer public and counts no more")
      try await store.forget(page: page.id)
    }
    var pages: [ResolvedPage] = []
    for page in found + moved {
      let tracked = try await store.track(pageID: page.pageID, title: page.title, source: source, wiki: wikiID)
      let former = known.first { $0.pageID == page.pageID }?.title
      var titles: Set = [page.title, former ?? page.title]
      // A redirect is the page's, also where the wiki's table of redirects does not have it yet.
      if isFollowed { titles.insert(source) }
      pages.append(ResolvedPage(tracked: tracked, current: page, titles: titles))
    }
    return pages
  }

  /// Why a title names no page.
  private enum Absence {
    /// It names one, or needs not.
    case none
    /// It named one whose history is no longer public: that is known, and worth telling where nothing else is left.
    case known(String)
    /// It can't be told what it should name.
    case failure(String)
    /// It names nothing that could be measured, whatever it named before.
    case lost(String)
  }

  /// Why a title names no page.
  private func absence(of title: String, isSupport: Bool) async throws -> Absence {
    if isSupport {
      // Views are counted by titles: which ones a page had that is gone, nobody can tell.
      let reason = try await MissingPage.reason(title, wiki: wiki.name, departure: wiki.departure(of: title))
      log.error("\(reason)")
      return .lost(reason)
    }
    struct LogAnswer: Decodable, Sendable {
      struct Event: Decodable, Sendable { let action: String }
      let logevents: [Event]?
    }
    let parameters = [
      "action": "query", "list": "logevents", "letype": "delete", "letitle": title, "lelimit": "1", "leprop": "type",
    ]
    for try await batch in wiki.query(parameters, as: LogAnswer.self) {
      guard batch.answer?.logevents?.first?.action == "delete" else { break }
      log.warning("\(wiki.name): \(title) was deleted; its history is not public and counts in no KPI")
      return .known("\(title) on \(wiki.name) was deleted")
    }
    return .failure(MissingPage.reason(title, wiki: wiki.name))
  }
}
