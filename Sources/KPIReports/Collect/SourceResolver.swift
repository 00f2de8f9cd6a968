import Logging
import MediaWiki

/// A page that a source of the report is.
struct ResolvedPage: Sendable {
  let tracked: TrackedPage
  let current: WikiSurvey.Page
  /// The titles that the page has, and had when it was last seen.
  let titles: Set<String>
  /// Whether it had another title when it was last seen.
  var isRetitled = false
}

/// Finds the pages that a report's sources are on a wiki, and keeps them.
struct SourceResolver: Sendable {
  let wiki: Wiki
  let store: FactStore
  let wikiID: Int64
  let survey: WikiSurvey
  let lister: ArchiveLister
  /// What the log of deletions shows since the pages were read.
  let changes: HistoryLog
  /// The wiki's time.
  let now: Instant
  let log: Logger

  /// Keeps what a feedback title stands for.
  func resolve(_ title: FeedbackTitle, _ lineage: Lineage) async throws -> [ResolvedPage] {
    if case .unknownModel(let model) = title.resolution {
      try await refuse(title.name, form: .unknown(model: model))
      return []
    }
    for remark in lineage.remarks { log.notice("\(wiki.name): \(remark)") }
    for page in lineage.lost where !title.lost.contains(page) { tell(ofLost: page) }
    let pages = try await keep(lineage.pages, of: title.name, known: title.known)
    try await store.confine(source: title.name, wiki: wikiID, to: pages.map(\.tracked.id))
    try await store.keep(lost: lineage.lost, source: title.name, wiki: wikiID)
    if let problem = lineage.problem {
      // The pages that it was before are no longer its own.
      try await store.lose(source: title.name, wiki: wikiID, problem: problem)
    } else {
      // Where no page is left, why is all that is known.
      let problem = pages.isEmpty ? lineage.lost.last.map { $0.on(wiki.name).reason } : nil
      try await store.settle(source: title.name, wiki: wikiID, checked: now, problem: problem)
    }
    let mark = lineage.isOpen ? nil : title.standing.map(TitleMark.init)
    try await store.keep(mark, source: title.name, wiki: wikiID)
    return pages
  }

  /// The support pages that a title stands for: the one it leads to now, and those it was before they were moved.
  func resolve(support title: String) async throws -> [ResolvedPage] {
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
    let known = try await store.trackedPages(of: title, wiki: wikiID)
    let gone = known.filter { page in !found.contains { $0.pageID == page.pageID } }
    let moved = try await lister.pages(byID: gone.map(\.pageID))
    for page in gone where !moved.contains(where: { $0.pageID == page.pageID }) {
      log.notice("\(wiki.name): \(page.title) was deleted; which titles had its views is no longer known")
      try await store.forget(page: page.id)
    }
    // A redirect is the page's, also where the wiki's table of redirects does not have it yet.
    let pages = try await keep(
      found + moved, of: title, known: known, alias: survey.followed[title] == nil ? nil : title)
    if case .invalid(let reason) = resolution {
      let problem = MissingPage.reason(title, wiki: wiki.name, because: reason)
      try await store.settle(source: title, wiki: wikiID, checked: nil, problem: problem)
    } else if pages.isEmpty {
      // Views are counted by titles: which ones a page had that is gone, nobody can tell.
      let problem = try await MissingPage.reason(title, wiki: wiki.name, departure: wiki.departure(of: title))
      log.error("\(problem)")
      try await store.lose(source: title, wiki: wikiID, problem: problem)
    } else {
      try await store.settle(source: title, wiki: wikiID, checked: now, problem: nil)
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
  ///
  /// Pages that were moved away stay its own. A store that looks for the first time finds them, and those that were
  /// deleted, by the logs.
  func settle(_ found: [WikiSurvey.Page], of pattern: String) async throws -> [ResolvedPage] {
    let former = try await formerArchives(of: pattern, found)
    let found = found + former.moved
    let known = try await store.trackedPages(of: pattern, wiki: wikiID)
    let gone = known.filter { page in !found.contains { $0.pageID == page.pageID } }
    let moved = try await lister.pages(byID: gone.map(\.pageID))
    for page in former.lost { tell(ofLost: page) }
    var lost = (try await store.lostPages(of: pattern, wiki: wikiID) + former.lost).filter { page in
      !(found + moved).contains { $0.pageID == page.pageID }
        && !(changes.restoration(of: page.name).map { $0 >= page.deleted } ?? false)
    }
    for page in gone where !moved.contains(where: { $0.pageID == page.pageID }) {
      let deleted = LostPage(
        name: page.title, pageID: page.pageID, first: page.lastRevisionID == nil ? nil : page.created,
        deleted: changes.newest(of: page.title) ?? now)
      tell(ofLost: deleted)
      lost.append(deleted)
      try await store.forget(page: page.id)
    }
    let pages = try await keep(found + moved, of: pattern, known: known)
    try await store.keep(lost: lost, source: pattern, wiki: wikiID)
    try await store.settle(source: pattern, wiki: wikiID, checked: now, problem: nil)
    return pages
  }

  /// The pages that left a prefix before the store looked for the first time.
  private func formerArchives(
    of pattern: String, _ found: [WikiSurvey.Page]
  ) async throws -> (moved: [WikiSurvey.Page], lost: [LostPage]) {
    guard try await store.check(of: pattern, wiki: wikiID) == nil else { return ([], []) }
    let prefix = String(pattern.dropLast())
    // The wiki ignores a space at the end of a prefix.
    let titles = try await FormerArchives(wiki: wiki).titles(under: prefix, present: found.map(\.title)).filter {
      let ((namespace, start), (other, name)) = (survey.split(prefix), survey.split($0))
      return namespace == other && name.lowercased().hasPrefix(start.replacing("_", with: " ").lowercased())
    }
    var reader = FormerPagesReader(on: wiki)
    var former = FormerPages()
    for title in titles { former.add(try await reader.read(title)) }
    let places = former.moved.filter { place in !found.contains { $0.title == place.title } }
    let text = OwnText(wiki: wiki)
    var moved: [WikiSurvey.Page] = []
    for page in places.isEmpty ? [] : try await lister.pages(titled: places.map(\.title)) {
      let left = places.first { $0.title == page.title }?.left
      if try await text.stood(on: page, before: left) { moved.append(page) }
    }
    return (moved, former.deleted.map { LostPage(name: $0.title, first: nil, deleted: $0.time) })
  }

  private func tell(ofLost page: LostPage) {
    log.warning("\(wiki.name): \(page.name) was deleted; what was written there is no longer public, and unknown")
  }

  /// Keeps that a source is some pages.
  private func keep(
    _ found: [WikiSurvey.Page], of source: String, known: [TrackedPage], alias: String? = nil
  ) async throws -> [ResolvedPage] {
    var pages: [ResolvedPage] = []
    for page in found {
      let tracked = try await store.track(pageID: page.pageID, title: page.title, source: source, wiki: wikiID)
      let former = known.first { $0.pageID == page.pageID }?.title
      let titles = Set([page.title, former, alias].compactMap(\.self))
      pages.append(
        ResolvedPage(
          tracked: tracked, current: page, titles: titles, isRetitled: former.map { $0 != page.title } ?? false))
    }
    return pages
  }
}
