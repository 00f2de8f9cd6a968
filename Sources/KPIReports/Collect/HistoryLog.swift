import Logging
import MediaWiki

/// What was deleted, restored, hidden, merged or imported on a wiki since its pages were read: older revisions can come and
/// go while a page keeps its id and its newest revision.
struct HistoryLog: Sendable {
  /// The log may lag behind the wiki's clock for so many seconds.
  private static let overlap: Int64 = 60
  /// The actions that matter to pages that are still there.
  private static let rareActions = ["delete/restore", "delete/revision"]
  /// The other logs that show older revisions coming and going; both are short.
  private static let otherTypes = ["merge", "import"]
  /// As many answers of each are read.
  private static let mostBatches = 10

  /// From when the log is read; nil when nothing was read before.
  private let start: Instant?
  /// Up to when it was listed; nil when all of it was.
  private var end: Instant?
  private var newest: [String: Instant] = [:]
  private var newestOfPages: [Int: Instant] = [:]
  private var restorations: [String: Instant] = [:]
  /// Whether it is too long to be read: it may name any page.
  private var isCut = false

  /// The log since the oldest of the times at which pages were read.
  init(since times: [Instant]) { start = times.min()?.adding(seconds: -Self.overlap) }

  /// The lists to ask for.
  var lists: [String] { start == nil ? [] : ["logevents"] }

  /// What to ask of them.
  var parameters: [String: String] {
    guard let start else { return [:] }
    return parameters(from: start).merging(["letype": "delete"]) { $1 }
  }

  private func parameters(from start: Instant) -> [String: String] {
    ["leprop": "ids|title|type|timestamp|details", "ledir": "newer", "lestart": start.description, "lelimit": "max"]
  }

  /// Takes in what came with the survey, and asks for no more than the first part.
  mutating func take(_ batch: QueryBatch<SurveyAnswer>, from batches: inout QueryBatches<SurveyAnswer>.Iterator) {
    guard start != nil, end == nil, let events = batch.answer?.logevents else { return }
    take(events)
    if batches.leaveOut(list: "logevents", prefix: "le") { end = events.last?.timestamp ?? start }
  }

  /// Reads the rest of the deletion log where it is too long for one answer.
  ///
  /// A large wiki deletes thousands of pages a day. Restoring pages and hiding revisions are rare, and the wiki lists
  /// them apart: nothing else concerns a page that is still there.
  mutating func readOn(_ wiki: Wiki, log: Logger) async throws {
    guard let end else { return }
    try await read(Self.rareActions.map { ($0, parameters(from: end).merging(["leaction": $0]) { $1 }) }, wiki, log)
  }

  /// Reads the merge and import logs if any page was touched since the last reading.
  ///
  /// `touched` is the newest time at which one of the report's pages was touched.
  mutating func readOthers(_ wiki: Wiki, touched: Instant?, log: Logger) async throws {
    // Merges and imports touch their pages.
    guard let start, let touched, touched >= start.adding(seconds: Self.overlap) else { return }
    try await read(
      Self.otherTypes.map { ($0, parameters(from: start).merging(["letype": $0]) { $1 }) }, wiki, log)
  }

  private mutating func read(
    _ logs: [(name: String, parameters: [String: String])], _ wiki: Wiki, _ log: Logger
  ) async throws {
    for (name, parameters) in logs {
      let parameters = parameters.merging(["action": "query", "list": "logevents"]) { $1 }
      var count = 0
      for try await batch in wiki.query(parameters, as: SurveyAnswer.self) {
        take(batch.answer?.logevents ?? [])
        count += 1
        guard count < Self.mostBatches else {
          log.warning("\(wiki.name): the log of \(name) is too long; reading every page again")
          isCut = true
          break
        }
      }
    }
  }

  private mutating func take(_ events: [SurveyAnswer.Event]) {
    for event in events {
      // A merge names the page that gives revisions, and in its details the one that gets them.
      for title in [event.title, event.params?.destination].compactMap(\.self) {
        newest[title] = max(newest[title] ?? event.timestamp, event.timestamp)
      }
      if event.action == "restore", let title = event.title {
        restorations[title] = max(restorations[title] ?? event.timestamp, event.timestamp)
      }
      // The title may be one between two moves, which nobody remembers; the page's id stays.
      for page in [event.pageid, event.logpage].compactMap(\.self) where page > 0 {
        newestOfPages[page] = max(newestOfPages[page] ?? event.timestamp, event.timestamp)
      }
    }
  }

  /// Whether the log names, or may name, a title.
  func names(title: String) -> Bool { isCut || newest[title] != nil }

  /// When the log last named a title.
  func newest(of title: String) -> Instant? { newest[title] }

  /// When pages of a title were last restored.
  func restoration(of title: String) -> Instant? { restorations[title] }

  /// Whether the log names, or may name, a page by its id or one of its titles, since the page was read.
  func names(_ page: ResolvedPage, since read: Instant? = nil) -> Bool {
    guard !isCut else { return true }
    let since = read?.adding(seconds: -Self.overlap)
    let times = page.titles.compactMap { newest[$0] } + [newestOfPages[page.tracked.pageID]].compactMap(\.self)
    return times.contains { $0 >= since ?? $0 }
  }
}
