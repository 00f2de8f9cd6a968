import Foundation
import LocalWiki
import Synchronization

@testable import MediaWiki

/// A server before a wiki that passes requests on, except what a test spoils.
final class FaultProxy: Sendable {
  /// What becomes of an edit.
  enum Fault: Sendable {
    /// The wiki saves it and its answer is replaced.
    case after([RawServer.Step])
    /// The wiki never sees it and the bot gets this answer.
    case instead([RawServer.Step])
    /// The bot gets this answer, and the wiki sees the edit only just before the next one.
    case delayed([RawServer.Step])
  }

  /// The requests passed on or spoilt that were edits.
  var editCount: Int { state.withLock { $0.edits } }

  private struct State {
    var faults: [Fault]
    var edits = 0
    var late: RawServer.Request?
  }

  private let state: Mutex<State>
  private let client: RawClient

  init(to api: String, spoiling faults: [Fault]) throws {
    state = Mutex(State(faults: faults.reversed()))
    client = try RawClient(api)
  }

  /// Starts the server.
  func start() throws -> RawServer {
    try RawServer { request in
      guard request.body.hasPrefix("action=edit") else { return await self.forward(request) }
      let (fault, late) = self.state.withLock { state in
        state.edits += 1
        defer { state.late = nil }
        return (state.faults.popLast(), state.late)
      }
      if let late { _ = await self.forward(late) }
      switch fault {
      case .after(let answer):
        _ = await self.forward(request)
        return answer
      case .instead(let answer): return answer
      case .delayed(let answer):
        self.state.withLock { $0.late = request }
        return answer
      case nil: return await self.forward(request)
      }
    }
  }

  private func forward(_ request: RawServer.Request) async -> [RawServer.Step] {
    guard let answer = try? await client.exchange(request.bytes) else { return [.close] }
    return [.send(answer), .close]
  }
}
