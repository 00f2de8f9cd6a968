import GRDB
import MediaWiki

extension FactStore {
  /// The time as of which the names of a wiki's accounts are known: up to then its log of renamed accounts was read, or
  /// else since then each history was read as a whole; nil when nothing was.
  package func namesKnown(wiki: Int64) async throws -> Instant? {
    try await database.read { database in
      try Int64.fetchOne(
        database,
        sql: """
          SELECT coalesce(renames_read, (SELECT min(compared) FROM page WHERE page.wiki = wiki.id)) FROM wiki
          WHERE id = ?
          """, arguments: [wiki]
      ).map(Instant.init(seconds:))
    }
  }

  /// Keeps up to when that log was read.
  package func keep(renamesRead time: Instant, wiki: Int64) async throws {
    try await database.write { database in
      try database.execute(sql: "UPDATE wiki SET renames_read = ? WHERE id = ?", arguments: [time.seconds, wiki])
    }
  }

  /// The names of a wiki's accounts that are known.
  package func accountNames(wiki: Int64) async throws -> Set<String> {
    try await database.read { database in
      try String.fetchSet(
        database, sql: "SELECT name FROM actor WHERE wiki = ? AND user_id IS NOT NULL", arguments: [wiki])
    }
  }

  /// Gives accounts that were met before the names that they have now.
  package func rename(_ names: [Int: String], wiki: Int64) async throws {
    guard !names.isEmpty else { return }
    let known = actors.withLock { $0 }
    try await database.write { database in
      let actors = ActorTable(wiki: wiki, known: known, database: database)
      for (userID, name) in names.sorted(by: { $0.key < $1.key }) { try actors.rename(userID: userID, to: name) }
    }
  }
}
