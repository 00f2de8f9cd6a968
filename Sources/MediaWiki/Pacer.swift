import Logging

/// Lets the requests to a host through: few at once, in the order they came, and no more in a time than the host turned out
/// to take.
package actor Pacer {
  /// As many requests are under way at once, which Wikimedia asks of its clients.
  package static let mostAtOnce = 3

  private let clock: RunClock
  private let log: Logger?
  private var free: Int
  private let width: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var limit: RequestLimit
  /// Until when the host asked to be left alone, and with which status.
  private var pause: (end: Duration, status: Int) = (.zero, 0)

  /// Makes the pacer of a host.
  package init(width: Int = mostAtOnce, clock: RunClock = .system, log: Logger? = nil) {
    self.width = width
    self.clock = clock
    self.log = log
    free = width
    limit = RequestLimit(width: width)
  }

  /// How many requests a minute the host turned out to take; nil while that is not known.
  var mostInMinute: Int? { limit.most.map { Int(Double($0.count) * (.seconds(60) / $0.window)) } }

  /// Sends a request to an address in its turn, and gives what came of it.
  ///
  /// The patience is how long to wait at most for a host that asked to be left alone.
  func pass(
    to address: String, patience: Duration, _ send: @Sendable () async -> Result<HTTPResponse, HTTPFailure>
  ) async throws(WikiError.Cause) -> HTTPResponse {
    await enter()
    defer { leave() }
    while let wait = try wait(at: clock.now(), patience: patience) {
      do { try await clock.sleep(wait) } catch {
        throw .http(HTTPFailure(kind: .cancelled, address: address, mayHaveArrived: false))
      }
    }
    let time = clock.now()
    limit.send(at: time)
    let result = await send()
    if case .success(let response) = result { note(response, sent: time) }
    return try result.mapError(WikiError.Cause.http).get()
  }

  /// How long to wait before the next request; nil where it can go now.
  ///
  /// - Throws: what the host answered last, where it asked for more than the patience that is left.
  private func wait(at now: Duration, patience: Duration) throws(WikiError.Cause) -> Duration? {
    let rest = pause.end - now
    guard rest > .zero else { return limit.wait(at: now) }
    guard rest <= patience else { throw .status(pause.status, retryAfter: rest) }
    return rest
  }

  /// Learns from an answer.
  private func note(_ response: HTTPResponse, sent time: Duration) {
    let wait = response.retryAfter
    let now = clock.now()
    // A wiki that is behind asks to wait with a success.
    if let wait, now + wait > pause.end { pause = (now + wait, response.isSuccess ? 503 : response.status) }
    guard response.status == 429 else { return }
    let isNews = limit.exceed(at: now, sent: time, underWay: width - free, wait: wait)
    guard isNews, let most = limit.most else { return }
    log?.info("the host takes no more requests; keeping to \(most.count) in \(most.window.formattedSeconds) s")
  }

  private func enter() async {
    guard free == 0 else { return free -= 1 }
    await withCheckedContinuation { waiting.append($0) }
  }

  private func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
