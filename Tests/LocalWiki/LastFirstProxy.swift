import Synchronization

/// A server before a wiki that holds requests of one kind until three are under way, and answers the last of them first.
///
/// A client that sends one after another waits without an end.
package final class LastFirstProxy: Sendable {
  /// Requests that are held.
  package struct Kind: Sendable {
    /// Which they are, by their fields.
    let matches: @Sendable (LocalWiki.Fields) -> Bool
    /// How many there will be.
    let count: Int
    /// How many of them come first, each alone.
    let alone: Int

    /// Describes requests that have these fields.
    package init(_ fields: LocalWiki.Fields, count: Int, alone: Int = 0) {
      matches = { request in fields.allSatisfy { request[$0.key] == $0.value } }
      self.count = count
      self.alone = alone
    }
  }

  private struct State {
    var kind: Kind?
    var come = 0
    var held: [CheckedContinuation<Void, Never>] = []
  }

  private static let width = 3

  private let client: RawClient
  private let state = Mutex(State())

  private init(to address: String) throws { client = try RawClient(address) }

  /// Starts a proxy of a wiki; nothing is held yet.
  package static func start(to address: String) throws -> (proxy: LastFirstProxy, server: RawServer) {
    let proxy = try LastFirstProxy(to: address)
    return (proxy, try RawServer { await proxy.answer($0) })
  }

  /// Holds requests from now on, until all that are expected have come.
  package func hold(_ kind: Kind) { state.withLock { $0 = State(kind: kind) } }

  /// How many of the requests that are held have come.
  package var come: Int { state.withLock { $0.come } }

  private func answer(_ request: RawServer.Request) async -> [RawServer.Step] {
    await holdIfAsked(request.fields)
    guard let answer = try? await client.exchange(request.bytes) else { return [.close] }
    return [.send(answer), .close]
  }

  private func holdIfAsked(_ fields: LocalWiki.Fields) async {
    await withCheckedContinuation { continuation in
      let free = state.withLock { state -> [CheckedContinuation<Void, Never>] in
        guard let kind = state.kind, kind.matches(fields) else { return [continuation] }
        state.come += 1
        guard state.come > kind.alone, state.come <= kind.count else { return [continuation] }
        state.held.append(continuation)
        if state.come == kind.count {
          defer { state.held = [] }
          return state.held.reversed()
        }
        return state.held.count == Self.width ? [state.held.removeLast()] : []
      }
      for continuation in free { continuation.resume() }
    }
  }
}
