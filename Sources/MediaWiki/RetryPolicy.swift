/// When to repeat a request that failed: a pure function from the error to the decision.
package struct RetryPolicy: Sendable {
  /// What to do after an error.
  package enum Decision: Sendable, Equatable {
    /// Wait, then send the request again.
    case retry(after: Duration)
    /// Sign in, then send the request again.
    case signInAgain
    /// Hand the error on.
    case giveUp
  }

  /// How often a request is sent at most.
  package var attempts = 7
  /// How often a request is sent at most when nobody answers at all.
  package var unreachableAttempts = 3
  /// The time from the first attempt to the start of the last one.
  package var patience: Duration = .seconds(900)
  /// The first wait; each later one is twice as long.
  package var firstWait: Duration = .seconds(1)
  /// The longest wait that the server did not ask for.
  package var longestWait: Duration = .seconds(120)

  /// The policy for public wikis.
  package static let standard = RetryPolicy()

  /// Decides what to do.
  ///
  /// - Parameters:
  ///   - cause: What went wrong.
  ///   - attempt: How often the request was sent, from 1.
  ///   - elapsed: The time since the first attempt began.
  ///   - jitter: A random number, 0 to 1: it lengthens a wait by up to half.
  /// - Returns: The decision.
  package func decision(
    after cause: WikiError.Cause, attempt: Int, elapsed: Duration, jitter: Double
  ) -> Decision {
    if case .api(let message, _) = cause, message.meaning == .sessionLost { return .signInAgain }
    guard attempt < attempts(after: cause) else { return .giveUp }
    let doublings = min(attempt - 1, 30)
    let backoff = min(firstWait * (1 << doublings) * (1 + jitter / 2), longestWait)
    let wait = cause.retryAfter ?? backoff
    return elapsed + wait <= patience ? .retry(after: wait) : .giveUp
  }

  /// How often a request that can fail so is sent at most.
  private func attempts(after cause: WikiError.Cause) -> Int {
    switch cause {
    case .http(let failure):
      switch failure.kind {
      case .cannotResolve, .cannotConnect: unreachableAttempts
      case .timedOut, .stalled, .reset, .cutShort, .other: attempts
      case .badURL, .badHeader, .tls, .notHTTP, .tooLarge, .cancelled: 1
      }
    case .status(let status, _): WikiError.transientStatuses.contains(status) ? attempts : 1
    case .badAnswer(.empty), .badAnswer(.html), .badAnswer(.notJSON): attempts
    case .api(let message, _): message.meaning == .overloaded ? attempts : 1
    default: 1
    }
  }
}

extension WikiError.Cause {
  /// How long the server asks to wait.
  fileprivate var retryAfter: Duration? {
    switch self {
    case .status(_, let wait), .api(_, let wait): wait
    default: nil
    }
  }
}
