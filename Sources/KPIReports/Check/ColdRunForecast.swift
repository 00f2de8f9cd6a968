import Logging
import MediaWiki

/// Counts the requests of a run with an empty store, and estimates its time, without reading what it would read.
///
/// The pages are found as such a run finds them; of what follows only a few requests are tried, to see how long they
/// take.
struct ColdRunForecast {
  let report: ReportDefinition
  let connect: Connect
  /// What counts as now.
  let asOf: Instant
  /// From when on tables are read.
  let firstDay: CivilDate
  /// From when on pageviews are read.
  let firstView: CivilDate
  /// Whether the bot signs in where it can.
  let signsIn: Bool

  /// What is to be done.
  ///
  /// - Throws: ``WikiError`` where a wiki does not answer.
  func run() async throws -> ColdRun {
    var total = WorkTally()
    for definition in report.wikis {
      let wiki = try connect.wiki(definition)
      var work = WikiWork(wiki: wiki, connect: connect)
      let sources = report.sources(on: definition.name)
      let tables = report.tablePages(on: definition.name)
      if !sources.names.isEmpty || !tables.isEmpty {
        await work.signIn(signsIn)
      } else if report.publish?.wiki == definition.name {
        // It is asked what its pages can have.
        work.add(1, each: .zero, atOnce: 1)
      }
      if !sources.names.isEmpty { try await add(definition, sources, to: &work, &total) }
      try await work.addTables(tables, before: report.ends(from: firstDay, asOf: asOf))
      let limit = try await limit(of: definition, wiki)
      total.add(work, countedBy: Connect.counter(of: definition.api), limit: limit)
    }
    return total.coldRun
  }

  /// Adds what is read of a wiki's pages, and of their views.
  private func add(
    _ definition: WikiDefinition, _ sources: WikiCollector.Sources, to work: inout WikiWork, _ total: inout WorkTally
  ) async throws {
    let store = try FactStore()
    let collector = WikiCollector(
      wiki: work.wiki, store: store, wikiID: try await store.wikiID(api: definition.api.text),
      people: report.people, progress: .none,
      log: Logger(label: "forecast") { _ in SwiftLogNoOpLogHandler() }, readsDiscussions: report.measuresDiscussions)
    let found = try await work.measured {
      var setbacks = Setbacks()
      return try await collector.find(sources, setbacks: &setbacks)
    }
    try await work.addHistories(found.pages, named: sources.feedback)
    work.addBoards(found.boards)
    // The log that tells who was a bot when; a long one takes more.
    if collector.rightsLog(of: sources) != nil { work.add(1, each: work.usual, atOnce: 1) }
    if report.measuresDiscussions { try await work.addDiscussions(found.pages) }
    work.add(found.support.count, each: work.usual, atOnce: Pacer.mostAtOnce)
    guard report.measuresReading, !found.support.isEmpty, let base = definition.pageviews,
      let project = definition.project
    else { return }
    var titles: Set<String> = []
    for page in found.support.map(\.page.current) { titles.formUnion([page.title] + page.redirects) }
    let api = try connect.pageviews(base: base, project: project)
    let last = CivilDate(dayNumber: max(firstView.dayNumber, asOf.date.dayNumber - 1))
    let round = try await Self.timed(Array(titles.sorted().prefix(Pacer.mostAtOnce))) {
      _ = try? await api.daily(title: $0, from: firstView, through: last)
    }
    // The days on which no page has views are looked up with one more.
    var views = WikiWork(wiki: work.wiki, connect: connect)
    views.add(titles.count + 1, each: round, atOnce: min(Pacer.mostAtOnce, titles.count))
    work.wait(views.time)
    total.add(views, countedBy: Connect.counter(of: base), limit: try await limit(of: definition, work.wiki))
  }

  /// How many requests a minute are taken: as the wiki's answers showed, or as Wikimedia says.
  private func limit(of definition: WikiDefinition, _ wiki: Wiki) async throws -> Int? {
    if let known = await wiki.knownLimit() { return known }
    guard Wikimedia.runs(definition.api.host) else { return nil }
    return RequestClass(groups: await wiki.knownUser?.groups).limit
  }

  /// How long it takes until requests for some parts, all under way at once, are answered.
  static func timed<Part: Sendable, Result: Sendable>(
    _ parts: [Part], _ work: @escaping @Sendable (Part) async throws -> Result
  ) async throws -> (results: [Result], time: Duration) {
    let begin = ContinuousClock.now
    let results = try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      for (place, part) in parts.enumerated() { group.addTask { (place, try await work(part)) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    return (results.sorted { $0.0 < $1.0 }.map(\.1), ContinuousClock.now - begin)
  }

  private static func timed<Part: Sendable>(
    _ parts: [Part], _ work: @escaping @Sendable (Part) async throws -> Void
  ) async throws -> Duration {
    let result: (results: [Void], time: Duration) = try await timed(parts, work)
    return result.time
  }
}

/// The requests of a run and their time, by those who count them.
private struct WorkTally {
  private var counted: [String: (requests: Int, time: Duration, limit: Int?)] = [:]
  private var longest = Duration.zero
  private var isAtLeast = false

  mutating func add(_ work: WikiWork, countedBy counter: String, limit: Int?) {
    var sum = counted[counter] ?? (0, .zero, limit)
    sum.requests += work.requests
    sum.time += work.time
    sum.limit = limit
    counted[counter] = sum
    longest = max(longest, work.time + work.waiting)
    isAtLeast = isAtLeast || work.isAtLeast
  }

  var coldRun: ColdRun {
    let times = counted.values.map { work in
      let cost = work.requests > 0 ? work.time * Pacer.mostAtOnce / work.requests : .zero
      return max(work.time, RequestForecast.time(of: work.requests, each: cost, limit: work.limit))
    }
    return ColdRun(
      requests: counted.values.map(\.requests).reduce(0, +), time: max(longest, times.max() ?? .zero),
      isAtLeast: isAtLeast)
  }
}
