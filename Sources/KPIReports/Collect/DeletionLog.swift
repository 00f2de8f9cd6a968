import Logging
import MediaWiki

/// What was deleted, restored or hidden on a wiki since its pages were read: a page keeps its id and its newest revision
/// when others of its revisions go or come back.
struct DeletionLog: Sendable {
  /// The log may lag behind the wiki's clock for so many seconds.
  private static let overlap: Int64 = 60
  /// The actions that matter to pages that are still there.
  private static let rareActions = ["delete/restore", "delete/revision"]
  /// As many answers of each are read.
  private static let mostBatches = 10

  /// From when the log is read; nil when nothing was read before.
  private let start: Instant?
  /// Up to when it was listed; nil when all of it was.
  private var end: Instant?
  private var newest: [String: Instant] = [:]
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
    ["leprop": "title|timestamp", "ledir": "newer", "lestart": start.description, "lelimit": "max"]
  }

  /// Takes in what came with the survey, and asks for no more than the first part.
  mutating func take(_ batch: QueryBatch<SurveyAnswer>, from batches: inout QueryBatches<SurveyAnswer>.Iterator) {
    guard start != nil, end == nil, let events = batch.answer?.logevents else { return }
    take(events)
    if batches.leaveOut(list: "logevents", prefix: "le") { end = events.last?.timestamp ?? start }
  }

  /// Reads on where the log is too long for one answer.
  ///
  /// A large wiki deletes thousands of pages a day. Restoring pages and hiding revisions are rare, and the wiki lists
  /// them apart: nothing else concerns a page that is still there.
  mutating func readOn(_ wiki: Wiki, log: Logger) async throws {
    guard let end else { return }
    for action in Self.rareActions {
      let parameters = parameters(from: end).merging(["action": "query", "list": "logevents", "leaction": action]) {
        $1
      }
      var count = 0
      for try await batch in wiki.query(parameters, as: SurveyAnswer.self) {
        take(batch.answer?.logevents ?? [])
        count += 1
        guard count < Self.mostBatches else {
          log.warning("\(wiki.name): the log of \(action) is too long, so that every page is read again")
          isCut = true
          break
        }
      }
    }
  }

  private mutating func take(_ events: [SurveyAnswer.Event]) {
    for event in events {
      guard let title = event.title else { continue }
      newest[title] = max(newest[title] ?? event.timestamp, event.timestamp)
    }
  }

  /// Whether the log names, or may name, a page by one of its titles, since the page was read.
  func names(_ titles: Set<String>, since read: Instant? = nil) -> Bool {
    guard !isCut else { return true }
    let since = read?.adding(seconds: -Self.overlap)
    return titles.contains { title in newest[title].map { $0 >= since ?? $0 } ?? false }
  }
}
