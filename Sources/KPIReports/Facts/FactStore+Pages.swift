import GRDB
import MediaWiki

/// A page whose facts are kept, and how far.
package struct TrackedPage: Sendable, Hashable {
  /// The store's own id.
  package let id: Int64
  /// The wiki's page id, which stays through moves.
  package let pageID: Int
  /// The title when it was last seen.
  package let title: String
  /// When the page's first revision was made, where that is known.
  package let created: Instant?
  /// The history is whole through this revision; nil while it is not.
  package let lastRevisionID: Int?
  /// When the history was last seen whole.
  package let checked: Instant?
  /// When it was last compared with the wiki's from its beginning.
  package let compared: Instant?
  /// Whether what is kept of it was read from a board.
  package var isBoard = false

  /// Seconds after which all that is kept of a page is compared with the wiki: a week.
  private static let timeToCompare: Int64 = 7 * 86_400

  /// Whether the last comparison with the wiki, if there was one, is a week old.
  package func isComparisonDue(at now: Instant) -> Bool {
    compared.map { now.seconds - $0.seconds >= Self.timeToCompare } ?? true
  }
}

extension FactStore {
  /// The store's id of a wiki, named by the address of its api.php.
  package func wikiID(api: String) async throws -> Int64 {
    try await database.write { database in
      try database.execute(sql: "INSERT OR IGNORE INTO wiki (api) VALUES (?)", arguments: [api])
      return try Self.existing(
        Int64.fetchOne(database, sql: "SELECT id FROM wiki WHERE api = ?", arguments: [api]), "wiki")
    }
  }

  /// The pages that a source has been so far, by page id.
  package func trackedPages(of source: String, wiki: Int64) async throws -> [TrackedPage] {
    try await database.read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT page.id, page.page_id, page.title, page.created, page.last_revision_id, page.checked,
            page.compared, page.content_model
          FROM source JOIN source_page ON source_page.source = source.id JOIN page ON page.id = source_page.page
          WHERE source.wiki = ? AND source.name = ? ORDER BY page.page_id
          """, arguments: [wiki, source])
      return rows.map { row in
        TrackedPage(
          id: row[0], pageID: row[1], title: row[2], created: (row[3] as Int64?).map(Instant.init(seconds:)),
          lastRevisionID: row[4], checked: (row[5] as Int64?).map(Instant.init(seconds:)),
          compared: (row[6] as Int64?).map(Instant.init(seconds:)), isBoard: row[7] as String? == Self.boardModel)
      }
    }
  }

  /// When a source was last resolved to pages; nil where it never was.
  package func check(of source: String, wiki: Int64) async throws -> Instant? {
    try await database.read { database in
      try Int64.fetchOne(
        database, sql: "SELECT checked FROM source WHERE wiki = ? AND name = ?", arguments: [wiki, source]
      ).map(Instant.init(seconds:))
    }
  }

  /// When the histories of a wiki's pages were last seen whole.
  package func timesOfReading(wiki: Int64) async throws -> [Instant] {
    try await database.read { database in
      try Int64.fetchAll(
        database, sql: "SELECT DISTINCT checked FROM page WHERE wiki = ? AND checked IS NOT NULL", arguments: [wiki]
      ).map(Instant.init(seconds:))
    }
  }

  /// Keeps that a source is a page, and the page's title.
  package func track(pageID: Int, title: String, source: String, wiki: Int64) async throws -> TrackedPage {
    try await database.write { database in
      try database.execute(
        sql: """
          INSERT INTO page (wiki, page_id, title) VALUES (?, ?, ?)
          ON CONFLICT (wiki, page_id) DO UPDATE SET title = excluded.title
          """, arguments: [wiki, pageID, title])
      let row = try Self.existing(
        Row.fetchOne(
          database,
          sql: """
            SELECT id, created, last_revision_id, checked, compared, content_model FROM page
            WHERE wiki = ? AND page_id = ?
            """,
          arguments: [wiki, pageID]), "page")
      let page = TrackedPage(
        id: row[0], pageID: pageID, title: title, created: (row[1] as Int64?).map(Instant.init(seconds:)),
        lastRevisionID: row[2], checked: (row[3] as Int64?).map(Instant.init(seconds:)),
        compared: (row[4] as Int64?).map(Instant.init(seconds:)), isBoard: row[5] as String? == Self.boardModel)
      try database.execute(
        sql: "INSERT OR IGNORE INTO source_page (source, page) VALUES (?, ?)",
        arguments: [Self.sourceID(adding: source, wiki: wiki, in: database), page.id])
      return page
    }
  }

  /// Forgets a page that the wiki no longer has, with its history.
  package func forget(page: Int64) async throws {
    try await database.write { database in
      try database.execute(sql: "DELETE FROM page WHERE id = ?", arguments: [page])
    }
  }

  /// Keeps that a source was resolved at a time, or why that failed.
  package func settle(source: String, wiki: Int64, checked: Instant?, problem: String?) async throws {
    try await database.write { database in
      try database.execute(
        sql: "UPDATE source SET checked = coalesce(?, checked), problem = ? WHERE id = ?",
        arguments: [checked?.seconds, problem, Self.sourceID(adding: source, wiki: wiki, in: database)])
    }
  }

  /// Keeps that a source is nothing any more of which anything is known.
  package func lose(source: String, wiki: Int64, problem: String) async throws {
    try await database.write { database in
      try database.execute(
        sql: "UPDATE source SET checked = NULL, problem = ? WHERE id = ?",
        arguments: [problem, Self.sourceID(adding: source, wiki: wiki, in: database)])
    }
  }

  /// The titles that led to a page when it was last read.
  package func redirects(to page: Int64) async throws -> [String] {
    try await database.read { database in
      try String.fetchAll(database, sql: "SELECT title FROM redirect WHERE page = ? ORDER BY title", arguments: [page])
    }
  }

  /// Keeps that the facts of pages are whole up to a time.
  package func settle(pages: [Int64], checked: Instant) async throws {
    try await database.write { database in
      for page in pages {
        try database.execute(
          sql: "UPDATE page SET checked = ?, problem = NULL WHERE id = ?", arguments: [checked.seconds, page])
      }
    }
  }

  /// Keeps why reading a page failed.
  package func settle(page: Int64, problem: String) async throws {
    try await database.write { database in
      try database.execute(sql: "UPDATE page SET problem = ? WHERE id = ?", arguments: [problem, page])
    }
  }

  /// Keeps why the feedback on a page can't be read in any way known, and forgets what it was taken for before.
  package func refuse(page: Int64, problem: String) async throws {
    try await forgetHistory(page: page)
    try await database.write { database in
      try database.execute(
        sql: "UPDATE page SET compared = NULL, problem = ? WHERE id = ?", arguments: [problem, page])
      try database.execute(sql: "DELETE FROM thread WHERE page = ?", arguments: [page])
      try database.execute(
        sql: "INSERT OR REPLACE INTO discussion_page (page, problem) VALUES (?, ?)", arguments: [page, problem])
    }
  }

  /// Keeps when a page was created and which titles lead to it.
  package func keep(page: Int64, created: Instant?, redirects: [String]) async throws {
    try await database.write { database in
      try database.execute(
        sql: "UPDATE page SET created = ? WHERE id = ?", arguments: [created?.seconds, page])
      try database.execute(sql: "DELETE FROM redirect WHERE page = ?", arguments: [page])
      for title in redirects {
        try database.execute(
          sql: "INSERT OR IGNORE INTO redirect (page, title) VALUES (?, ?)", arguments: [page, title])
      }
    }
  }

  /// The store's own number of a source, which is new where it has none.
  static func sourceID(adding name: String, wiki: Int64, in database: Database) throws -> Int64 {
    try database.execute(
      sql: "INSERT OR IGNORE INTO source (wiki, name) VALUES (?, ?)", arguments: [wiki, name])
    return try existing(try sourceID(name, wiki: wiki, in: database), "source")
  }

  /// The store's own number of a source; nil where it has none.
  static func sourceID(_ name: String, wiki: Int64, in database: Database) throws -> Int64? {
    try Int64.fetchOne(
      database, sql: "SELECT id FROM source WHERE wiki = ? AND name = ?", arguments: [wiki, name])
  }

  /// A row that was just written.
  static func existing<Value>(_ value: Value?, _ table: String) throws -> Value {
    guard let value else { throw DatabaseError(message: "a row just written to \(table) is not there") }
    return value
  }
}
