import Synchronization

/// How long a run waits for what fails in passing: one budget for all its requests together.
///
/// Only time in which something failed counts, and time in which several requests failed at once counts once.
package final class Patience: Sendable {
  /// The whole budget.
  package let total: Duration

  private let sleep: @Sendable (Duration) async throws -> Void
  /// What the budget is a part of.
  private let whole: Patience?
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
    whole = nil
  }

  private init(_ total: Duration, of whole: Patience) {
    self.total = total
    self.whole = whole
    sleep = { try await whole.pause($0) }
  }

  /// A budget that takes from this one and may use a part of it, lest nothing is left for others.
  package func part(_ share: Double) -> Patience { Patience(total * share, of: self) }

  /// The time since the beginning.
  var now: Duration { whole?.now ?? state.withLock { ContinuousClock.now - begin + $0.skipped } }

  /// What is left of the budget.
  package var remaining: Duration {
    let own = state.withLock { max(.zero, total - $0.spent) }
    return whole.map { min(own, $0.remaining) } ?? own
  }

  /// Takes the time of an attempt that failed from the budget; it began at a time since the beginning.
  func spend(since start: Duration) { spend(from: start, to: now) }

  /// Waits, and takes the time from the budget.
  package func wait(_ time: Duration) async throws {
    let start = now
    spend(from: start, to: start + time)
    try await pause(time)
  }

  /// The clock by which all of it goes; waiting by it takes nothing from the budget.
  package var clock: RunClock { RunClock(now: { self.now }, sleep: { try await self.pause($0) }) }

  private func pause(_ time: Duration) async throws {
    let start = now
    try await sleep(time)
    guard whole == nil else { return }
    state.withLock { state in
      let missing = start + time - (ContinuousClock.now - begin + state.skipped)
      if missing > .milliseconds(10) { state.skipped += missing }
    }
  }

  private func spend(from start: Duration, to end: Duration) {
    whole?.spend(from: start, to: end)
    state.withLock { state in
      let uncounted = end - max(start, state.countedUntil)
      guard uncounted > .zero else { return }
      state.spent += uncounted
      state.countedUntil = end
    }
  }
}
