import Foundation
import Synchronization

/// A server before a wiki that answers for the extension DiscussionTools, which the wiki does not have, and passes all
/// else on.
package final class DiscussionsProxy: Sendable {
  private let client: RawClient
  private let answers = Mutex<[String: String]>([:])
  private let asked = Mutex<[String]>([])

  private init(to api: String) throws { client = try RawClient(api) }

  /// Starts a proxy of a wiki.
  package static func start(to api: String) throws -> (proxy: DiscussionsProxy, server: RawServer) {
    let proxy = try DiscussionsProxy(to: api)
    return (proxy, try RawServer { await proxy.answer($0) })
  }

  /// The titles whose threads were asked for since they were last taken.
  package func takeAsked() -> [String] {
    asked.withLock { titles in
      defer { titles = [] }
      return titles
    }
  }

  /// Answers for a page with the very text that the extension gave.
  package func set(_ title: String, answer: String) { answers.withLock { $0[title] = answer } }

  /// Answers for a page with threads.
  package func set(_ title: String, _ threads: [TalkThread]) throws {
    set(title, answer: try TalkThread.answer(threads))
  }

  private func answer(_ request: RawServer.Request) async -> [RawServer.Step] {
    let fields = request.fields
    guard fields["action"] == "discussiontoolspageinfo", let title = fields["page"] else {
      guard let real = try? await client.exchange(request.bytes) else { return [.close] }
      return [.send(real), .close]
    }
    asked.withLock { $0.append(title) }
    return .answer(
      answers.withLock { $0[title] } ?? #"{"discussiontoolspageinfo":{"threaditemshtml":[]}}"#,
      headers: ["Content-Type: application/json", "Connection: close"]) + [.close]
  }
}
