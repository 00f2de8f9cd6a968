import Synchronization

/// How many requests a host takes, as hosts count them.
package final class RequestQuota: Sendable {
  /// How requests are counted.
  package enum Count: Sendable, CaseIterable {
    /// By the minute of the clock.
    case fixed
    /// By the minute before each request.
    case sliding
    /// By what drips into a bucket that holds as many as a minute brings.
    case bucket
  }

  private static let minute: Duration = .seconds(60)

  private let most: Int
  private let count: Count
  private let times = Mutex<[Duration]>([])
  private let level: Mutex<(tokens: Double, time: Duration)>

  /// Makes a quota of so many requests a minute.
  package init(_ most: Int, _ count: Count) {
    self.most = most
    self.count = count
    level = Mutex((Double(most), .zero))
  }

  /// Takes a request at a time, or says in how many seconds to come back.
  package func refusal(at now: Duration) -> Int? {
    let wait: Duration?
    switch count {
    case .fixed: wait = windowed(at: now, from: .seconds(now.components.seconds / 60 * 60))
    case .sliding: wait = windowed(at: now, from: now - Self.minute)
    case .bucket: wait = dripped(at: now)
    }
    return wait.map { Int(($0 / .seconds(1)).rounded(.up)) }
  }

  private func windowed(at now: Duration, from begin: Duration) -> Duration? {
    times.withLock { times in
      times.removeAll { $0 < begin || count == .sliding && $0 == begin }
      guard times.count >= most, let first = times.first else {
        times.append(now)
        return nil
      }
      return (count == .fixed ? begin : first) + Self.minute - now
    }
  }

  private func dripped(at now: Duration) -> Duration? {
    level.withLock { level in
      let time = max(now, level.time)
      let drip = Self.minute / Double(most)
      level = (min(Double(most), level.tokens + (time - level.time) / drip), time)
      guard level.tokens < 1 else {
        level.tokens -= 1
        return nil
      }
      return drip * (1 - level.tokens)
    }
  }
}
