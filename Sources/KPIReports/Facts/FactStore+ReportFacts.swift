import GRDB
import MediaWiki

extension FactStore {
  /// Everything that is known for a report, as of one moment of the store; its own queries are carried out right after.
  ///
  /// Each page's newest revision before `end`, where the report's period ends, is told. Figures may be written down later,
  /// up to `now`, which is `end` where it is not told.
  package func facts(
    for report: ReportDefinition, until end: Instant, now: Instant? = nil
  ) async throws -> ReportFacts {
    var facts = try await database.read { database in
      var reader = FactsReader(database: database, report: report, end: end, now: now ?? end)
      return try reader.read()
    }
    facts.tables.queries = try results(of: report, actors: facts.actors, now: now ?? end)
    return facts
  }
}

/// Reads the facts of a report within one transaction.
struct FactsReader {
  let database: Database
  let report: ReportDefinition
  let end: Instant
  let now: Instant
  var facts = ReportFacts()
  /// Where a page of the store stands in the facts.
  private(set) var places: [Int64: Int] = [:]

  init(database: Database, report: ReportDefinition, end: Instant, now: Instant) {
    self.database = database
    self.report = report
    self.end = end
    self.now = now
  }

  mutating func read() throws -> ReportFacts {
    try readActors()
    if let target = report.publish { facts.features = try FactStore.features(of: api(of: target.wiki), in: database) }
    facts.tables = try TableFacts(report, until: now) { title, wiki in
      try FactStore.tablePage(title, api: api(of: wiki), in: database)
    }
    for product in report.products {
      var pages: [Int] = []
      var successions: [[Int]] = []
      var feedback: [Coverage] = []
      var lost: [LostPage] = []
      for source in product.feedback {
        successions.append([])
        for name in source.names {
          let (coverage, found) = try self.source(name, wiki: source.wiki)
          feedback.append(coverage)
          for page in try lostPages(of: name, wiki: source.wiki) where !lost.contains(page) { lost.append(page) }
          for page in found {
            let place = try self.place(of: page, wiki: source.wiki)
            if !pages.contains(place) { pages.append(place) }
            if !successions[successions.count - 1].contains(place) { successions[successions.count - 1].append(place) }
          }
        }
      }
      var support: [SupportPageFacts] = []
      var supportSources: [Coverage] = []
      for source in product.support {
        let (coverage, found) = try self.source(source.page, wiki: source.wiki)
        supportSources.append(coverage)
        for page in found {
          let facts = try supportPage(page, wiki: source.wiki)
          if !support.contains(where: { $0.wiki == facts.wiki && $0.pageID == facts.pageID }) {
            support.append(facts)
          }
        }
      }
      let rights = try rights(on: product.feedback.map(\.wiki))
      for case (let reach?, _) in rights where !facts.rights.contains(reach) { facts.rights.append(reach) }
      facts.products.append(
        ProductFacts(
          name: product.name, pages: pages, successions: successions, feedback: feedback, lost: lost,
          rights: rights.map(\.1),
          support: support, supportSources: supportSources))
    }
    try readDiscussions()
    return facts
  }

  private func api(of wiki: String) -> String {
    report.wikis.first { $0.name == wiki }?.api.text ?? ""
  }

  /// How far a source was resolved, and the store's ids of its pages.
  private func source(_ name: String, wiki: String) throws -> (Coverage, [Int64]) {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT source.id, source.checked, source.problem
        FROM source JOIN wiki ON wiki.id = source.wiki WHERE wiki.api = ? AND source.name = ?
        """, arguments: [api(of: wiki), name])
    guard let row else { return (Coverage(name: "\(name) on \(wiki)", wiki: wiki, until: nil, problem: nil), []) }
    let coverage = Coverage(
      name: "\(name) on \(wiki)", wiki: wiki, until: (row[1] as Int64?).map(Instant.init(seconds:)), problem: row[2])
    let pages = try Int64.fetchAll(
      database, sql: "SELECT page FROM source_page WHERE source = ? ORDER BY page", arguments: [row[0] as Int64])
    return (coverage, pages)
  }

  private func lostPages(of name: String, wiki: String) throws -> [LostPage] {
    let source = try Int64.fetchOne(
      database, sql: "SELECT source.id FROM source JOIN wiki ON wiki.id = source.wiki WHERE wiki.api = ? AND name = ?",
      arguments: [api(of: wiki), name])
    return try FactStore.lostPages(of: source, in: database).map { $0.on(wiki) }
  }

  private mutating func place(of page: Int64, wiki: String) throws -> Int {
    if let place = places[page] { return place }
    let row = try Row.fetchOne(
      database, sql: "SELECT page_id, title, created, checked, problem, content_model FROM page WHERE id = ?",
      arguments: [page])
    guard let row else { throw DatabaseError(message: "page \(page) of a source is not in the store") }
    let title: String = row[1]
    let isBoard = row[5] as String? == FactStore.boardModel
    facts.pages.append(
      PageFacts(
        title: title, wiki: wiki, pageID: row[0], created: (row[2] as Int64?).map(Instant.init(seconds:)),
        coverage: Coverage(
          name: "\(title) on \(wiki)", wiki: wiki, until: (row[3] as Int64?).map(Instant.init(seconds:)),
          problem: row[4]),
        // The posts of a board are no revisions of its page, and nothing shows it as it was.
        lastRevisionID: isBoard ? nil : try revision(of: page, before: end),
        edits: try history(of: page), isBoard: isBoard))
    places[page] = facts.pages.count - 1
    return facts.pages.count - 1
  }

  private func revision(of page: Int64, before end: Instant) throws -> Int? {
    try Int.fetchOne(
      database,
      sql: "SELECT id FROM revision WHERE page = ? AND timestamp < ? ORDER BY timestamp DESC, id DESC LIMIT 1",
      arguments: [page, end.seconds])
  }

  private func history(of page: Int64) throws -> [PackedEdit] {
    let bytes =
      try Int.fetchOne(
        database, sql: "SELECT sum(length(edits)) FROM revision_block WHERE page = ?", arguments: [page]) ?? 0
    var edits: [PackedEdit] = []
    edits.reserveCapacity(bytes / 8)
    let rows = try Row.fetchCursor(
      database, sql: "SELECT edits FROM revision_block WHERE page = ? ORDER BY first, id", arguments: [page])
    while let row = try rows.next() {
      try row.withUnsafeData(atIndex: 0) { data in
        guard let data else { return }
        FactStore.append(data, to: &edits)
      }
    }
    return edits
  }

  private func supportPage(_ page: Int64, wiki: String) throws -> SupportPageFacts {
    let row = try Row.fetchOne(
      database, sql: "SELECT page_id, title, created FROM page WHERE id = ?", arguments: [page])
    guard let row else { throw DatabaseError(message: "page \(page) of a source is not in the store") }
    let title: String = row[1]
    let redirects = try String.fetchAll(
      database, sql: "SELECT title FROM redirect WHERE page = ? ORDER BY title", arguments: [page])
    let project = report.wikis.first { $0.name == wiki }?.project
    return SupportPageFacts(
      title: title, wiki: wiki, pageID: row[0], created: (row[2] as Int64?).map(Instant.init(seconds:)),
      lastRevisionID: try FactStore.newestRevision(of: page, before: end, in: database),
      articles: try ([title] + redirects).map { try article($0, project: project) })
  }

  private func article(_ title: String, project: String?) throws -> ArticleFacts {
    guard let project else {
      return ArticleFacts(
        title: title, askedDays: nil, finalDays: nil, views: [:], problem: "no pageviews are counted for this wiki")
    }
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT id, first_day, final_day, problem, first_asked, last_asked FROM article WHERE project = ? AND title = ?
        """, arguments: [project, title])
    guard let row else { return ArticleFacts(title: title, askedDays: nil, finalDays: nil, views: [:], problem: nil) }
    var views: [Int: Int] = [:]
    let days = try Row.fetchCursor(
      database, sql: "SELECT day, views FROM pageview WHERE article = ?", arguments: [row[0] as Int64])
    while let day = try days.next() { views[day[0]] = day[1] }
    return ArticleFacts(
      title: title, askedDays: FactStore.range(row[4], row[5]), finalDays: FactStore.range(row[1], row[2]),
      views: views, problem: row[3])
  }
}
