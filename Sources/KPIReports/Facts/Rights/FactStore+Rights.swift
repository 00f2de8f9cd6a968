import GRDB
import MediaWiki

extension FactStore {
  /// How far a log of user rights was read; nil when it never was.
  package func state(of log: RightsLog) async throws -> RightsLogState? {
    try await database.read { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT groups, since, until, first, newest_edit, checked, is_due FROM rights_log
          WHERE wiki = ? AND scope = ? AND checked IS NOT NULL
          """,
        arguments: [log.wiki, log.scope.rawValue])
      return row.map { row in
        RightsLogState(
          groups: row[0], since: Instant(seconds: row[1]), until: Instant(seconds: row[2]),
          first: (row[3] as Int64?).map(Instant.init(seconds:)),
          newestEdit: (row[4] as Int64?).map(Instant.init(seconds:)), checked: Instant(seconds: row[5]),
          isDue: row[6])
      }
    }
  }

  /// Keeps that other accounts became bots on a wiki, of which the logs tell since when.
  static func markRightsAsDue(on wiki: Int64, in database: Database) throws {
    try database.execute(
      sql: """
        UPDATE rights_log SET is_due = 1
        WHERE wiki = CASE scope WHEN 'local' THEN :wiki ELSE (SELECT central FROM wiki WHERE id = :wiki) END
        """, arguments: ["wiki": wiki])
  }

  /// Keeps entries of a log, how far it was read, and which accounts were asked for.
  ///
  /// Who was renamed has all entries under the new name: an entry that comes again takes the place of the one kept.
  package func keep(
    _ changes: [RightsChange], of log: RightsLog, state: RightsLogState?, asked names: [String] = []
  ) async throws {
    try await database.write { database in
      for change in changes {
        try database.execute(
          sql: """
            INSERT OR REPLACE INTO rights_change (wiki, scope, id, name, timestamp, was_bot, bot_until)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            log.wiki, log.scope.rawValue, change.id, change.name, change.time.seconds, change.wasBot,
            change.botUntil?.seconds,
          ])
      }
      for name in names {
        try database.execute(
          sql: "INSERT OR REPLACE INTO rights_account (wiki, scope, name, is_due) VALUES (?, ?, ?, 0)",
          arguments: [log.wiki, log.scope.rawValue, name])
      }
      guard let state else { return }
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO rights_log (wiki, scope, groups, since, until, first, newest_edit, checked, problem, is_due)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          log.wiki, log.scope.rawValue, state.groups, state.since.seconds, state.until.seconds, state.first?.seconds,
          state.newestEdit?.seconds, state.checked.seconds, state.problem, state.isDue,
        ])
    }
  }

  /// Keeps that a log has to be read for bots to be told, and why the last try failed, if it did.
  package func expect(_ log: RightsLog, problem: String? = nil) async throws {
    try await database.write { database in
      try database.execute(
        sql: """
          INSERT INTO rights_log (wiki, scope, groups, since, until, problem) VALUES (?, ?, '', 0, 0, ?)
          ON CONFLICT (wiki, scope) DO UPDATE SET problem = excluded.problem
          WHERE problem IS NOT excluded.problem
          """, arguments: [log.wiki, log.scope.rawValue, problem])
    }
  }

  /// Forgets a log, which was read for other groups.
  package func forget(_ log: RightsLog) async throws {
    try await database.write { database in
      for table in ["rights_log", "rights_change", "rights_account"] {
        try database.execute(
          sql: "DELETE FROM \(table) WHERE wiki = ? AND scope = ?", arguments: [log.wiki, log.scope.rawValue])
      }
    }
  }

  /// The accounts that wrote on a page before a time, and were not asked for.
  package func accounts(before time: Instant, unaskedIn log: RightsLog) async throws -> [RightsAccount] {
    try await database.read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT CASE :scope WHEN 'stewards' THEN actor.name || '@' || wiki.database ELSE actor.name END AS account,
            min(written.timestamp)
          FROM (
            SELECT revision.actor, revision.timestamp
            FROM page JOIN revision ON revision.page = page.id AND revision.timestamp < :time
            WHERE page.wiki IN (\(Self.wikis))
            UNION ALL
            SELECT comment.actor, comment.timestamp
            FROM page JOIN thread ON thread.page = page.id
              JOIN comment ON comment.thread = thread.id AND comment.timestamp < :time
            WHERE page.wiki IN (\(Self.wikis))
          ) AS written JOIN actor ON actor.id = written.actor JOIN wiki ON wiki.id = actor.wiki
          WHERE actor.kind = 'registered' AND actor.name NOT LIKE '#%'
          GROUP BY account
          HAVING NOT EXISTS (
            SELECT 1 FROM rights_account AS asked
            WHERE asked.wiki = :wiki AND asked.scope = :scope AND asked.name = account)
          ORDER BY account
          """, arguments: ["time": time.seconds, "wiki": log.wiki, "scope": log.scope.rawValue])
      return rows.map { RightsAccount(name: $0[0], firstEdit: Instant(seconds: $0[1])) }
    }
  }

  /// The accounts that have to be asked for again: their names meant others before.
  package func accounts(dueIn log: RightsLog) async throws -> [String] {
    try await database.read { database in
      try String.fetchAll(
        database, sql: "SELECT name FROM rights_account WHERE wiki = ? AND scope = ? AND is_due ORDER BY name",
        arguments: [log.wiki, log.scope.rawValue])
    }
  }

  /// When the newest edit was made that is known on the wikis of a log.
  package func newestEdit(on log: RightsLog) async throws -> Instant? {
    try await database.read { database in
      try Int64.fetchOne(
        database,
        sql: """
          SELECT max(newest) FROM (
            SELECT (SELECT max(timestamp) FROM revision WHERE page = page.id) AS newest FROM page
            WHERE wiki IN (\(Self.wikis)))
          """, arguments: ["wiki": log.wiki, "scope": log.scope.rawValue]
      ).map(Instant.init(seconds:))
    }
  }

  /// The wikis whose accounts a log tells of.
  private static let wikis =
    """
    SELECT id FROM wiki WHERE CASE :scope WHEN 'local' THEN id = :wiki WHEN 'global' THEN central = :wiki
      ELSE central = :wiki AND id <> :wiki AND database IS NOT NULL END
    """

  /// Keeps the name of a wiki's database, by which other wikis call it.
  package func keep(database name: String?, of wiki: Int64) async throws {
    try await database.write { database in
      try database.execute(
        sql: "UPDATE wiki SET database = :name WHERE id = :wiki AND database IS NOT :name",
        arguments: ["name": name, "wiki": wiki])
    }
  }

  /// Keeps which wiki logs the rights on all wikis.
  package func keep(central: Int64, of wiki: Int64) async throws {
    try await database.write { database in
      try database.execute(
        sql: "UPDATE wiki SET central = ? WHERE id = ? AND central IS NOT ?", arguments: [central, wiki, central])
    }
  }
}
