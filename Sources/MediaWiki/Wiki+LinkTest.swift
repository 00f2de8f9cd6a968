extension Wiki {
  /// What an account may do with links that the wiki takes for spam.
  private static let overridingRight = "sboverride"
  /// MediaWiki takes 50 values at once from anybody.
  private static let mostLinks = 50

  /// Asks the wiki whether it would take a link that an edit adds for spam, without the edit.
  ///
  /// - Throws: ``WikiError``, as the edit itself would give it.
  package func testLinks(of edit: Edit, on page: WikiPage) async throws {
    guard try await hasExtension("SpamBlacklist"), try await !signedInUser().rights.contains(Self.overridingRight)
    else { return }
    let task = "saving '\(edit.title)'"
    let text = ["text": edit.text, "title": page.title, "contentmodel": "wikitext", "pst": "1"]
    var links = try await links(text, task: task)
    if let revision = page.revision {
      let known = Set(try await self.links(["oldid": String(revision.id)], task: task))
      links.removeAll(where: known.contains)
    }
    // A summary that looks like an address counts as one.
    if edit.summary.contains(#/\S(?:\.[^\s\d]{2,}|[\/@]\S)/#) { links.append(edit.summary) }
    for start in stride(from: 0, to: links.count, by: Self.mostLinks) {
      let matches = try await spam(among: links[start..<min(start + Self.mostLinks, links.count)], task: task)
      guard !matches.isEmpty else { continue }
      let message = APIMessage(code: "spamblacklist", text: try await spamMessage(matches, task: task))
      throw WikiError(wiki: name, task: task, cause: .api(message, retryAfter: nil))
    }
  }

  /// The addresses that a text links to.
  private func links(_ text: [String: String], task: String) async throws -> [String] {
    let parameters = ["action": "parse", "prop": "externallinks"].merging(text) { $1 }
    return try await call(parameters, as: LinksAnswer.self, task: task).parse.externallinks
  }

  /// What the wiki takes for spam in some links.
  private func spam(among links: ArraySlice<String>, task: String) async throws -> [String] {
    // Addresses can hold the bar that separates values otherwise.
    let separator = "\u{1F}"
    let parameters = ["action": "spamblacklist", "url": separator + links.joined(separator: separator)]
    return try await call(parameters, as: SpamAnswer.self, task: task).spamblacklist.matches ?? []
  }

  /// What the wiki says to whoever saves such links.
  private func spamMessage(_ matches: [String], task: String) async throws -> String {
    let parameters = [
      "action": "query", "meta": "allmessages", "ammessages": "spam-blacklisted-link",
      "amargs": "\u{1F}" + matches.joined(separator: ", "), "amenableparser": "1",
    ]
    let messages = try await call(parameters, as: MessagesAnswer.self, task: task).query.allmessages
    let text = messages.first?.content ?? matches.joined(separator: ", ")
    // As plain text, the API's errors are one line.
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

private struct LinksAnswer: Decodable, Sendable {
  struct Parse: Decodable { let externallinks: [String] }

  let parse: Parse
}

private struct SpamAnswer: Decodable, Sendable {
  struct Result: Decodable { let matches: [String]? }

  let spamblacklist: Result
}

private struct MessagesAnswer: Decodable, Sendable {
  struct Query: Decodable { let allmessages: [Message] }
  struct Message: Decodable { let content: String? }

  let query: Query
}
