import MediaWiki
import Synchronization

/// A clock of so many workers that goes on only once all of them wait, so that an hour takes no time.
final class VirtualClock: Sendable {
  private struct State {
    var now: Duration
    var workers: Int
    var sleepers: [(end: Duration, continuation: CheckedContinuation<Void, Never>)] = []

    /// Whoever is to go on, with the time at which that is.
    mutating func next() -> CheckedContinuation<Void, Never>? {
      guard sleepers.count >= workers, let first = sleepers.indices.min(by: { sleepers[$0].end < sleepers[$1].end })
      else { return nil }
      now = max(now, sleepers[first].end)
      return sleepers.remove(at: first).continuation
    }
  }

  private let state: Mutex<State>

  /// Makes a clock that begins at a time.
  init(workers: Int = 1, from begin: Duration = .zero) {
    state = Mutex(State(now: begin, workers: workers))
  }

  /// The time since the beginning.
  var now: Duration { state.withLock { $0.now } }

  /// Waits until it is so much later.
  func sleep(_ duration: Duration) async {
    await withCheckedContinuation { continuation in
      let next = state.withLock { state in
        state.sleepers.append((state.now + duration, continuation))
        return state.next()
      }
      next?.resume()
    }
  }

  /// Says that a worker has done its work.
  func leave() {
    let next = state.withLock { state in
      state.workers -= 1
      return state.next()
    }
    next?.resume()
  }

  /// What runs go by.
  var clock: RunClock { RunClock(now: { self.now }, sleep: { await self.sleep($0) }) }
}
