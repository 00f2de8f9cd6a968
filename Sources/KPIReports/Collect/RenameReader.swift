import MediaWiki

/// Brings the names of accounts up to date that were renamed without an edit since: who is staff, or a bot, is told by
/// the name.
///
/// The log tells who was renamed, and the wiki whose account has the new name, since names can wander from one account to
/// another. Whoever reads a whole history gets today's names with it.
struct RenameReader: Sendable {
  /// The log may lag behind the wiki's clock for so many seconds.
  private static let overlap: Int64 = 60

  let wiki: Wiki
  let store: FactStore
  let wikiID: Int64
  /// The wiki's time before anything was read.
  let now: Instant

  /// Reads what was logged since the last time.
  func read() async throws {
    guard let since = try await store.namesKnown(wiki: wikiID) else {
      return try await store.keep(renamesRead: now, wiki: wikiID)
    }
    do {
      let renames = try await renames(since: since.adding(seconds: -Self.overlap))
      if !renames.isEmpty {
        // Whoever had a name that is known may have another one by now, after several renames, too.
        var names = try await store.accountNames(wiki: wikiID)
        var new: Set<String> = []
        for rename in renames where names.contains(rename.old) {
          names.insert(rename.new)
          new.insert(rename.new)
        }
        try await store.rename(try await accounts(named: new.sorted()), wiki: wikiID)
      }
    } catch let error as WikiError where error.isUnknownValue {
      // A wiki that has no such log says so; the weekly comparison of histories meets the names.
    }
    try await store.keep(renamesRead: max(since, now), wiki: wikiID)
  }

  private func renames(since start: Instant) async throws -> [(old: String, new: String)] {
    let parameters = [
      "action": "query", "list": "logevents", "letype": "renameuser", "leprop": "ids|timestamp|details",
      "ledir": "newer", "lestart": start.description, "lelimit": "max",
    ]
    var renames: [(old: String, new: String)] = []
    for try await batch in wiki.query(parameters, as: RenameAnswer.self) {
      renames += (batch.answer?.logevents ?? []).compactMap { event in
        guard let old = event.params?.olduser, let new = event.params?.newuser else { return nil }
        return (old, new)
      }
    }
    return renames
  }

  /// The wiki's numbers of the accounts that have some names now, with the names.
  private func accounts(named names: [String]) async throws -> [Int: String] {
    var accounts: [Int: String] = [:]
    for start in stride(from: 0, to: names.count, by: WikiSurvey.batchLength) {
      let batch = names[start..<min(start + WikiSurvey.batchLength, names.count)]
      let parameters = ["action": "query", "list": "users", "ususers": batch.joined(separator: "|")]
      for try await answer in wiki.query(parameters, as: RenameAnswer.self) {
        for user in answer.answer?.users ?? [] {
          if let id = user.userid, id > 0 { accounts[id] = user.name }
        }
      }
    }
    return accounts
  }
}

private struct RenameAnswer: Decodable, Sendable {
  struct Event: Decodable, Sendable {
    /// Nil where they are hidden.
    let params: Details?
  }

  struct Details: Decodable, Sendable {
    let olduser: String?
    let newuser: String?

    private enum CodingKeys: String, CodingKey { case olduser, newuser }

    init(from decoder: any Decoder) throws {
      // Old entries have parameters of another form.
      let fields = try? decoder.container(keyedBy: CodingKeys.self)
      olduser = try? fields?.decodeIfPresent(String.self, forKey: .olduser)
      newuser = try? fields?.decodeIfPresent(String.self, forKey: .newuser)
    }
  }

  struct User: Decodable, Sendable {
    /// Nil where nobody has the name.
    let userid: Int?
    let name: String
  }

  let logevents: [Event]?
  let users: [User]?
}
