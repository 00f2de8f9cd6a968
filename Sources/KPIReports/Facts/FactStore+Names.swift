import GRDB
import MediaWiki

/// A name that was found below comments, and whose account it is.
package struct Signer: Sendable, Hashable {
  package let name: String
  package let userID: Int
  /// The name that the account has now.
  package let newestName: String
}

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

  /// The names below comments of which it is not known whose they are, and that were not looked for yet.
  package func unknownSigners(wiki: Int64) async throws -> [String] {
    try await database.read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT name FROM actor WHERE wiki = ? AND user_id IS NULL AND kind = 'registered' AND sought IS NULL
            AND id IN (SELECT actor FROM comment) AND id NOT IN (SELECT actor FROM revision) ORDER BY name
          """, arguments: [wiki])
    }
  }

  /// Keeps that names were looked for.
  package func keep(signersSought names: [String], at time: Instant, wiki: Int64) async throws {
    guard !names.isEmpty else { return }
    try await database.write { database in
      for name in names {
        try database.execute(
          sql: "UPDATE actor SET sought = ? WHERE wiki = ? AND name = ?", arguments: [time.seconds, wiki, name])
      }
    }
  }

  /// Gives signatures to the accounts whose they are.
  package func identify(_ signers: [Signer], wiki: Int64) async throws {
    guard !signers.isEmpty else { return }
    let known = actors.withLock { $0 }
    try await database.write { database in
      let actors = ActorTable(wiki: wiki, known: known, database: database)
      for signer in signers.sorted(by: { $0.name < $1.name }) { try actors.identify(signer) }
    }
    actors.withLock { actors in
      for signer in signers { actors[ActorTable.Key(wiki: wiki, userID: nil, name: signer.name)] = nil }
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

  /// The eighteenth migration.
  static func addSoughtNames(_ database: Database) throws {
    try database.execute(
      sql: """
        -- When the wiki was asked whose name it is that stands below comments alone; null: never.
        ALTER TABLE actor ADD COLUMN sought INTEGER;
        """)
  }
}
