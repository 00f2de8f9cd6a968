import Synchronization

/// How long a run waits for what fails in passing: one budget for all its requests together.
///
/// Only time in which something failed counts, and time in which several requests failed at once counts once.
package final class Patience: Sendable {
  /// The whole budget.
  package let total: Duration

  private let sleep: @Sendable (Duration) async throws -> Void
  private let begin = ContinuousClock.now
  private let state = Mutex(State())

  private struct State {
    /// The budget used so far.
    var spent = Duration.zero
    /// Until when, since the beginning, time was counted.
    var countedUntil = Duration.zero
    /// How much longer waits were to be than they took: nothing but in tests, whose waits take no time.
    var skipped = Duration.zero
  }

  /// Makes a budget; `sleep` is how to wait.
  package init(
    _ total: Duration = .seconds(900),
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.total = total
    self.sleep = sleep
  }

  /// The time since the beginning.
  var now: Duration { state.withLock { ContinuousClock.now - begin + $0.skipped } }

  /// What is left of the budget.
  package var remaining: Duration { state.withLock { max(.zero, total - $0.spent) } }

  /// Takes the time of an attempt that failed from the budget; it began at a time since the beginning.
  func spend(since start: Duration) { spend(from: start, to: now) }

  /// Waits, and takes the time from the budget.
  package func wait(_ time: Duration) async throws {
    let start = now
    spend(from: start, to: start + time)
    try await sleep(time)
    state.withLock { state in
      let missing = start + time - (ContinuousClock.now - begin + state.skipped)
      if missing > .milliseconds(10) { state.skipped += missing }
    }
  }

  private func spend(from start: Duration, to end: Duration) {
    state.withLock { state in
      let uncounted = end - max(start, state.countedUntil)
      guard uncounted > .zero else { return }
      state.spent += uncounted
      state.countedUntil = end
    }
  }
}
