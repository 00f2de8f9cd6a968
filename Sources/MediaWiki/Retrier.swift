import Logging

/// Repeats what fails for as long as the policy says.
struct Retrier: Sendable {
  /// When to repeat.
  let policy: RetryPolicy
  /// How to wait.
  let sleep: @Sendable (Duration) async throws -> Void
  /// Where repeats are told.
  let log: Logger

  /// Runs the attempt until it succeeds or the policy gives up; signs in again at most once, when that is possible.
  func run<Answer>(
    isolation: isolated (any Actor)? = #isolation,
    signIn: (() async throws -> Void)? = nil,
    _ attempt: () async throws -> Answer
  ) async throws -> Answer {
    let begin = ContinuousClock.now
    var signIn = signIn
    var count = 1
    while true {
      do {
        return try await attempt()
      } catch let error as WikiError {
        let elapsed = ContinuousClock.now - begin
        let jitter = Double.random(in: 0..<1)
        switch policy.decision(after: error.cause, attempt: count, elapsed: elapsed, jitter: jitter) {
        case .retry(let wait):
          log.notice(
            "\(error.task) on \(error.wiki): \(error.cause.problem); trying again in \(wait.formattedSeconds) s")
          try await sleep(wait)
          count += 1
        case .signInAgain:
          guard let again = signIn else { throw error }
          log.info("\(error.wiki): the session ended, signing in again")
          signIn = nil
          try await again()
        case .giveUp: throw error
        }
      }
    }
  }
}

extension Duration {
  /// The time in seconds, to a tenth.
  fileprivate var formattedSeconds: String {
    let tenths = components.seconds * 10 + components.attoseconds / 100_000_000_000_000_000
    return "\(tenths / 10).\(tenths % 10)"
  }
}
