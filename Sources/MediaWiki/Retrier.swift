import Logging

/// Repeats what fails for as long as the policy says and the run's patience lasts.
struct Retrier: Sendable {
  /// When to repeat.
  let policy: RetryPolicy
  /// How long to go on.
  let patience: Patience
  /// Where repeats are told.
  let log: Logger

  /// The same with another patience.
  func with(_ patience: Patience) -> Retrier { Retrier(policy: policy, patience: patience, log: log) }

  /// Runs the attempt until it succeeds or the policy gives up; signs in again at most once, when that is possible.
  func run<Answer>(
    isolation: isolated (any Actor)? = #isolation,
    signsInAgain: Bool = false,
    signIn: () async throws -> Void = {},
    _ attempt: () async throws -> Answer
  ) async throws -> Answer {
    let begin = patience.now
    var signsInAgain = signsInAgain
    var count = 1
    while true {
      let attemptBegin = patience.now
      do {
        return try await attempt()
      } catch let error as WikiError {
        // What was tried to the end within the attempt is not begun anew.
        guard error.attempts == nil else { throw error }
        let jitter = Double.random(in: 0..<1)
        let isTransient = policy.isTransient(error.cause)
        if isTransient { patience.spend(since: attemptBegin) }
        switch policy.decision(after: error.cause, attempt: count, remaining: patience.remaining, jitter: jitter) {
        case .retry(let wait):
          let next = "trying again in \(wait.formattedSeconds) s\(policy.remark)"
          log.notice("\(error.task) on \(error.wiki): \(error.cause.problem); \(next)")
          try await patience.wait(wait)
          count += 1
        case .signInAgain:
          guard signsInAgain else { throw error }
          log.info("\(error.wiki): the session ended, signing in again")
          signsInAgain = false
          try await signIn()
        case .giveUp:
          guard isTransient else { throw error }
          throw error.tried(Attempts(count: count, duration: patience.now - begin))
        }
      }
    }
  }
}

extension Duration {
  /// The time in seconds, to a tenth.
  var formattedSeconds: String {
    let tenths = components.seconds * 10 + components.attoseconds / 100_000_000_000_000_000
    return "\(tenths / 10).\(tenths % 10)"
  }
}
