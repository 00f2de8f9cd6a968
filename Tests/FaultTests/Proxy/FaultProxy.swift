import LocalWiki
import Synchronization

/// A server before a wiki that passes requests on as they are, cookies included, except where a fault is due.
final class FaultProxy: Sendable {
  private let state: Mutex<ProxyState>
  private let client: RawClient
  private let human: @Sendable (Fault.Moment) async -> Void
  private let kill: @Sendable () async -> Void

  /// Makes the proxy of a wiki.
  ///
  /// - Parameters:
  ///   - api: The address of the wiki.
  ///   - faults: What goes wrong.
  ///   - human: Edits the page.
  ///   - kill: Kills the program and waits until it is gone.
  /// - Throws: What keeps it from being made.
  init(
    to api: String, faults: [Fault], human: @escaping @Sendable (Fault.Moment) async -> Void,
    kill: @escaping @Sendable () async -> Void
  ) throws {
    state = Mutex(ProxyState(faults: faults))
    client = try RawClient(api)
    self.human = human
    self.kill = kill
  }

  /// The requests and what became of them, for those who look for a mistake.
  var diary: [String] { state.withLock { $0.diary } }

  /// The faults that happened.
  var happened: [Fault] { state.withLock { $0.happened } }

  /// Passwords, tokens and cookies that were seen.
  var secrets: Set<String> { state.withLock { $0.secrets } }

  /// Notes that the program is started again; it has sent no edit yet.
  func startRun(withFaults: Bool) {
    state.withLock { state in
      state.hasEdited = false
      if !withFaults { state.faults = [] }
    }
  }

  /// Lets the wiki see what was kept back, at the end, and waits for what is still on its way.
  func deliverRest() async {
    for request in state.withLock({ $0.takeAllLate() }) { _ = await forward(request) }
    for _ in 0..<30_000 where state.withLock({ $0.openTurns > 0 }) { try? await Task.sleep(for: .milliseconds(10)) }
  }

  /// Starts the server.
  func start() throws -> RawServer { try RawServer { await self.answer($0) } }

  private func answer(_ original: RawServer.Request) async -> [RawServer.Step] {
    let turn = state.withLock { $0.take(original) }
    defer { state.withLock { $0.openTurns -= 1 } }
    for late in turn.lateBefore { _ = await forward(late) }
    for effect in turn.effects where effect == .human(.before) { await human(.before) }
    let real = turn.reachesWiki ? await forward(turn.request) : nil
    for effect in turn.effects where effect == .human(.after) { await human(.after) }
    for late in turn.lateAfter { _ = await forward(late) }
    switch turn.effects.first(where: \.isDecisive) {
    case .instead(let answer), .late(let answer, _): return answer.steps(insteadOf: nil)
    case .afterwards(let answer): return answer.steps(insteadOf: real)
    case .kill, .killLate:
      await kill()
      return [.close]
    default: return real.map { [.send($0), .close] } ?? [.close]
    }
  }

  private func forward(_ request: RawServer.Request) async -> [UInt8]? {
    let answer = try? await client.exchange(request.bytes)
    state.withLock { $0.note(answer) }
    return answer
  }
}
