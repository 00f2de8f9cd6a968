import GRDB

extension FactsReader {
  /// Every actor with its newest name, and whether it is a bot: by its id where there is one, else by its name.
  ///
  /// Where accounts are unified, a rename may be known from one wiki only; it counts on the others as long as nobody
  /// else took the former name.
  private static let actors = """
    SELECT actor.id,
      coalesce(
        (
          SELECT renamed.name FROM former_name JOIN actor AS renamed ON renamed.id = former_name.actor
          WHERE former_name.name = actor.name AND former_name.wiki <> actor.wiki AND actor.kind = 'registered'
            AND NOT EXISTS (SELECT 1 FROM actor AS other WHERE other.wiki = renamed.wiki AND other.name = actor.name)
          ORDER BY former_name.wiki LIMIT 1
        ), actor.name),
      actor.kind,
      EXISTS (SELECT 1 FROM bot WHERE bot.wiki = actor.wiki AND bot.user_id = actor.user_id)
        OR EXISTS (
          SELECT 1 FROM bot WHERE bot.wiki = actor.wiki AND bot.name = actor.name
            AND (bot.user_id IS NULL OR actor.user_id IS NULL))
    FROM actor
    """

  mutating func readActors() throws {
    let rows = try Row.fetchCursor(database, sql: Self.actors)
    while let row = try rows.next() {
      let id: Int = row[0]
      while facts.actors.count <= id { facts.actors.append(nil) }
      facts.actors[id] = ActorFact(
        name: row[1], kind: ActorFact.Kind(rawValue: row[2]) ?? .registered, isInBotGroup: row[3])
    }
  }
}
