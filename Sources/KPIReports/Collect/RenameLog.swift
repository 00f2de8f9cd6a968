import MediaWiki

/// A wiki's log of renamed accounts, and the accounts that have some names now.
struct RenameLog: Sendable {
  /// At most this many renames of one account are followed.
  private static let mostRenames = 10

  let wiki: Wiki

  /// All renames since a time, oldest first.
  func renames(since start: Instant) async throws -> [(old: String, new: String)] {
    try await renames(["ledir": "newer", "lestart": start.description])
  }

  /// The name that an account came to have that once had another one; nil where nobody was renamed from it.
  func newestName(of name: String) async throws -> String? {
    var (former, newest): (String, String?) = (name, nil)
    for _ in 0..<Self.mostRenames {
      let renames = try await renames(["ledir": "newer", "letitle": "User:\(former)"])
      guard let next = renames.last(where: { $0.old == former })?.new, next != name else { break }
      (former, newest) = (next, next)
    }
    return newest
  }

  private func renames(_ choice: [String: String]) async throws -> [(old: String, new: String)] {
    let parameters = [
      "action": "query", "list": "logevents", "letype": "renameuser", "leprop": "ids|timestamp|details",
      "lelimit": "max",
    ].merging(choice) { $1 }
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
  func accounts(named names: [String]) async throws -> [Int: String] {
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
