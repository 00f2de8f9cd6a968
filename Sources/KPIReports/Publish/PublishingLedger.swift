import Foundation
import Logging
import MediaWiki
import Synchronization

/// Keeps in the fact store what is about to be saved and what became of it.
package struct PublishingLedger: EditJournal {
  private let store: FactStore
  private let report: String
  private let wikiID: Int64
  private let run: String
  /// What the page shows once the report is saved.
  package let values: [PublishedValue]
  private let log: Logger
  private let isForced: Bool
  private let unnoted: Shared<(any Error)?>

  /// Makes the ledger of one run for a report and the wiki with its page; a forced one sends again what waits for a
  /// moderator.
  package init(
    _ report: Report, store: FactStore, wiki: WikiDefinition, run: String, isForced: Bool = false, log: Logger
  ) async throws {
    self.store = store
    self.isForced = isForced
    self.report = report.definition.name
    self.run = run
    self.log = log
    unnoted = Shared(nil)
    wikiID = try await store.wikiID(api: wiki.api.text)
    values = report.publishedValues
  }

  /// The same ledger for another page, which shows none of the values.
  func withoutValues(on wiki: WikiDefinition) async throws -> PublishingLedger {
    PublishingLedger(
      store: store, report: report, run: run, values: [], wikiID: try await store.wikiID(api: wiki.api.text), log: log,
      isForced: isForced, unnoted: unnoted)
  }

  private init(
    store: FactStore, report: String, run: String, values: [PublishedValue], wikiID: Int64, log: Logger,
    isForced: Bool, unnoted: Shared<(any Error)?>
  ) {
    self.store = store
    self.report = report
    self.run = run
    self.values = values
    self.wikiID = wikiID
    self.log = log
    self.isForced = isForced
    self.unnoted = unnoted
  }

  /// Notes that an edit is about to be sent, with the values that its page shows.
  ///
  /// - Throws: ``PublishingRefusal/queued(page:since:)`` where it waits for a moderator already.
  package func begin(_ edit: IntendedEdit) async throws -> Int64 {
    try await checkQueue(for: edit)
    return try await store.beginSave(edit, of: report, wiki: wikiID, run: run, values: values, at: Self.now)
  }

  /// The wiki does not keep such an edit until a moderator approves it: it would have as many of them as there are runs.
  func checkQueue(for edit: IntendedEdit) async throws {
    guard !isForced, let since = try await store.queued(edit, of: report, wiki: wikiID) else { return }
    throw PublishingRefusal.queued(page: edit.title, since: since)
  }

  /// Notes what became of an edit.
  package func end(_ number: Int64, _ fate: EditFate) async {
    do { try await store.endSave(number, fate, at: Self.now) } catch { tell(unnoted: error) }
  }

  private func tell(unnoted error: any Error) {
    let error = FactStoreError(error) ?? error
    unnoted.withLock { $0 = $0 ?? error }
  }

  /// What kept the fate of an edit from being noted; nil where nothing did.
  var failure: (any Error)? { unnoted.withLock(\.self) }

  /// Finds out what became of edits that earlier runs sent before they were cut off.
  package func settle(on wiki: Wiki) async throws {
    try await Self.settle(report, in: store, wikiID: wikiID, on: wiki, log: log)
  }

  /// Finds out the same before a report is measured, since what readers were told belongs to it.
  package static func settle(
    _ report: ReportDefinition, in store: FactStore, of definition: WikiDefinition, on wiki: Wiki, log: Logger
  ) async throws {
    let wikiID = try await store.wikiID(api: definition.api.text)
    try await settle(report.name, in: store, wikiID: wikiID, on: wiki, log: log)
  }

  private static func settle(
    _ report: String, in store: FactStore, wikiID: Int64, on wiki: Wiki, log: Logger
  ) async throws {
    for save in try await store.openSaves(of: report, wiki: wikiID) {
      switch try await wiki.saved(save.edit) {
      case .saved(let revision):
        log.notice("an earlier run was cut off after it had saved \(save.edit.title): that is revision \(revision)")
        try await store.endSave(save.number, .saved(revision: revision), at: now)
      case .unchanged, nil:
        log.notice("an earlier run was cut off before \(save.edit.title) was saved")
        try await store.endSave(save.number, .notSaved, at: now)
      }
    }
  }

  /// Whether a page's text is one that was saved for the report.
  func hasSaved(_ text: String, on title: String) async throws -> Bool {
    try await store.isSaved(sha1: StoredText(text).sha1, title: title, of: report, wiki: wikiID)
  }

  /// The revision as which the report was saved on a page last; nil where the store does not know.
  func lastRevision(on title: String) async throws -> Int? {
    try await store.lastRevision(of: title, of: report, wiki: wikiID)
  }

  /// Whether the report was saved on a page before.
  func wasSaved(on title: String) async throws -> Bool {
    try await store.wasSaved(on: title, of: report, wiki: wikiID)
  }

  /// Notes that a page shows the values already, where readers were told others by what is known: an answer was lost.
  func noteShown(on page: WikiPage, summary: String, user: String) async {
    do {
      guard let revision = page.revision, try await !tells(values) else { return }
      let edit = IntendedEdit(
        title: page.title, baseRevision: revision.id, sha1: StoredText(revision.text).sha1, summary: summary,
        user: user)
      await end(try await begin(edit), .unchanged)
    } catch { tell(unnoted: error) }
  }

  /// Whether readers were told all of some values.
  func tells(_ values: [PublishedValue]) async throws -> Bool {
    let told = try await publishedValues()
    return values.allSatisfy { value in told.contains { $0.says(value) } }
  }

  /// Whether people took away the link to the report's page that an earlier run put on a page without it.
  func isUnlinked(_ title: String, of wiki: WikiDefinition, from page: PageAddress) async throws -> Bool {
    let other = try await store.wikiID(api: wiki.api.text)
    guard try await store.hasLinked(title, wiki: other, to: page.title, of: report, wiki: wikiID) else { return false }
    log.notice(
      "somebody took the link to \(page.title) away from \(title) on \(wiki.name); a publish without --if-due puts it back"
    )
    return true
  }

  /// Tells what an edit replaces, before it is sent.
  func tell(_ remark: String) { log.notice("\(remark)") }

  /// What readers were told last.
  package func publishedValues() async throws -> [PublishedValue] { try await store.publishedValues(of: report) }

  private static var now: Instant { Instant(seconds: Int64(Date().timeIntervalSince1970)) }
}

extension Report {
  /// What a page with this report tells its readers.
  package var publishedValues: [PublishedValue] {
    (rows + products.flatMap(\.rows)).flatMap { row in
      row.cells.map { cell in
        PublishedValue(
          kpi: cell.kpi, definition: cell.definition, method: row.method(of: cell), product: cell.product,
          period: cell.period.id, value: cell.value, status: cell.status, numerator: cell.numerator,
          denominator: cell.denominator, n: cell.n)
      }
    }
  }
}

/// A value that copies of its owner have in common.
private final class Shared<Value: Sendable>: Sendable {
  private let value: Mutex<Value>

  init(_ value: Value) { self.value = Mutex(value) }

  func withLock<Result>(_ work: (inout sending Value) -> sending Result) -> sending Result { value.withLock(work) }
}
