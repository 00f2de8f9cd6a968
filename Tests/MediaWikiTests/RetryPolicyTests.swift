import Testing

@testable import MediaWiki

/// The decisions of the retry policy, without any wiki.
struct RetryPolicyTests {
  let policy = RetryPolicy()

  @Test("waits double from 1 s and end at 120 s", arguments: zip(1...6, [1, 2, 4, 8, 16, 32]))
  func doubling(attempt: Int, seconds: Int) {
    #expect(decision(.status(503, retryAfter: nil), attempt: attempt) == .retry(after: .seconds(seconds)))
  }

  @Test("no wait of its own is longer than 120 s")
  func longest() {
    for attempt in [7, 8, 9, 63, 64, 65, 999] {
      let wait = policy.decision(after: .badAnswer(.empty), attempt: attempt, remaining: .seconds(900), jitter: 0.99)
      #expect(wait == .retry(after: attempt == 7 ? .seconds(64) * 1.495 : .seconds(120)))
    }
  }

  @Test("jitter lengthens a wait by up to half")
  func jitter() {
    let cause = WikiError.Cause.status(500, retryAfter: nil)
    let half = policy.decision(after: cause, attempt: 3, remaining: .seconds(900), jitter: 0.5)
    #expect(half == .retry(after: .seconds(5)))
  }

  @Test("Retry-After is obeyed, whatever the attempt, but nobody is asked again at once")
  func retryAfter() {
    let message = APIMessage(code: "maxlag", text: "lagged")
    for attempt in 1...6 {
      #expect(decision(.status(429, retryAfter: .seconds(7)), attempt: attempt) == .retry(after: .seconds(7)))
      #expect(decision(.api(message, retryAfter: .seconds(5)), attempt: attempt) == .retry(after: .seconds(5)))
      #expect(decision(.status(503, retryAfter: .zero), attempt: attempt) == .retry(after: .seconds(1)))
    }
  }

  @Test("patience is bounded: a wait that would end after it is not begun")
  func patience() {
    let cause = WikiError.Cause.status(503, retryAfter: .seconds(600))
    #expect(
      policy.decision(after: cause, attempt: 1, remaining: .seconds(600), jitter: 0) == .retry(after: .seconds(600)))
    #expect(policy.decision(after: cause, attempt: 1, remaining: .seconds(599), jitter: 0) == .giveUp)
  }

  @Test("a server that nobody finds is tried three times", arguments: [HTTPFailure.Kind.cannotResolve, .cannotConnect])
  func unreachable(kind: HTTPFailure.Kind) {
    #expect(decision(.http(failure(kind)), attempt: 1) == .retry(after: .seconds(1)))
    #expect(decision(.http(failure(kind)), attempt: 2) == .retry(after: .seconds(2)))
    #expect(decision(.http(failure(kind)), attempt: 3) == .giveUp)
  }

  @Test(
    "what fails in passing is repeated",
    arguments: [
      WikiError.Cause.status(408, retryAfter: nil), .status(425, retryAfter: nil), .status(429, retryAfter: nil),
      .status(500, retryAfter: nil), .status(502, retryAfter: nil), .status(504, retryAfter: nil),
      .http(failure(.timedOut)), .http(failure(.stalled)), .http(failure(.reset)), .http(failure(.cutShort)),
      .badAnswer(.html), .badAnswer(.empty), .badAnswer(.notJSON), api("maxlag"), api("readonly"), api("ratelimited"),
      api("internal_api_error_DBQueryError"),
    ])
  func transient(cause: WikiError.Cause) {
    #expect(decision(cause, attempt: 1) == .retry(after: .seconds(1)))
  }

  @Test(
    "an answer is no fault",
    arguments: [
      WikiError.Cause.status(400, retryAfter: nil), .status(401, retryAfter: nil), .status(403, retryAfter: nil),
      .status(404, retryAfter: .seconds(1)), .http(failure(.tooLarge(limit: 1))), .http(failure(.tls)),
      .http(failure(.cancelled)), .http(failure(.badURL)), .badAnswer(.unexpected("x")), .redirected(to: "x"),
      .signInFailed(reason: "x"), .noCredentials, .invalidTitle(reason: "x"), .endlessContinuation, .outcomeUnknown,
      api("editconflict"), api("protectedpage"), api("blocked"), api("abusefilter-disallowed"), api("badvalue"),
      api("internal_api_error_Exception"),
    ])
  func final(cause: WikiError.Cause) {
    #expect(decision(cause, attempt: 1) == .giveUp)
  }

  @Test(
    "a lost session asks to sign in again",
    arguments: ["assertuserfailed", "assertbotfailed", "assertnameduserfailed", "notloggedin", "badtoken"])
  func session(code: String) {
    #expect(decision(api(code), attempt: 1) == .signInAgain)
  }

  private func decision(_ cause: WikiError.Cause, attempt: Int) -> RetryPolicy.Decision {
    policy.decision(after: cause, attempt: attempt, remaining: .seconds(900), jitter: 0)
  }
}

private func failure(_ kind: HTTPFailure.Kind) -> HTTPFailure {
  HTTPFailure(kind: kind, address: "https://example.org/w/api.php", mayHaveArrived: false)
}

private func api(_ code: String) -> WikiError.Cause { .api(APIMessage(code: code, text: "text"), retryAfter: nil) }
