import GRDB

extension FactsReader {
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
    let names = Dictionary(
      try Row.fetchAll(database, sql: Self.renamed).map { ($0[0] as Int, $0[1] as String) }
    ) { first, _ in first }
    var kinds: [Int: ActorFact.Kind] = [:]
    var ids: [Int64: [String: [Int]]] = [:]
    let rows = try Row.fetchCursor(database, sql: "SELECT id, name, kind, wiki FROM actor")
    while let row = try rows.next() {
      let id: Int = row[0]
      let name: String = names[id] ?? row[1]
      kinds[id] = ActorFact.Kind(rawValue: row[2]) ?? .registered
      ids[row[3], default: [:]][name, default: []].append(id)
    }
    let bots = try BotFacts(database, groups: report.people.botGroups, actors: ids)
    facts.actors = [ActorFact?](repeating: nil, count: (kinds.keys.max() ?? 0) + 1)
    for (name, actors) in ids.values.joined() {
      for id in actors {
        facts.actors[id] = ActorFact(name: name, kind: kinds[id] ?? .registered, botTimes: bots.times(of: id))
      }
    }
  }
}
