import GRDB

/// An account in a bot group.
package struct BotFact: Sendable, Hashable {
  /// The account's name.
  package let name: String
  /// The wiki's user id, where it gives one.
  package let userID: Int?

  /// Makes the fact from its parts.
  package init(name: String, userID: Int?) {
    self.name = name
    self.userID = userID
  }
}

extension FactStore {
  /// Keeps who is in the wiki's bot groups, in the place of those kept before.
  package func keep(bots: [BotFact], wiki: Int64) async throws {
    try await database.write { database in
      let kept = try Row.fetchAll(database, sql: "SELECT name, user_id FROM bot WHERE wiki = ?", arguments: [wiki])
        .map { BotFact(name: $0[0], userID: $0[1]) }
      guard Set(kept) != Set(bots) else { return }
      try database.execute(sql: "DELETE FROM bot WHERE wiki = ?", arguments: [wiki])
      for bot in bots {
        try database.execute(
          sql: "INSERT OR REPLACE INTO bot (wiki, name, user_id) VALUES (?, ?, ?)",
          arguments: [wiki, bot.name, bot.userID])
      }
    }
  }
}
