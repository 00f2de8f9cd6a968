import Logging
import MediaWiki

/// One run of a report, step by step: definition, facts, measures, page.
package struct Pipeline: Sendable {
  /// What a user may choose for a run.
  package struct Options: Sendable {
    /// The report folder's path.
    package var folder: String
    /// The folder of the reports that come with kpibot.
    package var shippedTemplates: String?
    /// The period to show last; nil for the last complete one.
    package var period: String?
    /// How many periods to show; nil for the report's own number.
    package var periods: Int?
    /// What counts as now, where the user says so.
    package var asOf: Instant?
    /// The fact store's file; nil for one in the state directory.
    package var store: String?
    /// Whether the facts in hand have to do.
    package var isOffline = false
    /// Whether the page is to be saved, so that what was saved must be remembered.
    package var publishes = false
    /// How long to wait in all for what fails in passing, and for another run to finish.
    package var patience: Duration = .seconds(900)

    /// Makes options for a report folder.
    package init(folder: String) { self.folder = folder }
  }

  /// The report.
  package let definition: ReportDefinition
  /// What counts as now.
  package let asOf: Instant
  /// The shown periods, oldest first.
  package private(set) var periods: [Period]
  /// Whether the facts in hand have to do: the user says so, or the report carries them.
  package let isOffline: Bool

  private let templates: TemplateFolder
  /// How long to wait in all for what fails in passing, and for another run to finish.
  package let patience: Duration

  /// Whether the facts are those that the report carries, read into memory for this run.
  package var keepsFactsInMemory: Bool { storePath == nil }

  private let storePath: String?
  private let publishes: Bool
  private let carried: CarriedFacts?

  /// Whether the facts stand in the report's folder, so that no wiki is asked for any.
  package var carriesFacts: Bool { carried != nil }
  private let register: DiscussionRegister?
  private let tables: TableFacts

  /// What is wrong in the tables of the folder, or sample, so that nothing can be published.
  package var faults: [Mistake] { tables.faults }

  /// Reads and checks the whole report folder; nothing is fetched yet.
  ///
  /// The clock counts where neither the user nor the report sets another time; the environment names the state directory.
  ///
  /// - Throws: ``ReportMistakes`` or ``PeriodError``.
  package init(_ options: Options, clock: Instant, environment: [String: String]) throws {
    var tables: TableFacts
    (definition, templates, tables, register) = try Self.readFolder(options, now: max(clock, options.asOf ?? clock))
    carried = CarriedFacts(definition)
    tables.faults += [carried?.sampleMark, register?.sampleMark].compactMap(\.self) + (register?.faults ?? [])
    self.tables = tables
    isOffline = options.isOffline || carried != nil
    asOf = options.asOf ?? (carried == nil ? clock : definition.asOf ?? clock)
    periods = try Self.periods(options, definition: definition, asOf: asOf)
    publishes = options.publishes
    patience = options.patience
    let isKept = carried == nil || publishes
    storePath = options.store ?? (isKept ? StateDirectory(environment).store(of: definition.name) : nil)
  }

  /// The same run with so many periods up to the same last one.
  package func showing(_ count: Int) -> Pipeline {
    var pipeline = self
    pipeline.periods = Self.periods(endingWith: periods[periods.count - 1], count: count)
    return pipeline
  }

  /// The fact store, for this run alone while it writes; in memory where the report carries its facts and no file was
  /// named.
  package func openStore(log: Logger) async throws -> FactStore {
    let store: FactStore
    if let storePath {
      let writes = !isOffline || publishes || carried != nil
      store = try FactStore(
        path: storePath, lock: writes ? await RunLock.take(store: storePath, patience: patience, log: log) : nil)
    } else {
      store = try FactStore()
    }
    try await carried?.load(into: store)
    return store
  }

  /// Brings the store up to date with the wikis.
  package func collect(
    into store: FactStore, connect: Connect, readsAgain: Bool = false, progress: Progress, log: Logger
  ) async throws -> Collector.Outcome {
    let collector = Collector(
      definition, store: store, connect: connect, asOf: asOf, progress: progress, log: log, readsAgain: readsAgain)
    return try await collector.collect(from: periods[0].start.date, pageviewsFrom: firstView)
  }

  /// From when on pageviews are asked for.
  private var firstView: CivilDate {
    let newest = periods[periods.count - 1]
    return min(periods[0].start, newest.advanced(by: -newest.unit.periodsToCompare).start).date
  }

  /// What it takes to collect everything into an empty store, told before that is done; where the bot signs in, it does
  /// so on each wiki on which its credentials may be valid.
  package func coldRun(_ connect: Connect, signsIn: Bool) async throws -> ColdRun {
    try await ColdRunForecast(
      report: definition, connect: connect, asOf: asOf, firstDay: periods[0].start.date, firstView: firstView,
      signsIn: signsIn
    ).run()
  }

  /// Measures the facts in a store.
  package func measure(_ store: FactStore) async throws -> Report {
    let end = min(asOf, periods[periods.count - 1].end)
    var facts = try await store.facts(for: definition, until: end, now: asOf)
    facts.tables.add(tables)
    facts.told = try await store.toldValues(of: definition.name, in: periods)
    facts.register = register
    return Report(definition, facts: facts, periods: periods, asOf: asOf)
  }

  /// Prepares a report for its page.
  package func render(_ report: Report) -> RenderedReport { RenderedReport(report, templates: templates) }

  /// Reads definition, tables and templates, and tells the mistakes of all together.
  private static func readFolder(
    _ options: Options, now: Instant
  ) throws(ReportMistakes) -> (ReportDefinition, TemplateFolder, TableFacts, DiscussionRegister?) {
    var mistakes: [Mistake] = []
    var definition: ReportDefinition?
    var templates: TemplateFolder?
    do throws(ReportMistakes) { definition = try ReportReader().read(folder: options.folder) } catch {
      mistakes += error.mistakes
    }
    do throws(ReportMistakes) {
      templates = try TemplateFolder(folder: options.folder, shipped: options.shippedTemplates)
    } catch {
      mistakes += error.mistakes
    }
    var tables: TableFacts?
    var register: DiscussionRegister?
    if let definition {
      do throws(ReportMistakes) { register = try DiscussionRegister(definition) } catch {
        mistakes += error.mistakes
      }
      do throws(ReportMistakes) { tables = try FolderTables(report: definition, now: now).read() } catch {
        mistakes += error.mistakes
      }
    }
    guard mistakes.isEmpty, let definition, let templates, let tables else {
      throw ReportMistakes(mistakes: mistakes)
    }
    return (definition, templates, tables, register)
  }

  private static func periods(
    _ options: Options, definition: ReportDefinition, asOf: Instant
  ) throws(PeriodError) -> [Period] {
    var last = Period.lastComplete(definition.period, asOf: asOf)
    if let text = options.period {
      guard let period = Period(text), period.unit == definition.period else {
        throw PeriodError(text: text, unit: definition.period, example: last)
      }
      guard period.start < asOf else { throw PeriodError(future: period, example: last) }
      last = period
    }
    return periods(endingWith: last, count: options.periods ?? definition.show)
  }

  private static func periods(endingWith last: Period, count: Int) -> [Period] {
    (0..<max(1, count)).map { last.advanced(by: $0 - max(1, count) + 1) }
  }
}

/// A period that the report does not have.
package struct PeriodError: Error, CustomStringConvertible {
  private let problem: String
  private let example: Period

  init(text: String, unit: PeriodUnit, example: Period) {
    problem = "\"\(text)\" is no \(unit.rawValue), and the report's periods are \(unit.rawValue)s"
    self.example = example
  }

  init(future period: Period, example: Period) {
    problem = "\(period.id) has not begun, so that there is nothing to measure"
    self.example = example
  }

  /// What is wrong and what would be right.
  package var description: String { "\(problem): write \(example.id), for example" }
}

extension PeriodUnit {
  /// How many periods before one tell what is usual (at least 8), and what it was a year before.
  fileprivate var periodsToCompare: Int {
    switch self {
    case .week: 53
    case .month: 13
    case .quarter, .year: 8
    }
  }
}
