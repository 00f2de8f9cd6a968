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

  /// How often a request is sent at most when nobody answers at all.
  package var unreachableAttempts = 3
  /// The first wait, and the shortest; each later one is twice as long.
  package var firstWait: Duration = .seconds(1)
  /// The longest wait that the server did not ask for.
  package var longestWait: Duration = .seconds(120)

  /// What whoever reads of a repeat is told beside.
  package var remark = ""

  /// The policy for public wikis.
  package static let standard = RetryPolicy()

  /// Decides what to do.
  ///
  /// - Parameters:
  ///   - cause: What went wrong.
  ///   - attempt: How often the request was sent, from 1.
  ///   - remaining: How much longer the run may wait.
  ///   - jitter: A random number, 0 to 1: it lengthens a wait by up to half.
  /// - Returns: The decision.
  package func decision(
    after cause: WikiError.Cause, attempt: Int, remaining: Duration, jitter: Double
  ) -> Decision {
    if case .api(let message, _) = cause, message.meaning == .sessionLost { return .signInAgain }
    guard isTransient(cause), attempt < unreachableAttempts || !cause.isUnreachable else { return .giveUp }
    let doublings = min(attempt - 1, 30)
    let backoff = min(firstWait * (1 << doublings) * (1 + jitter / 2), longestWait)
    let wait = cause.retryAfter.map { max($0, firstWait) } ?? backoff
    return wait <= remaining ? .retry(after: wait) : .giveUp
  }

  /// Whether the same request may succeed later.
  package func isTransient(_ cause: WikiError.Cause) -> Bool {
    switch cause {
    case .http(let failure):
      switch failure.kind {
      case .cannotResolve, .cannotConnect, .timedOut, .stalled, .reset, .cutShort, .other: true
      case .badURL, .badHeader, .tls, .notHTTP, .tooLarge, .cancelled: false
      }
    case .status(let status, _): WikiError.transientStatuses.contains(status)
    case .badAnswer(.empty), .badAnswer(.html), .badAnswer(.notJSON): true
    case .api(let message, _): message.meaning == .overloaded
    default: false
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

  /// Whether nobody answered at all.
  fileprivate var isUnreachable: Bool {
    guard case .http(let failure) = self else { return false }
    return failure.isUnreachable
  }
}
