import GRDB
import MediaWiki

extension FactStore {
  /// The revision of a page whose threads are kept, or nil when they were never read or the last try failed.
  package func discussedRevision(of page: Int64) async throws -> Int? {
    try await database.read { database in
      try Int.fetchOne(
        database, sql: "SELECT revision FROM discussion_page WHERE page = ? AND problem IS NULL", arguments: [page])
    }
  }

  /// Keeps the threads of a page in the place of those kept before.
  package func keep(
    _ threads: [ThreadFact], page: Int64, wiki: Int64, revision: Int, checked: Instant
  ) async throws {
    let known = actors.withLock { $0 }
    let seen = try await database.write { database in
      try database.execute(sql: "DELETE FROM thread WHERE page = ?", arguments: [page])
      var signers = SignerTable(actors: ActorTable(wiki: wiki, known: known, database: database), database: database)
      let insertThread = try database.cachedStatement(
        sql: "INSERT INTO thread (page, place, heading) VALUES (?, ?, ?)")
      let insertComment = try database.cachedStatement(
        sql: "INSERT INTO comment (thread, place, actor, timestamp, level) VALUES (?, ?, ?, ?, ?)")
      for (place, thread) in threads.enumerated() {
        try insertThread.execute(arguments: [page, place, thread.heading])
        let id = database.lastInsertedRowID
        for (place, comment) in thread.comments.enumerated() {
          try insertComment.execute(arguments: [
            id, place, Int64(try signers.id(of: comment.author)), comment.timestamp.seconds, comment.level,
          ])
        }
      }
      try database.execute(
        sql: "INSERT OR REPLACE INTO discussion_page (page, revision, checked) VALUES (?, ?, ?)",
        arguments: [page, revision, checked.seconds])
      return signers.actors.known
    }
    actors.withLock { $0 = seen }
  }

  /// Keeps that the threads of pages are those kept up to a time.
  package func settle(discussionsOf pages: [Int64], checked: Instant) async throws {
    try await database.write { database in
      for page in pages {
        try database.execute(
          sql: "UPDATE discussion_page SET checked = ?, problem = NULL WHERE page = ?",
          arguments: [checked.seconds, page])
      }
    }
  }

  /// Keeps why the threads of pages are not known, although they were read.
  package func lose(discussionsOf pages: [Int64], problem: String) async throws {
    try await database.write { database in
      for page in pages {
        try database.execute(
          sql: "UPDATE discussion_page SET checked = NULL, problem = ? WHERE page = ?", arguments: [problem, page])
      }
    }
  }

  /// Keeps why reading the threads of a page failed; those kept before stay.
  package func settle(discussionsOf page: Int64, problem: String) async throws {
    try await database.write { database in
      try database.execute(
        sql: """
          INSERT INTO discussion_page (page, problem) VALUES (?, ?)
          ON CONFLICT (page) DO UPDATE SET problem = excluded.problem
          """, arguments: [page, problem])
    }
  }
}

/// Finds the actors of signatures, which have a name only.
private struct SignerTable {
  var actors: ActorTable
  let database: Database
  private var known: [RevisionFact.Author: UInt32] = [:]

  init(actors: ActorTable, database: Database) {
    self.actors = actors
    self.database = database
  }

  mutating func id(of author: RevisionFact.Author) throws -> UInt32 {
    if let id = known[author] { return id }
    let id = try renamed(author) ?? actors.id(of: author)
    known[author] = id
    return id
  }

  /// The account that had this name when it signed, where nobody else has it now.
  private func renamed(_ author: RevisionFact.Author) throws -> UInt32? {
    guard case .registered(_, let name) = author else { return nil }
    return try UInt32.fetchOne(
      database,
      sql: """
        SELECT actor FROM former_name WHERE wiki = ? AND name = ?
          AND NOT EXISTS (SELECT 1 FROM actor WHERE actor.wiki = former_name.wiki AND actor.name = former_name.name)
        """, arguments: [actors.wiki, name])
  }
}
