/// What time it is since some beginning, and how to wait: in tests, waits need take no time.
package struct RunClock: Sendable {
  /// The time since the beginning.
  let now: @Sendable () -> Duration
  /// Waits.
  let sleep: @Sendable (Duration) async throws -> Void

  /// Makes a clock.
  package init(
    now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.now = now
    self.sleep = sleep
  }

  /// The machine's clock.
  package static var system: RunClock {
    let begin = ContinuousClock.now
    return RunClock(now: { ContinuousClock.now - begin }, sleep: { try await Task.sleep(for: $0) })
  }
}
