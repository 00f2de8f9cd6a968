extension Wiki {
  /// Asks the wiki whether it would take an edit of a page from the account, without one.
  ///
  /// - Throws: ``WikiError`` with what the wiki says against it. Wikis before MediaWiki 1.34 say nothing.
  package func testEdit(of page: WikiPage) async throws {
    let task = "saving '\(page.title)'"
    let parameters = [
      "action": "query", "titles": page.title, "prop": "info", "intestactions": page.exists ? "edit" : "edit|create",
      "intestactionsdetail": "full",
    ]
    let query = try await call(parameters, as: TestsAnswer.self, task: task).query
    let tests = (query.pages ?? []).flatMap { ($0.actions ?? [:]).sorted { $0.key > $1.key } }
    guard let message = tests.flatMap(\.value.messages).first else { return }
    throw WikiError(wiki: name, task: task, cause: WikiError.Cause.api(message, retryAfter: nil).redacted(redact))
  }
}

private struct TestsAnswer: Decodable, Sendable {
  let query: Query

  struct Query: Decodable { let pages: [Page]? }

  struct Page: Decodable { let actions: [String: Test]? }

  /// What speaks against an action; older wikis give a yes or no instead.
  struct Test: Decodable {
    let messages: [APIMessage]

    init(from decoder: any Decoder) throws {
      messages = (try? [APIMessage](from: decoder)) ?? []
    }
  }
}
