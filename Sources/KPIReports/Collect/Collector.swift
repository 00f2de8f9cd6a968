import Logging
import MediaWiki

/// Brings the fact store up to date with the wikis of a report.
package struct Collector: Sendable {
  let report: ReportDefinition
  let store: FactStore
  let connect: Connect
  private let asOf: Instant
  private let progress: Progress
  let log: Logger
  private let readsAgain: Bool

  /// What came of collecting.
  package struct Outcome: Sendable {
    /// A wiki or a pageviews project of which something could not be read, and why.
    package struct Failure: Sendable {
      /// What could not be read.
      package let source: String
      /// Why.
      package let error: any Error
    }

    /// How many wikis were asked.
    package var wikis = 0
    /// How many of them answered.
    package var wikisReached = 0
    /// What could not be read.
    package var failures: [Failure] = []
  }

  /// Prepares to collect; with `readsAgain`, every page history is compared with the wiki's from its beginning.
  package init(
    _ report: ReportDefinition, store: FactStore, connect: Connect, asOf: Instant, progress: Progress, log: Logger,
    readsAgain: Bool = false
  ) {
    self.readsAgain = readsAgain
    self.report = report
    self.store = store
    self.connect = connect
    self.asOf = asOf
    self.progress = progress
    self.log = log
  }

  /// Collects what periods from a day on need: whole histories, tables and pageviews.
  ///
  /// Views can be asked for from an earlier day, since that takes no further request: what is usual, and how the same
  /// period was a year before, shows only in a longer series.
  ///
  /// - Throws: only what concerns the store; what concerns a wiki is in the outcome.
  package func collect(from firstDay: CivilDate, pageviewsFrom firstView: CivilDate? = nil) async throws -> Outcome {
    let wikis = report.wikis.filter { wiki in report.sources(on: wiki.name).names.isEmpty == false }
    var outcome = Outcome()
    outcome.wikis = wikis.count
    var found: [String: WikiCollector.Outcome] = [:]
    try await withThrowingTaskGroup(
      of: (name: String, found: WikiCollector.Outcome?, failures: [Outcome.Failure]).self
    ) { group in
      for wiki in wikis {
        group.addTask { try await collect(wiki, pageviewsFrom: firstView ?? firstDay) }
      }
      for try await result in group {
        found[result.name] = result.found
        outcome.wikisReached += result.found == nil ? 0 : 1
        outcome.failures += result.failures
      }
    }
    outcome.failures += try await collectRights(of: wikis, found)
    try await collectTables(from: firstDay, besides: wikis, into: &outcome)
    outcome.failures.sort { $0.source < $1.source }
    try await collectFeatures(besides: wikis)
    return outcome
  }

  /// Reads the pages with figures and lists, as they were at the end of each period since a day.
  private func collectTables(
    from firstDay: CivilDate, besides wikis: [WikiDefinition], into outcome: inout Outcome
  ) async throws {
    for definition in report.wikis {
      let pages = report.tablePages(on: definition.name)
      guard !pages.isEmpty else { continue }
      let isOther = !wikis.contains { $0.name == definition.name }
      outcome.wikis += isOther ? 1 : 0
      let collector = TablePageCollector(
        wiki: try connect.wiki(definition), store: store, wikiID: try await store.wikiID(api: definition.api.text))
      let errors = try await collector.collect(pages, before: report.ends(from: firstDay, asOf: asOf))
      outcome.wikisReached += isOther && errors.count < pages.count ? 1 : 0
      guard let error = errors.first else { continue }
      log.error("\(errors.count) of \(pages.count) tables on \(definition.name) could not be read: \(error)")
      outcome.failures.append(Outcome.Failure(source: definition.name, error: error))
    }
  }

  /// Asks what the report's page can have, where its wiki was not among those that are read.
  ///
  /// Without an answer, what is known of the wiki stays.
  private func collectFeatures(besides wikis: [WikiDefinition]) async throws {
    guard let target = report.publish, !wikis.contains(where: { $0.name == target.wiki }),
      let definition = report.wikis.first(where: { $0.name == target.wiki })
    else { return }
    let features: WikiFeatures
    do {
      // The numbers do not depend on it, so that nobody should wait for it.
      features = try await WikiFeatures(of: try connect.wiki(definition), patience: Patience(.zero))
    } catch let error where error is WikiError || error is MissingContact {
      log.notice("\(definition.name) did not say what its pages can have: \(error)")
      return
    }
    try await store.keep(features: features, wiki: try await store.wikiID(api: definition.api.text))
  }

  private func collect(
    _ definition: WikiDefinition, pageviewsFrom firstDay: CivilDate
  ) async throws -> (name: String, found: WikiCollector.Outcome?, failures: [Outcome.Failure]) {
    let sources = report.sources(on: definition.name)
    let collector = WikiCollector(
      wiki: try connect.wiki(definition), store: store, wikiID: try await store.wikiID(api: definition.api.text),
      people: report.people, progress: progress, log: log,
      readsDiscussions: report.measuresDiscussions, readsAgain: readsAgain,
      // People of several wikis are told by their names.
      readsNames: report.people.goByName || report.wikis.count > 1)
    let found: WikiCollector.Outcome
    do {
      found = try await collector.collect(sources)
    } catch let error as WikiError {
      log.error("\(definition.name) could not be read: \(error)")
      return (definition.name, nil, [Outcome.Failure(source: definition.name, error: error)])
    }
    var failures = found.failures.map { Outcome.Failure(source: definition.name, error: $0) }
    guard report.measuresReading, !found.support.isEmpty, let base = definition.pageviews,
      let project = definition.project
    else { return (definition.name, found, failures) }
    let pageviews = PageviewCollector(
      api: try connect.pageviews(base: base, project: project), store: store, project: project,
      busyTitle: found.mainPage, asOf: min(asOf, found.time), progress: progress)
    let errors = try await pageviews.collect(found.support, from: firstDay)
    if let error = errors.first {
      let more = errors.count > 1 ? " (and \(errors.count - 1) more like it)" : ""
      log.error("the pageviews of \(project) could not be read: \(error)\(more)")
      failures.append(Outcome.Failure(source: "pageviews of \(project)", error: error))
    }
    return (definition.name, found, failures)
  }
}

extension ReportDefinition {
  /// What the report names on one of its wikis, each once.
  func sources(on wiki: String) -> WikiCollector.Sources {
    var sources = WikiCollector.Sources()
    for product in products {
      for source in product.feedback where source.wiki == wiki {
        if !sources.feedback.contains(source.page) { sources.feedback.append(source.page) }
        if let archives = source.archives, !sources.archives.contains(archives) { sources.archives.append(archives) }
      }
      for source in product.support where source.wiki == wiki && !sources.support.contains(source.page) {
        sources.support.append(source.page)
      }
    }
    return sources
  }

  /// The ends of the periods since a day, and now where one lasts.
  func ends(from firstDay: CivilDate, asOf: Instant) -> [Instant] {
    var period = Period(period, containing: firstDay.start)
    var ends: [Instant] = []
    while period.start < asOf {
      ends.append(min(period.end, asOf))
      period = period.next
    }
    return ends
  }

  /// Whether any KPI of the report needs pageviews.
  var measuresReading: Bool { measures(.reading, orAsksFor: .pageviews) }

  /// Whether any KPI of the report needs the threads of the feedback pages.
  var measuresDiscussions: Bool { measures(.discussions, orAsksFor: .discussions) }

  /// A query can read a table only if the table's name stands in it somewhere.
  private func measures(_ family: KPIDefinition.Family, orAsksFor source: QueryTables.Source) -> Bool {
    let tables = QueryTables.sources.filter { $0.value == source }.keys
    return kpis.contains { request in
      let query = request.query?.sql.lowercased()
      return request.kpi.family == family || tables.contains { query?.contains($0) ?? false }
    }
  }
}

extension FeedbackSource {
  /// The names under which the store keeps what the source is.
  var names: [String] { [page] + (archives.map { [$0] } ?? []) }
}
