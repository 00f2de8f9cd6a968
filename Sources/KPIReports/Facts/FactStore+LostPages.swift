import GRDB
import MediaWiki

extension FactStore {
  /// The pages of a source that were deleted.
  package func lostPages(of source: String, wiki: Int64) async throws -> [LostPage] {
    try await database.read { database in
      try Self.lostPages(of: try Self.sourceID(source, wiki: wiki, in: database), in: database)
    }
  }

  /// The same, by the store's own number of the source, if it has one.
  static func lostPages(of source: Int64?, in database: Database) throws -> [LostPage] {
    try Row.fetchAll(
      database,
      sql: "SELECT title, page_id, first, deleted FROM lost_page WHERE source = ? ORDER BY deleted, title, page_id",
      arguments: [source]
    ).map { row in
      LostPage(
        name: row[0], pageID: row[1], first: (row[2] as Int64?).map(Instant.init(seconds:)),
        deleted: Instant(seconds: row[3]))
    }
  }

  /// Keeps which pages of a source were deleted, in the place of those that were kept.
  package func keep(lost pages: [LostPage], source: String, wiki: Int64) async throws {
    try await database.write { database in
      let source = try Self.sourceID(adding: source, wiki: wiki, in: database)
      try database.execute(sql: "DELETE FROM lost_page WHERE source = ?", arguments: [source])
      for page in pages {
        try database.execute(
          sql: "INSERT INTO lost_page (source, title, page_id, first, deleted) VALUES (?, ?, ?, ?, ?)",
          arguments: [source, page.name, page.pageID, page.first?.seconds, page.deleted.seconds])
      }
    }
  }

  /// What stood at a source's title when its logs were last read; nil where they never were.
  package func titleMark(of source: String, wiki: Int64) async throws -> TitleMark? {
    try await database.read { database in
      let row = try Row.fetchOne(
        database, sql: "SELECT standing_page, standing_revision FROM source WHERE wiki = ? AND name = ?",
        arguments: [wiki, source])
      guard let row, let page = row[0] as Int?, let revision = row[1] as Int? else { return nil }
      return TitleMark(pageID: page, revisionID: revision)
    }
  }

  /// Keeps it; nil where nothing stands there.
  package func keep(_ mark: TitleMark?, source: String, wiki: Int64) async throws {
    try await database.write { database in
      try database.execute(
        sql: "UPDATE source SET standing_page = ?, standing_revision = ? WHERE wiki = ? AND name = ?",
        arguments: [mark?.pageID, mark?.revisionID, wiki, source])
    }
  }

  /// Keeps that a source is these pages alone, and forgets those that no other source is.
  package func confine(source: String, wiki: Int64, to pages: [Int64]) async throws {
    try await database.write { database in
      guard let source = try Self.sourceID(source, wiki: wiki, in: database) else { return }
      let former = try Int64.fetchAll(
        database, sql: "SELECT page FROM source_page WHERE source = ?", arguments: [source])
      for page in former where !pages.contains(page) {
        try database.execute(
          sql: "DELETE FROM source_page WHERE source = ? AND page = ?", arguments: [source, page])
        try database.execute(
          sql: "DELETE FROM page WHERE id = ? AND id NOT IN (SELECT page FROM source_page)", arguments: [page])
      }
    }
  }

  /// The seventeenth migration.
  static func addLostPages(_ database: Database) throws {
    try database.execute(
      sql: """
        -- Pages of a source that were deleted: their histories are no longer public.
        CREATE TABLE lost_page (
          source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
          title TEXT NOT NULL,
          page_id INTEGER,            -- the wiki's number, where the store alone knows of the page; null: the wiki's log tells
          first INTEGER,              -- when its first revision was made; null: not known
          deleted INTEGER NOT NULL
        );
        CREATE INDEX lost_page_source ON lost_page (source);
        -- The page at the title itself and its newest revision, when the title's logs were last read; null: they must be.
        ALTER TABLE source ADD COLUMN standing_page INTEGER;
        ALTER TABLE source ADD COLUMN standing_revision INTEGER;
        -- Boards that were moved away are found by the same logs.
        ALTER TABLE source DROP COLUMN sought_boards;
        """)
  }
}
