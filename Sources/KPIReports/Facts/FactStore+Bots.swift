import GRDB
import MediaWiki

/// An account in a bot group.
package struct BotFact: Sendable, Hashable {
  /// The account's name.
  package let name: String
  /// The wiki's user id, where it gives one.
  package let userID: Int?
  /// Whether it is in a bot group of the wiki.
  package let isLocal: Bool
  /// Whether it is in the bot group of all wikis.
  package let isGlobal: Bool

  /// Makes the fact from its parts.
  package init(name: String, userID: Int?, isLocal: Bool, isGlobal: Bool) {
    self.name = name
    self.userID = userID
    self.isLocal = isLocal
    self.isGlobal = isGlobal
  }
}

extension FactStore {
  /// Keeps who was in the wiki's bot groups at a time, in the place of those kept before.
  package func keep(bots: [BotFact], seen: Instant, wiki: Int64) async throws {
    let known = actors.withLock { $0 }
    try await database.write { database in
      try database.execute(sql: "UPDATE wiki SET bots_seen = ? WHERE id = ?", arguments: [seen.seconds, wiki])
      let kept = try Row.fetchAll(
        database, sql: "SELECT name, user_id, local, global FROM bot WHERE wiki = ?", arguments: [wiki]
      ).map { BotFact(name: $0[0], userID: $0[1], isLocal: $0[2], isGlobal: $0[3]) }
      guard Set(kept) != Set(bots) else { return }
      try Self.markRightsAsDue(on: wiki, in: database)
      // A bot that was renamed after its last edits is known by its id alone, and its later rights by its new name.
      let actors = ActorTable(wiki: wiki, known: known, database: database)
      for bot in bots { try bot.userID.map { try actors.rename(userID: $0, to: bot.name) } }
      try database.execute(sql: "DELETE FROM bot WHERE wiki = ?", arguments: [wiki])
      for bot in bots {
        try database.execute(
          sql: "INSERT OR REPLACE INTO bot (wiki, name, user_id, local, global) VALUES (?, ?, ?, ?, ?)",
          arguments: [wiki, bot.name, bot.userID, bot.isLocal, bot.isGlobal])
      }
    }
  }
}
