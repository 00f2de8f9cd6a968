import MediaWiki

/// Reads what pages with figures and lists held at the ends of periods, several at once.
struct TablePageCollector: Sendable {
  let wiki: Wiki
  let store: FactStore
  /// The store's id of the wiki.
  let wikiID: Int64

  /// Reads pages as they were just before each of some times.
  ///
  /// - Returns: why pages could not be read, which is kept as their problem.
  /// - Throws: only what concerns the store.
  func collect(_ titles: [String], before times: [Instant]) async throws -> [WikiError] {
    var setbacks = Setbacks()
    try await setbacks.attemptEach(of: titles) { title in
      try await collect(title, before: times)
    } keep: { error, title in
      let problem = "\(title) on \(wiki.name) could not be read (\(WikiCollector.cause(of: error)))"
      try await store.settle(tablePage: title, wiki: wikiID, absentUntil: nil, problem: problem)
    }
    return setbacks.failures
  }

  /// Reads a page as it was at each time, the newest first; a page that never changed is read once.
  private func collect(_ title: String, before times: [Instant]) async throws {
    var absentUntil: Instant?
    var problem: String?
    var rest = times.sorted(by: >)[...]
    while let time = rest.first {
      guard let revision = try await revision(of: title, before: time) else {
        absentUntil = time
        if rest.count == times.count { problem = MissingPage.reason(title, wiki: wiki.name) }
        break
      }
      try await keep(revision, of: title, seen: time)
      rest = rest.drop { $0 > revision.timestamp }
    }
    try await store.settle(tablePage: title, wiki: wikiID, absentUntil: absentUntil, problem: problem)
  }

  private func keep(_ revision: Answer.Revision, of title: String, seen: Instant) async throws {
    var tables: [PageTable] = []
    var (problem, unread): (String?, String?)
    do throws(WikitextTables.Problem) {
      guard let text = revision.slots?.main.content else {
        throw WikitextTables.Problem(message: "has a text that is hidden")
      }
      if title.hasSuffix(TabularData.ending) {
        tables = [try TabularData.read(text)]
      } else {
        let page = try WikitextTables.read(text)
        (tables, unread) = (page.tables, page.unread)
      }
    } catch {
      problem = "\(title) on \(wiki.name) \(error.message)"
    }
    try await store.keep(
      PageTableVersion(
        revision: revision.revid, timestamp: revision.timestamp, seen: seen, tables: tables, problem: problem,
        unread: unread),
      page: title, wiki: wikiID)
  }

  private func revision(of title: String, before time: Instant) async throws -> Answer.Revision? {
    let parameters = [
      "action": "query", "prop": "revisions", "titles": title, "redirects": "1", "rvprop": "ids|timestamp|content",
      "rvslots": "main", "rvlimit": "1", "rvstart": time.adding(seconds: -1).description,
    ]
    let answer = try await wiki.call(parameters, as: Answer.self)
    return answer.query?.pages?.first?.revisions?.first
  }

  private struct Answer: Decodable, Sendable {
    struct Query: Decodable, Sendable { let pages: [Page]? }
    struct Page: Decodable, Sendable { let revisions: [Revision]? }
    struct Slots: Decodable, Sendable { let main: Slot }
    struct Slot: Decodable, Sendable { let content: String? }

    struct Revision: Decodable, Sendable {
      let revid: Int
      let timestamp: Instant
      let slots: Slots?
    }

    let query: Query?
  }
}

extension ReportDefinition {
  /// The pages with figures and lists on a wiki, each once.
  func tablePages(on wiki: String) -> [String] {
    var pages = figures.map { [$0] }?.filter { $0.wiki == wiki && asksForFigures }.map(\.page) ?? []
    for list in kpis.flatMap(\.lists) where list.wiki == wiki && !pages.contains(list.page) { pages.append(list.page) }
    return pages
  }

  private var asksForFigures: Bool { kpis.contains { !$0.figureNames.isEmpty } }
}

extension KPIRequest {
  /// The lists that the KPI is measured from.
  var lists: [ListSource] {
    guard case .share(let part, of: let whole) = options.input else { return [] }
    return [part, whole].compactMap { if case .list(let source) = $0 { source } else { nil } }
  }
}
