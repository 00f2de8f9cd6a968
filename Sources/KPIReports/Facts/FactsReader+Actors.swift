import GRDB

extension FactsReader {
  /// The actors in a bot group: by their ids where there are any, else by their names.
  private static let bots = """
    SELECT actor.id FROM bot JOIN actor ON actor.wiki = bot.wiki AND actor.user_id = bot.user_id
    UNION ALL
    SELECT actor.id FROM bot JOIN actor ON actor.wiki = bot.wiki AND actor.name = bot.name
      WHERE bot.user_id IS NULL OR actor.user_id IS NULL
    """

  /// The actors whose accounts were renamed, as another wiki tells, and the new names.
  ///
  /// Accounts are unified, so that it counts on all wikis as long as nobody else took the former name.
  private static let renamed = """
    SELECT actor.id, renamed.name
    FROM former_name
      JOIN actor AS renamed ON renamed.id = former_name.actor
      JOIN wiki ON wiki.id <> former_name.wiki
      JOIN actor ON actor.wiki = wiki.id AND actor.name = former_name.name AND actor.kind = 'registered'
    WHERE NOT EXISTS (
      SELECT 1 FROM actor AS other WHERE other.wiki = former_name.wiki AND other.name = former_name.name)
    ORDER BY former_name.wiki
    """

  /// Reads who the authors are.
  mutating func readActors() throws {
    let bots = try Int.fetchSet(database, sql: Self.bots)
    let names = Dictionary(
      try Row.fetchAll(database, sql: Self.renamed).map { ($0[0] as Int, $0[1] as String) }
    ) { first, _ in first }
    let rows = try Row.fetchCursor(database, sql: "SELECT id, name, kind FROM actor")
    while let row = try rows.next() {
      let id: Int = row[0]
      while facts.actors.count <= id { facts.actors.append(nil) }
      facts.actors[id] = ActorFact(
        name: names[id] ?? row[1], kind: ActorFact.Kind(rawValue: row[2]) ?? .registered,
        isInBotGroup: bots.contains(id))
    }
  }
}
