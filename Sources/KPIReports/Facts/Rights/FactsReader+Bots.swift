import GRDB
import MediaWiki

/// What tells when each actor was a bot.
struct BotFacts {
  /// What one log tells of an actor, beside who is a bot now.
  private struct Known {
    var changes: [RightsChange] = []
    var isBotNow = false
    var seen: Instant?
  }

  private var local: [Int: Known] = [:]
  private var global: [Int: Known] = [:]

  /// The actors in a bot group of their wiki: by their ids where there are any, else by their names.
  private static let localBots = """
    SELECT actor.id, actor.wiki FROM bot JOIN actor ON actor.wiki = bot.wiki AND actor.user_id = bot.user_id
    WHERE bot.local
    UNION
    SELECT actor.id, actor.wiki FROM bot JOIN actor ON actor.wiki = bot.wiki AND actor.name = bot.name
    WHERE bot.local AND (bot.user_id IS NULL OR actor.user_id IS NULL)
    """

  private static let globalBots = "SELECT wiki, name FROM bot WHERE global"

  private static let localChanges = """
    SELECT change.id, change.name, change.timestamp, change.was_bot, change.bot_until, actor.id
    FROM rights_change AS change
      JOIN rights_log AS log ON log.wiki = change.wiki AND log.scope = change.scope AND log.groups = ?
      JOIN actor ON actor.wiki = change.wiki AND actor.name = change.name
    WHERE change.scope = 'local'
    """

  private static let stewardsChanges = """
    SELECT change.id, change.name, change.timestamp, change.was_bot, change.bot_until, wiki.id, wiki.database
    FROM rights_change AS change
      JOIN rights_log AS log ON log.wiki = change.wiki AND log.scope = change.scope AND log.groups = ?
      JOIN wiki ON wiki.central = change.wiki AND wiki.id <> change.wiki
    WHERE change.scope = 'stewards' AND substr(change.name, -length(wiki.database) - 1) = '@' || wiki.database
    """

  private static let globalChanges = """
    SELECT change.id, change.name, change.timestamp, change.was_bot, change.bot_until, wiki.id
    FROM rights_change AS change JOIN wiki ON wiki.central = change.wiki
    WHERE change.scope = 'global'
    """

  /// Reads what is known; `actors` are the ids by wiki and name, since the rights on all wikis go by the name.
  init(_ database: Database, groups: [String], actors: [Int64: [String: [Int]]]) throws {
    guard !groups.isEmpty else { return }
    let seen = Dictionary(
      uniqueKeysWithValues: try Row.fetchAll(
        database, sql: "SELECT id, bots_seen FROM wiki WHERE bots_seen IS NOT NULL"
      ).map { ($0[0] as Int64, Instant(seconds: $0[1])) })
    for row in try Row.fetchAll(database, sql: Self.localBots) {
      local[row[0], default: Known()].isBotNow = true
    }
    for row in try Row.fetchAll(database, sql: Self.globalBots) {
      for actor in actors[row[0]]?[row[1]] ?? [] { global[actor, default: Known()].isBotNow = true }
    }
    let key = groups.sorted().joined(separator: "|")
    for row in try Row.fetchAll(database, sql: Self.localChanges, arguments: [key]) {
      local[row[5], default: Known()].changes.append(Self.change(row))
    }
    for row in try Row.fetchAll(database, sql: Self.stewardsChanges, arguments: [key]) {
      let change = Self.change(row)
      let name = String(change.name.dropLast((row[6] as String).count + 1))
      for actor in actors[row[5]]?[name] ?? [] { local[actor, default: Known()].changes.append(change) }
    }
    for row in try Row.fetchAll(database, sql: Self.globalChanges) {
      let change = Self.change(row)
      for actor in actors[row[5]]?[change.name] ?? [] { global[actor, default: Known()].changes.append(change) }
    }
    for (wiki, names) in actors {
      for actor in names.values.joined() {
        local[actor]?.seen = seen[wiki]
        global[actor]?.seen = seen[wiki]
      }
    }
  }

  private static func change(_ row: Row) -> RightsChange {
    RightsChange(
      id: row[0], name: row[1], time: Instant(seconds: row[2]), wasBot: row[3],
      botUntil: (row[4] as Int64?).map(Instant.init(seconds:)))
  }

  /// When an actor was a bot.
  func times(of actor: Int) -> BotTimes {
    let times = [local[actor], global[actor]].compactMap(\.self).map { known in
      BotTimes(known.changes, isBotNow: known.isBotNow, seen: known.seen)
    }
    return times.dropFirst().reduce(times.first ?? .never) { $0.union($1) }
  }
}

extension FactsReader {
  /// How far the logs were read that tell who was a bot on some wikis, and how far back they reach.
  ///
  /// The log of stewards has no reach of its own: it is a part of the central wiki's log.
  func rights(on wikis: [String]) throws -> [(RightsReach?, Coverage)] {
    guard !report.people.botGroups.isEmpty else { return [] }
    var rights: [(RightsReach?, Coverage)] = []
    for definition in report.wikis where wikis.contains(definition.name) {
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT log.scope, log.first, log.checked, log.problem, wiki.api
          FROM wiki JOIN rights_log AS log
            ON log.wiki = CASE log.scope WHEN 'local' THEN wiki.id ELSE wiki.central END
          WHERE wiki.api = ? AND (log.scope <> 'stewards' OR wiki.id <> wiki.central) ORDER BY log.scope DESC
          """, arguments: [definition.api.text])
      for row in rows {
        guard let scope = RightsLog.Scope(rawValue: row[0]) else { continue }
        let wiki = scope == .local ? definition.name : nil
        let coverage = Coverage(
          name: scope == .stewards ? RightsLog.nameOfStewards : RightsLog.name(of: wiki),
          until: (row[2] as Int64?).map(Instant.init(seconds:)), problem: row[3])
        let reach =
          scope == .stewards ? nil : RightsReach(wiki: wiki, first: (row[1] as Int64?).map(Instant.init(seconds:)))
        if !rights.contains(where: { $0.1 == coverage }) { rights.append((reach, coverage)) }
      }
    }
    return rights
  }
}
