import GRDB
import LocalWiki
import MediaWiki
import Testing

@testable import KPIReports

@Suite("The fact store")
struct FactStoreTests {
  private static func fact(_ id: Int, _ author: RevisionFact.Author) -> RevisionFact {
    RevisionFact(id: id, timestamp: Instant(seconds: Int64(id) * 60), author: author, isReverted: false)
  }

  private func names(after revisions: [RevisionFact]) async throws -> [String?] {
    let store = try FactStore()
    let wiki = try await store.wikiID(api: "https://wiki.example.org/w/api.php")
    let page = try await store.track(pageID: 1, title: "Feedback", source: "Feedback", wiki: wiki)
    // One batch each, as if the pages were read on different days.
    for revision in revisions {
      try await store.keep([revision], page: page.id, wiki: wiki, replacingFrom: nil)
    }
    let definition = try TestReports.definition(kpis: ["edits"])
    let facts = try await store.facts(for: definition, until: Instant(seconds: .max))
    return facts.pages[0].edits.map { facts.actors[Int($0.actor)]?.name }
  }

  @Test("takes an account that was renamed for one person")
  func renamed() async throws {
    let names = try await names(after: [
      Self.fact(1, .registered(id: 7, name: "Old")), Self.fact(2, .registered(id: 7, name: "New")),
      Self.fact(3, .registered(id: 7, name: "New")),
    ])
    #expect(names == ["New", "New", "New"])
  }

  @Test("takes an account with a name that another one gave up for another person")
  func reusedName() async throws {
    let names = try await names(after: [
      Self.fact(1, .registered(id: 7, name: "Ann")), Self.fact(2, .registered(id: 8, name: "Ann")),
      Self.fact(3, .registered(id: 7, name: "Berta")),
    ])
    #expect(names == ["Berta", "Ann", "Berta"])
  }

  @Test("takes imported edits and those of the account of the name for one person")
  func imported() async throws {
    let names = try await names(after: [
      Self.fact(1, .registered(id: nil, name: "Ann")), Self.fact(2, .registered(id: 8, name: "Ann")),
      Self.fact(3, .registered(id: nil, name: "Ann")),
    ])
    #expect(names == ["Ann", "Ann", "Ann"])
  }

  @Test("counts a revision once that comes twice, in one answer or in two")
  func twice() async throws {
    let (ann, berta) = (Self.fact(1, .registered(id: 7, name: "Ann")), Self.fact(2, .registered(id: 8, name: "Berta")))
    #expect(try await names(after: [ann, ann, berta, berta]) == ["Ann", "Berta"])
    let store = try FactStore()
    let wiki = try await store.wikiID(api: "https://wiki.example.org/w/api.php")
    let page = try await store.track(pageID: 1, title: "Feedback", source: "Feedback", wiki: wiki)
    try await store.keep([ann, berta, ann, berta], page: page.id, wiki: wiki, replacingFrom: nil)
    let definition = try TestReports.definition(kpis: ["edits"])
    #expect(try await store.facts(for: definition, until: Instant(seconds: .max)).pages[0].edits.count == 2)
  }

  @Test("replaces the end of a history in rows and in blocks alike", arguments: 0..<20)
  func replaces(seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let store = try FactStore()
    let wiki = try await store.wikiID(api: "https://wiki.example.org/w/api.php")
    let page = try await store.track(pageID: 1, title: "Feedback", source: "Feedback", wiki: wiki)
    let author = RevisionFact.Author.registered(id: 1, name: "Ann")
    // Several revisions share a second.
    func history(_ ids: Range<Int>) -> [RevisionFact] {
      ids.map { RevisionFact(id: $0, timestamp: Instant(seconds: Int64($0 / 3)), author: author, isReverted: false) }
    }
    let total = Int.random(in: 1...5_000, using: &random)
    for start in stride(from: 0, to: total, by: 500) {
      try await store.keep(history(start..<min(start + 500, total)), page: page.id, wiki: wiki, replacingFrom: nil)
    }
    let overlap = try #require(try await store.overlap(page: page.id))
    let more = Int.random(in: 0...700, using: &random)
    let first = Int(overlap.start.seconds) * 3
    #expect(overlap.revisionIDs == Set(first..<total))
    try await store.keep(history(first..<total + more), page: page.id, wiki: wiki, replacingFrom: overlap.start)
    let facts = try await store.facts(
      for: try TestReports.definition(kpis: ["edits"]), until: Instant(seconds: .max))
    #expect(facts.pages[0].edits.map { Int($0.seconds) } == (0..<total + more).map { $0 / 3 })
    let rows = try await store.database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM revision") }
    #expect(rows == total + more)
  }

  @Test("is made once, however many runs begin at the same moment")
  func together() async throws {
    let folder = try TemporaryFolder()
    for round in 0..<5 {
      let path = folder.path + "/\(round).sqlite"
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          group.addTask { _ = try await FactStore(path: path).wikiID(api: "https://wiki.example.org/w/api.php") }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test("keeps what an older version kept, and takes final days for asked ones")
  func migrated() throws {
    let database = try DatabaseQueue()
    try FactStore.migrator.migrate(database, upTo: "2: saves and published values")
    try database.write { database in
      try database.execute(
        sql: """
          INSERT INTO wiki (id, api) VALUES (1, 'https://wiki.example.org/w/api.php');
          INSERT INTO bot (wiki, name) VALUES (1, 'Helper');
          INSERT INTO article (project, title, first_day, final_day) VALUES ('p', 'A', 20000, 20030), ('p', 'B', NULL, NULL);
          """)
    }
    try FactStore.migrator.migrate(database)
    let (articles, bots) = try database.read { database in
      (
        try Row.fetchAll(database, sql: "SELECT first_asked, last_asked FROM article ORDER BY title"),
        try Row.fetchAll(database, sql: "SELECT name, user_id FROM bot")
      )
    }
    #expect(articles == [["first_asked": 20_000, "last_asked": 20_030], ["first_asked": nil, "last_asked": nil]])
    #expect(bots == [["name": "Helper", "user_id": nil]])
  }
}
