import Foundation
import LocalWiki
import Logging
import MediaWiki
import Testing

@testable import KPIReports

@Suite("The ledger in the fact store")
struct LedgerTests {
  private static let edit = IntendedEdit(
    title: "KPIs", baseRevision: 7, sha1: "a9993e36", summary: "Bot: October", user: "KPIBot")
  private static let time = Instant(seconds: 1_790_000_000)

  @Test("tells readers' values only of saves that are on the page", arguments: [true, false])
  func values(isSaved: Bool) async throws {
    let store = try FactStore()
    let wiki = try await store.wikiID(api: "https://example.org/api.php")
    let number = try await begin(store, wiki, value: 3)
    #expect(try await store.publishedValues(of: "team").isEmpty)
    #expect(try await store.openSaves(of: "team", wiki: wiki) == [OpenSave(number: number, edit: Self.edit)])
    try await store.endSave(number, isSaved ? .saved(revision: 8) : .notSaved, at: Self.time)
    #expect(try await store.openSaves(of: "team", wiki: wiki).isEmpty)
    #expect(try await store.publishedValues(of: "team").map(\.value) == (isSaved ? [3] : []))
    #expect(try await store.publishedValues(of: "other").isEmpty)
  }

  @Test("tells of each value the one that was published last")
  func newest() async throws {
    let store = try FactStore()
    let wiki = try await store.wikiID(api: "https://example.org/api.php")
    for value in [3.0, 5.0] {
      try await store.endSave(try await begin(store, wiki, value: value), .saved(revision: Int(value)), at: Self.time)
    }
    #expect(try await store.publishedValues(of: "team").map(\.value) == [5])
  }

  @Test("knows where a report was saved, and forgets what a later save no longer tells")
  func forgotten() async throws {
    let store = try FactStore()
    let wiki = try await store.wikiID(api: "https://example.org/api.php")
    #expect(try await !store.wasSaved(on: "KPIs", of: "team", wiki: wiki))
    let both = ["A", "B"].map {
      PublishedValue(
        kpi: "edits", definition: 1, method: "edits", product: $0, period: "2026-10", value: 1, status: .complete)
    }
    for values in [both, [both[0]], []] {
      let number = try await store.beginSave(
        Self.edit, of: "team", wiki: wiki, run: "r", values: values, at: Self.time)
      try await store.endSave(number, .saved(revision: 8), at: Self.time)
    }
    #expect(try await store.publishedValues(of: "team").map(\.product) == ["A"])
    #expect(try await store.wasSaved(on: "KPIs", of: "team", wiki: wiki))
    #expect(try await !store.wasSaved(on: "Other", of: "team", wiki: wiki))
  }

  @Test("a full disk is told as one, and what was saved stays open for the next run")
  func full() async throws {
    let folder = try TemporaryFolder()
    let store = try FactStore(path: folder.path + "/facts.sqlite")
    let wiki = try await store.wikiID(api: "https://example.org/api.php")
    let number = try await begin(store, wiki, value: 3)
    // SQLite takes a database that may not grow for a disk without room.
    try await store.database.write { try $0.execute(sql: "PRAGMA max_page_count = 1") }
    let error = await #expect(throws: (any Error).self) {
      for _ in 1...500 { _ = try await begin(store, wiki, value: 4) }
    }
    #expect(error.flatMap { FactStoreError($0) }?.kind == .full, "\(String(describing: error))")
    #expect(try await store.openSaves(of: "team", wiki: wiki).first?.number == number)
  }

  @Test("notes no edit in a file that nobody finds", arguments: [true, false])
  func gone(isReplaced: Bool) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/facts.sqlite"
    let store = try FactStore(path: path)
    let wiki = try await store.wikiID(api: "https://example.org/api.php")
    let number = try await begin(store, wiki, value: 3)
    try FileManager.default.moveItem(atPath: path, toPath: path + ".old")
    let other = isReplaced ? try FactStore(path: path) : nil
    let errors = [
      await #expect(throws: FactStoreError.self) { _ = try await begin(store, wiki, value: 4) },
      await #expect(throws: FactStoreError.self) {
        try await store.endSave(number, .saved(revision: 8), at: Self.time)
      },
    ]
    for error in errors { #expect(error?.kind == .gone) }
    withExtendedLifetime(other) {}
  }

  @Test("knows of a link on another page from a save after the first of the report's page")
  func links() async throws {
    let store = try FactStore()
    let wiki = try await store.wikiID(api: "https://example.org/api.php")
    func save(_ title: String, _ fate: EditFate = .saved(revision: 9)) async throws {
      let edit = IntendedEdit(title: title, baseRevision: 7, sha1: "a9993e36", summary: "Bot: link", user: "KPIBot")
      let number = try await store.beginSave(edit, of: "team", wiki: wiki, run: "r1", values: [], at: Self.time)
      try await store.endSave(number, fate, at: Self.time)
    }
    func isLinked(_ page: String = "KPIs", of report: String = "team") async throws -> Bool {
      try await store.hasLinked("Portal", wiki: wiki, to: page, of: report, wiki: wiki)
    }
    try await save("Portal")
    #expect(try await !isLinked())
    try await save("KPIs")
    #expect(try await !isLinked())
    try await save("Portal", .notSaved)
    #expect(try await !isLinked())
    try await save("Portal")
    #expect(try await isLinked())
    #expect(try await !isLinked(of: "other"))
    // The report has moved since, so that the link would be another one.
    try await save("New KPIs")
    #expect(try await !isLinked("New KPIs"))
  }

  @Test("lets one run in at a time, and none is kept out by one that has ended")
  func lock() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/new/facts.sqlite"
    let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    var first: RunLock? = try await RunLock.take(store: path, patience: .zero, log: log)
    #expect(first != nil)
    let error = await #expect(throws: RunLockError.self) {
      try await RunLock.take(store: path, patience: .milliseconds(300), log: log)
    }
    #expect(error.map { if case .held = $0.problem { true } else { false } } == true)
    first = nil
    // A program that another test starts at this moment holds the file until it runs.
    _ = try await RunLock.take(store: path, patience: .seconds(30), log: log)
  }

  private func begin(_ store: FactStore, _ wiki: Int64, value: Double) async throws -> Int64 {
    let published = PublishedValue(
      kpi: "edits", definition: 1, method: "edits", product: nil, period: "2026-10", value: value, status: .complete)
    return try await store.beginSave(
      Self.edit, of: "team", wiki: wiki, run: "r1", values: [published], at: Self.time)
  }
}
