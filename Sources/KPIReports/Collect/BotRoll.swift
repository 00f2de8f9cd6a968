import Logging
import MediaWiki

/// Who is in a bot group, here or on all wikis.
struct BotRoll: Sendable {
  /// The group of bots on all wikis, where there are global groups.
  static let globalGroup = "global-bot"

  let groups: [String]
  let wiki: String
  let log: Logger
  private var found: [String: BotFact] = [:]
  private var isTold = false

  init(groups: [String], wiki: String, log: Logger) {
    self.groups = groups
    self.wiki = wiki
    self.log = log
  }

  /// Everybody found so far.
  var bots: [BotFact] { found.values.sorted { $0.name < $1.name } }

  /// The lists to ask for.
  var lists: [String] { groups.isEmpty ? [] : ["allusers", "globalallusers"] }

  /// What to ask of them.
  var parameters: [String: String] {
    guard !groups.isEmpty else { return [:] }
    return [
      "augroup": groups.joined(separator: "|"), "auprop": "groups", "aulimit": "max",
      "agugroup": Self.globalGroup, "aguprop": "groups", "agulimit": "max",
    ]
  }

  /// Takes in what came.
  ///
  /// A wiki leaves a group that it does not know out of account, and lists all accounts when it knows none: that must
  /// neither make everybody a bot nor be read to its end.
  ///
  /// - Throws: ``UnknownBotGroups`` when the wiki knows none of the groups.
  mutating func take(_ batch: QueryBatch<SurveyAnswer>, from batches: inout QueryBatches<SurveyAnswer>.Iterator) throws
  {
    let unknown = Self.unknown(in: batch.warnings, of: "allusers", parameter: groups)
    guard groups.isEmpty || unknown.count < Set(groups).count else {
      throw UnknownBotGroups(wiki: wiki, groups: groups)
    }
    if !unknown.isEmpty, found.isEmpty {
      log.warning("\(UnknownBotGroups(wiki: wiki, groups: unknown))")
    }
    isTold = isTold || batch.answer?.allusers != nil
    for user in batch.answer?.allusers ?? [] {
      guard !Set(groups).isDisjoint(with: user.groups ?? []) else {
        let problem = "accounts outside of the group \(groups.joined(separator: ", "))"
        throw WikiError(wiki: wiki, task: "asking for bots", cause: .badAnswer(.unexpected(problem)))
      }
      let isGlobal = found[user.name]?.isGlobal ?? false
      found[user.name] = BotFact(name: user.name, userID: user.userid, isLocal: true, isGlobal: isGlobal)
    }
    guard Self.unknown(in: batch.warnings, of: "globalallusers", parameter: [Self.globalGroup]).isEmpty else {
      batches.leaveOut(list: "globalallusers", prefix: "agu")
      return
    }
    for user in batch.answer?.globalallusers ?? [] where user.groups?.contains(Self.globalGroup) ?? true {
      // The id in a global list is not the one of this wiki.
      let own = found[user.name]
      found[user.name] = BotFact(
        name: user.name, userID: own?.userID, isLocal: own?.isLocal ?? false, isGlobal: true)
    }
  }

  /// Checks that the wiki told who they are: bots that nobody knows of would count as people.
  func checkIsTold() throws {
    guard isTold || groups.isEmpty else {
      throw WikiError(wiki: wiki, task: "asking for bots", cause: .badAnswer(.incomplete("the list of accounts")))
    }
  }

  /// Which values of a list's parameter the wiki does not know.
  private static func unknown(in warnings: [APIMessage], of list: String, parameter values: [String]) -> [String] {
    let named = warnings.filter { $0.code == "unrecognizedvalues" && $0.module == "query+\(list)" }.flatMap(\.values)
    return values.filter(named.contains)
  }
}

/// A wiki does not know groups whose members the report takes for bots.
package struct UnknownBotGroups: Error, CustomStringConvertible {
  let wiki: String
  let groups: [String]

  /// Which groups, and what to do.
  package var description: String {
    let names = groups.map { "\"\($0)\"" }.joined(separator: ", ")
    return "\(wiki) has no user group \(names): correct people.bots.groups in \(ReportReader.file); "
      + "Special:ListGroupRights of the wiki shows its groups"
  }
}
