import Foundation
import MediaWiki

/// Facts that a report carries in its folder, as CSV in the fact store's own terms.
package struct CarriedFacts: Sendable {
  private let report: ReportDefinition

  /// The tables that the facts are made of.
  private static let files = ["pages.csv", "revisions.csv", "pageviews.csv"]

  /// The mark that the facts are samples, in the first table that has it; nil where they are somebody's own.
  var sampleMark: Mistake? {
    for file in Self.files {
      let path = Self.path(file, in: report)
      // What can't be read is told when the facts are.
      guard let text = try? CSVTable.text(of: path), let place = SampleMark.position(in: text) else { continue }
      return Mistake(table: path, at: place, message: SampleMark.message)
    }
    return nil
  }

  /// The facts of a report, or nil when its folder has none.
  package init?(_ report: ReportDefinition) {
    guard FileManager.default.fileExists(atPath: Self.path("pages.csv", in: report)) else { return nil }
    self.report = report
  }

  /// Brings the facts into a store.
  ///
  /// - Throws: ``ReportMistakes`` that name file and line.
  package func load(into store: FactStore) async throws {
    let table = try CSVTable(
      path: Self.path("pages.csv", in: report), columns: ["wiki", "page_id", "title", "created", "checked", "problem"])
    let revisions = try revisions(of: Set(try table.rows.map(PageKey.init)))
    var wikiIDs: [String: Int64] = [:]
    for wiki in report.wikis { wikiIDs[wiki.name] = try await store.wikiID(api: wiki.api.text) }
    for row in table.rows {
      let name = try row.text("wiki")
      guard let wikiID = wikiIDs[name] else { throw unknownWiki(name, row) }
      let title = try row.text("title")
      let key = try PageKey(row)
      let checked = try row.optional("checked", row.instant)
      for source in report.sources(on: name).names where Self.matches(source, title) {
        let page = try await store.track(pageID: key.pageID, title: title, source: source, wiki: wikiID)
        try await store.forgetHistory(page: page.id)
        let history = revisions[key] ?? []
        if !history.isEmpty {
          try await store.keep(history, page: page.id, wiki: wikiID, replacingFrom: nil)
        }
        try await store.keep(page: page.id, created: try row.instant("created"), redirects: [])
        if let checked {
          try await store.complete(
            page: page.id, lastRevisionID: history.last?.id ?? 0, checked: checked, compared: nil)
        }
        let problem = try row.optional("problem", row.text)
        if let problem { try await store.settle(page: page.id, problem: problem) }
        try await store.settle(source: source, wiki: wikiID, checked: checked, problem: problem)
      }
    }
    try await settleEmptySources(wikiIDs: wikiIDs, store: store)
    try await loadPageviews(into: store)
  }

  private struct PageKey: Hashable {
    let wiki: String
    let pageID: Int

    init(_ row: CSVRow) throws {
      wiki = try row.text("wiki")
      pageID = try row.number("page_id")
    }
  }

  private func unknownWiki(_ name: String, _ row: CSVRow) -> ReportMistakes {
    row.mistake(
      "the wiki \"\(name)\" is not defined in \(ReportReader.file)"
        + NearestName.suggestion(for: name, among: report.wikis.map(\.name)), in: "wiki")
  }

  private static func path(_ file: String, in report: ReportDefinition) -> String {
    report.folder + "/facts/" + file
  }

  /// Whether a page belongs to a source: it has its title, or begins with its prefix.
  private static func matches(_ source: String, _ title: String) -> Bool {
    source.hasSuffix("*") ? title.hasPrefix(source.dropLast()) : source == title
  }

  /// A prefix that no page begins with is known to have none.
  private func settleEmptySources(wikiIDs: [String: Int64], store: FactStore) async throws {
    guard let asOf = report.asOf else { return }
    for (name, wikiID) in wikiIDs {
      for archives in report.sources(on: name).archives {
        let pages = try await store.trackedPages(of: archives, wiki: wikiID)
        if pages.isEmpty { try await store.settle(source: archives, wiki: wikiID, checked: asOf, problem: nil) }
      }
    }
  }

  /// The histories; a revision of a page that is not among them would be lost without a word.
  private func revisions(of pages: Set<PageKey>) throws -> [PageKey: [RevisionFact]] {
    let table = try CSVTable(
      path: Self.path("revisions.csv", in: report),
      columns: ["wiki", "page_id", "revision_id", "timestamp", "user_id", "user", "kind", "reverted"])
    var histories: [PageKey: [RevisionFact]] = [:]
    for row in table.rows {
      let key = try PageKey(row)
      guard pages.contains(key) else {
        throw row.mistake("pages.csv has no page \(key.pageID) on the wiki \"\(key.wiki)\"", in: "page_id")
      }
      histories[key, default: []].append(
        RevisionFact(
          id: try row.number("revision_id"), timestamp: try row.instant("timestamp"), author: try author(row),
          isReverted: try row.number("reverted") == 1))
    }
    return histories.mapValues { $0.sorted { ($0.timestamp, $0.id) < ($1.timestamp, $1.id) } }
  }

  private func author(_ row: CSVRow) throws -> RevisionFact.Author {
    let id = try row.optional("user_id", row.number).flatMap { $0 > 0 ? $0 : nil }
    switch try row.text("kind") {
    case "registered": return .registered(id: id, name: try row.text("user"))
    case "temporary": return .temporary(id: id, name: try row.text("user"))
    case "anonymous": return .anonymous(address: try row.text("user"))
    case "hidden": return .hidden
    case let kind:
      throw row.mistake(
        "unknown kind \"\(kind)\""
          + NearestName.suggestion(for: kind, among: ["registered", "temporary", "anonymous", "hidden"]), in: "kind")
    }
  }

  private func loadPageviews(into store: FactStore) async throws {
    let path = Self.path("pageviews.csv", in: report)
    guard FileManager.default.fileExists(atPath: path) else { return }
    let table = try CSVTable(path: path, columns: ["wiki", "title", "day", "views"])
    var views: [String: [String: [CivilDate: Int]]] = [:]
    for row in table.rows {
      let day = try row.day("day")
      let wiki = try row.text("wiki")
      guard report.wikis.contains(where: { $0.name == wiki }) else { throw unknownWiki(wiki, row) }
      views[wiki, default: [:]][try row.text("title"), default: [:]][day] = try row.number("views")
    }
    for (wiki, titles) in views {
      guard let project = report.wikis.first(where: { $0.name == wiki })?.project else { continue }
      // The file answers for all of a wiki's titles from its first day on.
      let firstDay = titles.values.flatMap(\.keys).map(\.dayNumber).min()
      for (title, days) in titles {
        let article = try await store.article(project: project, title: title)
        let known = days.keys.map(\.dayNumber).sorted()
        guard let first = known.first, let last = known.last else { continue }
        try await store.keep(views: days, asked: (firstDay ?? first)...last, article: article.id)
        // Days are final back to the newest one that is missing.
        let missing = Set(first...last).subtracting(known).max()
        try await store.settle(article: article.id, finalDays: (missing ?? first - 1) + 1...last)
        if let missing {
          try await store.settle(
            article: article.id,
            problem: "the pageviews of \(title) are missing on \(CivilDate(dayNumber: missing)) and days before")
        }
      }
    }
  }
}
