import GRDB
import MediaWiki

extension FactStore {
  /// The wiki marks what an edit undoes some time after that edit: a job does so, or whoever patrols it.
  ///
  /// For so many seconds it is asked again, a week; later the weekly comparison of histories finds what comes.
  private static let timeToMark: Int64 = 7 * 86_400

  /// Those of some pages of which the wiki can have marked other edits as undone since it was asked.
  package func pagesWithOpenMarks(among pages: [Int64]) async throws -> Set<Int64> {
    try await database.read { database in
      let statement = try database.cachedStatement(
        sql: "SELECT undoing IS NOT NULL AND coalesce(undone_read, 0) < undoing + ? FROM page WHERE id = ?")
      return Set(
        try pages.filter { try Bool.fetchOne(statement, arguments: [Self.timeToMark, $0]) ?? false })
    }
  }

  /// Keeps which of a page's revisions later edits undid, as the wiki marked them at a time.
  package func keep(undone revisions: Set<Int>, page: Int64, at time: Instant) async throws {
    try await database.write { database in
      try database.execute(
        sql: "UPDATE page SET undone_read = ? WHERE id = ?", arguments: [time.seconds, page])
      let rows = try Row.fetchAll(
        database, sql: "SELECT timestamp, id, reverted FROM revision WHERE page = ? ORDER BY timestamp, id",
        arguments: [page])
      var first: Int64?
      for row in rows where revisions.contains(row[1]) != (row[2] as Bool) {
        first = first ?? row[0]
        try database.execute(
          sql: "UPDATE revision SET reverted = ? WHERE page = ? AND timestamp = ? AND id = ?",
          arguments: [revisions.contains(row[1]), page, row[0] as Int64, row[1] as Int])
      }
      guard let first else { return }
      let edits = try Row.fetchAll(
        database,
        sql: "SELECT timestamp, actor, reverted FROM revision WHERE page = ? AND timestamp >= ? AND NOT unchanged",
        arguments: [page, first]
      ).map { row in
        PackedEdit(timestamp: Instant(seconds: row[0]), actor: row[1], reverted: row[2])
      }
      try Self.pack(edits.sorted(), page: page, replacingFrom: Instant(seconds: first), in: database)
    }
  }
}
