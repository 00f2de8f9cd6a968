import LocalWiki

/// A human with an account and a session on the wiki.
actor Human {
  static let name = "Human"

  /// The wiki kept refusing the human's edit.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let client: RawClient
  private let password: LocalWiki.BotPassword
  private var session: Task<HumanSession, any Error>?

  init(on wiki: LocalWiki) async throws {
    client = try RawClient(wiki.api)
    password = try await wiki.createBot(Self.name, isFlagged: false)
  }

  /// Makes a page; false when there is one already.
  func create(_ title: String, _ text: String) async throws -> Bool {
    try await edit(title, ["text": text, "createonly": "1"], refusal: "articleexists")
  }

  /// Puts words before or after what a page says, whatever that is; false when there is no page.
  func add(_ words: String, _ moment: Fault.Moment, to title: String) async throws -> Bool {
    let field = moment == .before ? "prependtext" : "appendtext"
    return try await edit(title, [field: words, "nocreate": "1"], refusal: "missingtitle")
  }

  /// Edits; false when the wiki refuses with the code.
  private func edit(_ title: String, _ fields: [String: String], refusal: String) async throws -> Bool {
    var last = ""
    for attempt in 0..<20 {
      if attempt > 0 { try await Task.sleep(for: .milliseconds(100)) }
      let task = signedIn()
      do {
        let session = try await task.value
        let parameters = ["action": "edit", "title": title, "summary": "words", "assertuser": Self.name]
        let answer = try await session.edit(parameters.merging(fields) { own, _ in own })
        if answer.edit?.result == "Success" { return true }
        if answer.error?.code == refusal { return false }
        last = answer.error.map { "\($0.code): \($0.info)" } ?? "no answer"
        // What looks refused can be saved all the same.
        let words = fields.values.max { $0.count < $1.count } ?? ""
        if try await session.text(of: title)?.contains(words) == true { return true }
      } catch {
        last = "\(error)"
      }
      // Unless somebody else has signed in again meanwhile.
      if session == task { session = nil }
    }
    throw Failure(description: "the human could not edit '\(title)': \(last)")
  }

  private func signedIn() -> Task<HumanSession, any Error> {
    if let session { return session }
    let task = Task { [client, password] in try await HumanSession(client, password) }
    session = task
    return task
  }
}
