import Testing

@testable import MediaWiki

/// The budget of waiting, with waits that take no time.
struct PatienceTests {
  private static let transient = WikiError(wiki: "w", task: "reading", cause: .status(503, retryAfter: nil))

  @Test("ends what never succeeds, and tells how often and how long it was tried")
  func exhausted() async throws {
    let patience = Patience(.seconds(100), sleep: { _ in })
    let retrier = Retrier(policy: .standard, patience: patience, log: .quiet)
    let error = await #expect(throws: WikiError.self) { try await retrier.run { throw Self.transient } }
    let attempts = try #require(error?.attempts)
    #expect((6...8).contains(attempts.count))
    #expect(attempts.duration <= .seconds(101))
    #expect(error?.description.contains("HTTP status 503 (tried \(attempts.count) times in ") == true)
  }

  @Test("is one for all that share it")
  func shared() async throws {
    let patience = Patience(.seconds(30), sleep: { _ in })
    let retrier = Retrier(policy: .standard, patience: patience, log: .quiet)
    await #expect(throws: WikiError.self) { try await retrier.run { throw Self.transient } }
    let error = await #expect(throws: WikiError.self) { try await retrier.run { throw Self.transient } }
    #expect(try #require(error?.attempts?.count) <= 4)
  }

  @Test("is not used up by what succeeds")
  func success() async throws {
    let patience = Patience(.seconds(30), sleep: { _ in })
    let retrier = Retrier(policy: .standard, patience: patience, log: .quiet)
    try await retrier.run { try await Task.sleep(for: .milliseconds(20)) }
    #expect(patience.remaining == .seconds(30))
  }

  @Test("counts waits at the same time once")
  func overlapping() async throws {
    let patience = Patience(.seconds(30))
    try await withThrowingTaskGroup { group in
      for _ in 1...8 { group.addTask { try await patience.wait(.milliseconds(300)) } }
      try await group.waitForAll()
    }
    #expect(patience.remaining > .seconds(28))
  }

  private static let refused = WikiError(
    wiki: "w", task: "reading",
    cause: .http(HTTPFailure(kind: .cannotConnect, address: "http://w", mayHaveArrived: false)))

  @Test("outlives a restart of two minutes, with much to spare")
  func restart() async throws {
    let patience = Patience(.seconds(900), sleep: { _ in })
    var policy = RetryPolicy.standard
    policy.unreachableAttempts = .max
    let retrier = Retrier(policy: policy, patience: patience, log: .quiet)
    try await retrier.run { if patience.now < .seconds(120) { throw Self.refused } }
    #expect(patience.now >= .seconds(120) && patience.remaining > .seconds(600))
  }

  @Test("is not used up by one that is down for good")
  func parts() async throws {
    let whole = Patience(.seconds(100), sleep: { _ in })
    let (dead, other) = (whole.part(0.75), whole.part(0.75))
    let retrier = Retrier(policy: .standard, patience: dead, log: .quiet)
    await #expect(throws: WikiError.self) { try await retrier.run { throw Self.transient } }
    #expect(dead.total == .seconds(75) && dead.remaining < .seconds(64))
    #expect(other.remaining == min(.seconds(75), whole.remaining) && other.remaining >= .seconds(24))
    try await other.wait(.seconds(20))
    #expect(other.remaining <= .seconds(55) && whole.remaining <= .seconds(80))
    try await whole.wait(whole.remaining)
    #expect(other.remaining == .zero)
  }
}
