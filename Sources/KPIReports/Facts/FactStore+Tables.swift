import GRDB
import MediaWiki

extension FactStore {
  /// The tables that wiki pages hold, as the store keeps them.
  static let tablesSchema = """
    -- Pages on which people keep figures and lists.
    CREATE TABLE table_page (
      id INTEGER PRIMARY KEY,
      wiki INTEGER NOT NULL REFERENCES wiki,
      title TEXT NOT NULL,
      absent_until INTEGER,       -- the page was not there before this time; null: not known
      problem TEXT,               -- why the last try to read it failed
      UNIQUE (wiki, title)
    );

    -- What such a page held for a time.
    CREATE TABLE table_version (
      id INTEGER PRIMARY KEY,
      page INTEGER NOT NULL REFERENCES table_page ON DELETE CASCADE,
      revision INTEGER NOT NULL,
      timestamp INTEGER NOT NULL, -- since when
      seen INTEGER NOT NULL,      -- up to when that is known
      problem TEXT,               -- why its tables can't be read
      UNIQUE (page, revision)
    );

    -- Its cells, as plain text; row 0 is the head. A list is a table with the one column 'item'.
    CREATE TABLE table_cell (
      version INTEGER NOT NULL REFERENCES table_version ON DELETE CASCADE,
      number INTEGER NOT NULL,    -- which of the page's tables, from 0
      row INTEGER NOT NULL,
      place INTEGER NOT NULL,     -- the column, from 0
      value TEXT NOT NULL,
      PRIMARY KEY (version, number, row, place)
    ) WITHOUT ROWID;
    """

  /// Adds where things stand on such pages, and what keeps them from being lists.
  ///
  /// Pages whose lists were read without a look at all that is on them are read again.
  static func addPlaces(to database: Database) throws {
    try database.execute(
      sql: """
        DELETE FROM table_version;
        -- Why there may be more items than those that were read; null: there are none.
        ALTER TABLE table_version ADD COLUMN unread TEXT;
        -- Where the cell stands in the page's text, from 1; null: not known.
        ALTER TABLE table_cell ADD COLUMN line INTEGER;
        ALTER TABLE table_cell ADD COLUMN line_column INTEGER;

        -- Its tables and lists.
        CREATE TABLE page_table (
          version INTEGER NOT NULL REFERENCES table_version ON DELETE CASCADE,
          number INTEGER NOT NULL,    -- which of the page's tables, from 0
          kind TEXT NOT NULL CHECK (kind IN ('table', 'headless', 'list')),
          line INTEGER,               -- where it begins
          problem TEXT,               -- why it can't be taken as a list
          PRIMARY KEY (version, number)
        ) WITHOUT ROWID;
        """)
  }

  /// Keeps what a page with tables held at a time.
  package func keep(_ version: PageTableVersion, page title: String, wiki: Int64) async throws {
    try await database.write { database in
      let page = try Self.tablePage(title, wiki: wiki, in: database)
      try database.execute(
        sql: """
          INSERT INTO table_version (page, revision, timestamp, seen) VALUES (?, ?, ?, ?)
          ON CONFLICT (page, revision) DO UPDATE SET seen = max(seen, excluded.seen)
          """, arguments: [page, version.revision, version.timestamp.seconds, version.seen.seconds])
      let id = try Self.existing(
        Int64.fetchOne(
          database, sql: "SELECT id FROM table_version WHERE page = ? AND revision = ?",
          arguments: [page, version.revision]), "table version")
      try database.execute(
        sql: "UPDATE table_version SET problem = ?, unread = ? WHERE id = ?",
        arguments: [version.problem, version.unread, id])
      for name in ["table_cell", "page_table"] {
        try database.execute(sql: "DELETE FROM \(name) WHERE version = ?", arguments: [id])
      }
      for (number, table) in version.tables.enumerated() {
        try Self.keep(table, number: number, version: id, in: database)
      }
    }
  }

  private static func keep(_ table: PageTable, number: Int, version: Int64, in database: Database) throws {
    try database.execute(
      sql: "INSERT INTO page_table (version, number, kind, line, problem) VALUES (?, ?, ?, ?, ?)",
      arguments: [version, number, table.kind.rawValue, table.line, table.problem])
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO table_cell (version, number, row, place, value, line, line_column) VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    for (row, cells) in ([table.columns] + table.rows).enumerated() {
      for (place, value) in cells.enumerated() {
        let position = row == 0 ? nil : table.position(row: row - 1, column: place)
        try insert.execute(arguments: [version, number, row, place, value, position?.line, position?.column])
      }
    }
  }

  /// Keeps whether reading a page with tables failed, and since when it can have been there.
  package func settle(tablePage title: String, wiki: Int64, absentUntil: Instant?, problem: String?) async throws {
    try await database.write { database in
      try database.execute(
        sql: """
          UPDATE table_page SET problem = ?, absent_until = max(coalesce(absent_until, ?), coalesce(?, absent_until))
          WHERE id = ?
          """,
        arguments: [
          problem, absentUntil?.seconds, absentUntil?.seconds, Self.tablePage(title, wiki: wiki, in: database),
        ])
    }
  }

  /// What is known of a page with tables.
  static func tablePage(_ title: String, api: String, in database: Database) throws -> TablePageFacts {
    var facts = TablePageFacts()
    let page = try Row.fetchOne(
      database,
      sql: """
        SELECT table_page.id, absent_until, problem FROM table_page JOIN wiki ON wiki.id = table_page.wiki
        WHERE wiki.api = ? AND title = ?
        """, arguments: [api, title])
    guard let page else { return facts }
    facts.absentUntil = (page[1] as Int64?).map(Instant.init(seconds:))
    facts.problem = page[2]
    let versions = try Row.fetchAll(
      database,
      sql:
        "SELECT id, revision, timestamp, seen, problem, unread FROM table_version WHERE page = ? ORDER BY timestamp, revision",
      arguments: [page[0] as Int64])
    facts.versions = try versions.map { row in
      PageTableVersion(
        revision: row[1], timestamp: Instant(seconds: row[2]), seen: Instant(seconds: row[3]),
        tables: try tables(of: row[0], in: database), problem: row[4], unread: row[5])
    }
    return facts
  }

  private static func tables(of version: Int64, in database: Database) throws -> [PageTable] {
    let rows = try Row.fetchAll(
      database, sql: "SELECT kind, line, problem FROM page_table WHERE version = ? ORDER BY number",
      arguments: [version])
    var tables = rows.map { row in
      var table = PageTable(columns: [], rows: [])
      table.kind = PageTable.Kind(rawValue: row[0]) ?? .table
      (table.line, table.problem) = (row[1], row[2])
      return table
    }
    let cells = try Row.fetchCursor(
      database,
      sql: """
        SELECT number, row, value, line, line_column FROM table_cell WHERE version = ? ORDER BY number, row, place
        """, arguments: [version])
    while let cell = try cells.next() {
      let (number, row, value): (Int, Int, String) = (cell[0], cell[1], cell[2])
      guard tables.indices.contains(number) else { continue }
      guard row > 0 else {
        tables[number].columns.append(value)
        continue
      }
      while tables[number].rows.count < row { tables[number].rows.append([]) }
      tables[number].rows[row - 1].append(value)
      guard let line = cell[3] as Int?, let column = cell[4] as Int? else { continue }
      while tables[number].places.count < row { tables[number].places.append([]) }
      tables[number].places[row - 1].append(TextPlace(line: line, column: column))
    }
    return tables
  }

  private static func tablePage(_ title: String, wiki: Int64, in database: Database) throws -> Int64 {
    try database.execute(
      sql: "INSERT OR IGNORE INTO table_page (wiki, title) VALUES (?, ?)", arguments: [wiki, title])
    return try existing(
      Int64.fetchOne(
        database, sql: "SELECT id FROM table_page WHERE wiki = ? AND title = ?", arguments: [wiki, title]), "table page"
    )
  }
}
