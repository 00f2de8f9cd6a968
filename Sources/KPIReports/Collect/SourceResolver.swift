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
  /// The wiki's time.
  let now: Instant
  let log: Logger

  /// The pages that a title stands for: the one it leads to now, and those it was before they were moved.
  func resolve(
    _ title: String, isRequired: Bool = true
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
  func list(_ pattern: String) async throws -> [ResolvedPage] {
    let (namespace, prefix) = survey.split(String(pattern.dropLast()))
    let parameters = [
      "action": "query", "prop": "info", "generator": "allpages", "gapnamespace": String(namespace),
      "gapprefix": prefix, "gaplimit": "max", "gapfilterredir": "nonredirects",
    ]
    var found: [WikiSurvey.Page] = []
    for try await batch in wiki.query(parameters, as: SurveyAnswer.self) {
      for page in batch.answer?.pages ?? [] {
        if let page = WikiSurvey.Page(page, redirects: []) { found.append(page) }
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
      let former = known.first { $0.pageID == page.pageID }?.title
      pages.append(ResolvedPage(tracked: tracked, current: page, titles: [page.title, former ?? page.title]))
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
          guard let page = WikiSurvey.Page(page, redirects: (page.redirects ?? []).map(\.title)) else { continue }
          pages.append(page)
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
