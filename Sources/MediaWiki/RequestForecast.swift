/// How long requests to a host will take, by the pacer's own rules.
package enum RequestForecast {
  private static let minute: Duration = .seconds(60)

  /// The time of so many requests that each take so long, several under way at once, to a host that takes only as many a
  /// minute as its limit.
  ///
  /// The host is taken to count by the minute from the first request on, and the pacer to learn from it as it does.
  package static func time(
    of count: Int, each cost: Duration, atOnce width: Int = Pacer.mostAtOnce, limit: Int?
  ) -> Duration {
    guard let limit, count > limit else { return cost * count / width }
    var host = Host(limit: limit)
    var rule = RequestLimit(width: width)
    var pause = Duration.zero
    var unsent = count
    // When each place in the queue is free, and when its request was sent, while one is under way.
    var places = [(free: Duration, sent: Duration?)](repeating: (.zero, nil), count: width)
    while let place = places.indices.min(by: { places[$0].free < places[$1].free }) {
      let now = places[place].free
      if let sent = places[place].sent {
        if let wait = host.refusal(at: now) {
          pause = max(pause, now + wait)
          let underWay = places.count { $0.sent != nil }
          _ = rule.exceed(at: now, sent: sent, underWay: underWay, wait: wait)
          unsent += 1
        }
        places[place].sent = nil
      }
      guard unsent > 0 else {
        guard places.contains(where: { $0.sent != nil }) else { return now }
        // What is still under way may have to be sent again.
        let end = places.compactMap { $0.sent == nil ? nil : $0.free }.max() ?? now
        places[place].free = end + .nanoseconds(1)
        continue
      }
      let wait = max(pause - now, rule.wait(at: now) ?? .zero)
      guard wait <= .zero else {
        places[place].free = now + wait
        continue
      }
      rule.send(at: now)
      unsent -= 1
      places[place] = (now + cost, now)
    }
    return .zero
  }

  /// A host that counts by the minute.
  private struct Host {
    let limit: Int
    private var minute = 0
    private var count = 0

    init(limit: Int) { self.limit = limit }

    /// Takes a request, or says how long to wait.
    mutating func refusal(at now: Duration) -> Duration? {
      let current = Int(now / RequestForecast.minute)
      if current > minute { (minute, count) = (current, 0) }
      guard count >= limit else {
        count += 1
        return nil
      }
      return RequestForecast.minute * (minute + 1) - now
    }
  }
}
