import Foundation
import KPIReports
import Logging
import MediaWiki

/// One run of a command: the pipeline, and where its words go.
struct Run {
  /// What a run is for.
  enum Purpose {
    /// Somebody wants to see something, and waits.
    case look
    /// The facts are to be brought up to date.
    case collect
    /// The page is to be saved.
    case publish
  }

  var pipeline: Pipeline
  let log: Logger
  /// What log lines of this run have in common.
  let id: String
  /// What the user chose.
  let choices: Pipeline.Options
  /// The connections, once there are some.
  let connection = Once<Connect>()
  private let purpose: Purpose
  private let isLoggedAsJSON: Bool
  private let console: Console
  private let interruption: Interruption
  private let memory: RunMemory
  let credentialsFile: String?

  init(
    _ options: SharedOptions, credentials: String?, for purpose: Purpose, id: String = Self.newID(),
    console: Console? = nil, interruption: Interruption? = nil, memory: RunMemory = RunMemory()
  ) throws {
    let console = console ?? Console(environment: ProcessInfo.processInfo.environment)
    self.console = console
    self.memory = memory
    self.interruption = interruption ?? Interruption(console)
    let locator = try ReportLocator(templates: options.templates)
    var chosen = Pipeline.Options(folder: try locator.folder(of: options.report))
    chosen.shippedTemplates = locator.templates
    chosen.period = options.period
    chosen.periods = options.periods
    chosen.asOf = options.asOf.flatMap { Instant(iso8601: $0) }
    chosen.store = options.store
    chosen.isOffline = options.offline
    chosen.publishes = purpose == .publish
    chosen.patience = options.patience?.duration ?? .seconds(purpose == .look ? 60 : 900)
    choices = chosen
    pipeline = try Self.pipeline(chosen)
    if purpose == .publish, !pipeline.faults.isEmpty { throw ReportMistakes(mistakes: pipeline.faults) }
    log = options.logging.logger(run: id, on: console)
    self.purpose = purpose
    isLoggedAsJSON = options.logging.logFormat == .json
    credentialsFile = credentials
    self.id = id
  }

  /// Whether the report is one that comes with kpibot.
  var isShipped: Bool {
    choices.shippedTemplates.map {
      URL(fileURLWithPath: choices.folder).path.hasPrefix(URL(fileURLWithPath: $0).path + "/")
    } ?? false
  }

  /// An id for a run.
  static func newID() -> String { String(UUID().uuidString.prefix(8)).lowercased() }

  /// Reads the report anew, at this moment.
  static func pipeline(_ choices: Pipeline.Options) throws -> Pipeline {
    let clock = Instant(seconds: Int64(Date().timeIntervalSince1970))
    return try Pipeline(choices, clock: clock, environment: ProcessInfo.processInfo.environment)
  }

  /// Writes results.
  func output(_ text: String) throws { try Output.write(text) }

  /// Writes what went wrong.
  func complain(_ text: String) {
    if isLoggedAsJSON { log.warning("\(text)") } else { console.write("kpibot: \(text)") }
  }

  /// The fact store, brought up to date unless the facts in hand have to do.
  func facts() async throws -> FactStore {
    let store = try await store()
    if !pipeline.isOffline { try await collect(into: store, isEveryWikiNeeded: false) }
    return store
  }

  /// The same, or the facts in hand where no wiki could be reached, with what became of that.
  func factsOrThoseInHand() async throws -> (store: FactStore, failure: NoWikiReached?) {
    do { return (try await facts(), nil) } catch let failure as NoWikiReached {
      return (try await store(), failure)
    }
  }

  private func store() async throws -> FactStore {
    guard pipeline.keepsFactsInMemory else { return try await pipeline.openStore(log: log) }
    let definition = pipeline.definition
    let carried = RunMemory.Carried(
      tables: WatchedFiles(folder: definition.folder, templates: nil).tables, wikis: definition.wikis,
      products: definition.products, asOf: definition.asOf)
    return try await memory.store(carried) { try await pipeline.openStore(log: log) }
  }

  /// Brings the store up to date; fails when no wiki was reached, or when one was not and every one is needed.
  ///
  /// - Returns: what could not be read all the same.
  @discardableResult
  func collect(into store: FactStore, isEveryWikiNeeded: Bool, readsAgain: Bool = false) async throws -> [any Error] {
    guard !pipeline.isOffline else { return [] }
    let progress = ProgressLine(console, log: log)
    defer { progress.clear() }
    let outcome = try await pipeline.collect(
      into: store, connect: try await connect(), readsAgain: readsAgain,
      progress: Progress { progress.show($0) }, log: log)
    guard let failure = outcome.failures.first else { return [] }
    if outcome.wikisReached == 0 {
      // Whoever looks wants to know that there was nobody to ask, a schedule whether to try again.
      throw purpose == .look ? NoWikiReached(cause: failure.error) : Failure(failure.error)
    }
    if isEveryWikiNeeded { throw Failure(failure.error) }
    return outcome.failures.map(\.error)
  }

  /// The page that shows the report.
  func page() throws -> (address: PageAddress, wiki: WikiDefinition) {
    guard let target = pipeline.definition.publish else {
      throw Failure(status: .configuration, text: "\(pipeline.definition.name) names no page under \"publish\"")
    }
    let wiki = try wiki(named: target.wiki)
    return (PageAddress(title: target.page, wiki: wiki), wiki)
  }

  /// A wiki of the report, by its name there.
  func wiki(named name: String) throws -> WikiDefinition {
    guard let definition = pipeline.definition.wikis.first(where: { $0.name == name }) else {
      throw Failure(status: .configuration, text: "the wiki \"\(name)\" is not defined")
    }
    return definition
  }

  /// How the page would change, as a unified diff.
  func difference(to rendered: RenderedReport, style: TerminalStyle) async throws -> String {
    guard let page = try await page(for: rendered) else {
      return UnifiedDiff(from: "", to: rendered.content(computed: rendered.asOf), style: style)
        .text(old: "not read: offline", new: "the report")
    }
    return UnifiedDiff(from: page.before ?? "", to: page.after, style: style)
      .text(old: page.title, new: "\(page.title) as it would be")
  }

  /// What would change on the page, and the edit summary.
  func outlook(_ rendered: RenderedReport, width: Int) async throws -> String {
    guard let target = pipeline.definition.publish else { return "" }
    var place = "\(target.page) on \(target.wiki)"
    let change: String
    var pasted: [String] = []
    do {
      if let page = try await page(for: rendered) {
        place = "\(page.title) on \(target.wiki)"
        let count = UnifiedDiff(from: page.before ?? "", to: page.after, style: .plain).changedLines
        change =
          page.isUnchanged
          ? "nothing would change"
          : page.before == nil
            ? "the page would be made" : "\(count) lines would change (--format diff shows them)"
      } else {
        change = "not read, offline"
      }
    } catch let error as RegionError {
      change = "can't be written: \(error.problem); \(error.request)"
      pasted = error.lines
    } catch let refusal as PublishingRefusal {
      change = "can't be written: \(refusal.problem); \(refusal.mend)"
    } catch let error where error is WikiError || error is MissingContact {
      change = "can't be read: \(error)"
    }
    func wrapped(_ text: String) -> [String] { TerminalText.wrapped(text, width: width) }
    let lines = wrapped("\(place): \(change)") + pasted + wrapped("Summary: \(rendered.summary)")
    return lines.map { "\($0)\n" }.joined()
  }

  func page(for rendered: RenderedReport) async throws -> PageText? {
    guard let target = pipeline.definition.publish else { return nil }
    let page = try await memory.page(target) {
      if pipeline.isOffline { return nil }
      let region = MarkedRegion(report: pipeline.definition.name)
      return try await connect().wiki(wiki(named: target.wiki)).page(target.page, showing: region).page
    }
    guard let page else { return nil }
    return try PageText(title: page.title, text: page.revision?.text, report: rendered)
  }

  func settings() throws -> Settings {
    MemoryDump.forbid()
    return try Settings(file: credentialsFile, environment: ProcessInfo.processInfo.environment)
  }

  /// The connections of the run: one HTTP client and one patience for all that it does.
  func connect() async throws -> Connect {
    if let made = await connection.made { return made }
    let settings = try settings()
    return try await connect(contact: settings.contact, credentials: settings.credentials)
  }

  /// The same with a contact and credentials that are known already.
  func connect(contact: String?, credentials: Credentials?) async throws -> Connect {
    try await connection.value {
      var retry = RetryPolicy.standard
      // A scheduled run waits until a wiki that is down is back; so does whoever sees that it does, and can leave.
      if purpose != .look || console.isTerminal { retry.unreachableAttempts = .max }
      if purpose == .look, console.isTerminal { retry.remark = " (Ctrl-C leaves)" }
      return try Connect(
        contact: contact, account: ReportAccount(credentials, for: pipeline.definition),
        wikis: pipeline.definition.wikis.count, retry: retry, patience: pipeline.patience,
        isOffline: choices.isOffline, signsInToRead: purpose != .look, log: log)
    }
  }
}
