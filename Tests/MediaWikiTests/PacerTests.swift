import LocalWiki
import Testing

@testable import MediaWiki

@Suite("The pacer of a host")
struct PacerTests {
  private static let patience: Duration = .seconds(900)

  private static func answer(_ status: Int = 200, retryAfter: Duration? = nil) -> Result<HTTPResponse, HTTPFailure> {
    .success(HTTPResponse(status: status, headers: HTTPHeaders(), retryAfter: retryAfter, body: []))
  }

  /// Sends so many requests that each take a time, and again those that were one too many; how many were.
  private static func refusals(
    of count: Int, by quota: RequestQuota, each cost: Duration, on time: VirtualClock, _ pacer: Pacer
  ) async throws -> Int {
    try await withThrowingTaskGroup(of: Int.self) { group in
      for worker in 0..<Pacer.mostAtOnce {
        group.addTask {
          defer { time.leave() }
          var refusals = 0
          var left = (count + worker) / Pacer.mostAtOnce
          while left > 0 {
            let response = try await pacer.pass(to: "", patience: patience) {
              await time.sleep(cost)
              let wait = quota.refusal(at: time.now)
              return answer(wait == nil ? 200 : 429, retryAfter: wait.map { .seconds($0) })
            }
            if response.status == 200 { left -= 1 } else { refusals += 1 }
          }
          return refusals
        }
      }
      return try await group.reduce(0, +)
    }
  }

  @Test(
    "learns what the host takes, whichever way it counts: at most 1 % of 2,000 requests and more are too many",
    arguments: RequestQuota.Count.allCases, [10, 200, 1_000, 2_000])
  func learns(count: RequestQuota.Count, most: Int) async throws {
    let requests = max(2_000, 3 * most)
    for cost in [0, 7, 100] {
      // A run begins somewhere within a minute.
      for begin in [0, 31, 58] {
        let time = VirtualClock(workers: Pacer.mostAtOnce, from: .seconds(begin))
        let quota = RequestQuota(most, count)
        let refusals = try await Self.refusals(
          of: requests, by: quota, each: .milliseconds(cost), on: time, Pacer(clock: time.clock))
        #expect(refusals <= requests / 100, "\(cost) ms from \(begin) s on")
        // Care costs time, most where a limit is low.
        let ideal = max(Double(requests - most) / Double(most) * 60, Double(requests * cost) / 3_000)
        let taken = (time.now - .seconds(begin)) / .seconds(1)
        #expect(taken <= 2.5 * ideal + 120, "\(cost) ms from \(begin) s on: \(taken) s instead of \(ideal) s")
      }
    }
  }

  @Test("how long requests will take is foreseen within 20 %", arguments: [nil, 10, 200, 2_000])
  func forecast(limit: Int?) async throws {
    for count in [5, 150, 350, 2_500] where count < 100 * (limit ?? .max / 100) {
      for cost in [20, 250] {
        let time = VirtualClock(workers: Pacer.mostAtOnce)
        _ = try await Self.refusals(
          of: count, by: RequestQuota(limit ?? count + 1, .fixed), each: .milliseconds(cost), on: time,
          Pacer(clock: time.clock))
        let foreseen = RequestForecast.time(of: count, each: .milliseconds(cost), limit: limit) / .seconds(1)
        let taken = time.now / .seconds(1)
        #expect(abs(foreseen - taken) <= 0.2 * taken, "\(count), \(cost) ms: \(foreseen) instead of \(taken) s")
      }
    }
  }

  @Test("a host without a limit is never waited for, nor for long after it was once too busy")
  func unlimited() async throws {
    let time = VirtualClock()
    let pacer = Pacer(clock: time.clock)
    _ = try await pacer.pass(to: "", patience: Self.patience) { Self.answer() }
    _ = try await pacer.pass(to: "", patience: Self.patience) { Self.answer(429, retryAfter: .seconds(5)) }
    for _ in 1...2_000 { _ = try await pacer.pass(to: "", patience: Self.patience) { Self.answer() } }
    #expect(time.now == .seconds(5))
  }

  @Test("all requests wait while the host asks for it, unless that is longer than the patience")
  func pause() async throws {
    let time = VirtualClock()
    let pacer = Pacer(clock: time.clock)
    _ = try await pacer.pass(to: "", patience: Self.patience) { Self.answer(503, retryAfter: .seconds(40)) }
    let error = await #expect(throws: WikiError.Cause.self) {
      try await pacer.pass(to: "", patience: .seconds(30)) { Self.answer() }
    }
    #expect(error?.problem == "HTTP status 503 (the server asks to wait 40 s)")
    #expect(time.now == .zero)
    _ = try await pacer.pass(to: "", patience: .seconds(41)) { Self.answer() }
    #expect(time.now == .seconds(40))
  }
}
