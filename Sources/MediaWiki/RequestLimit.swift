/// How many requests a host takes in a time, as far as its answers tell.
///
/// Wikis count in different ways: by the minute of the clock, by the last minute, or by what drips into a bucket. So what
/// counts is only how many requests the host took, in which time, until it asked to wait, and for how long it did.
struct RequestLimit: Sendable {
  /// Wikimedia's limits are for a minute; nothing that lies further back is taken for a cause.
  private static let longestWindow: Duration = .seconds(60)
  /// No limit is known that is lower: who is asked to wait sooner met something else, or a limit that is used up.
  private static let lowest = 10
  /// After such a time and so many requests the host may have become more generous.
  private static let toTryMore: (time: Duration, requests: Int) = (.seconds(600), 1_000)

  /// So many requests are under way at most: the host may count them later than they were let through.
  private let width: Int
  /// When requests were let through, in order.
  private var sent: [Duration] = []
  /// From when requests count for the limit: since the host last asked to wait.
  private var begin: Duration = .zero
  /// When the host last said that there were too many.
  private var told: Duration?
  /// How many requests were let through since.
  private var sentSinceTold = 0
  /// The most requests in a window; nil while none is known.
  private(set) var most: (count: Int, window: Duration)?

  /// Knows nothing yet.
  init(width: Int) { self.width = width }

  /// How long to wait before the next request; nil where it can go now.
  func wait(at now: Duration) -> Duration? {
    guard let most, sent.count >= most.count else { return nil }
    let free = sent[sent.count - most.count] + most.window
    return free > now ? free - now : nil
  }

  /// Notes that a request is let through.
  mutating func send(at now: Duration) {
    sentSinceTold += 1
    if let told, let most, now - told > Self.toTryMore.time, sentSinceTold > Self.toTryMore.requests {
      self.most = (most.count + max(1, most.count / 5), most.window)
      self.told = now
      sentSinceTold = 0
    }
    let forgotten = sent.prefix { $0 < now - Self.longestWindow }.count
    // Seldom, since it moves all others.
    if forgotten > 1_000 || forgotten > sent.count / 2 { sent.removeFirst(forgotten) }
    sent.append(now)
  }

  /// Notes that a request, let through at a time, was one too many; the host asks to wait.
  ///
  /// - Returns: Whether that was news.
  mutating func exceed(at now: Duration, sent time: Duration, underWay: Int, wait: Duration?) -> Bool {
    // Others were under way when the host said so first.
    if let told, time <= told { return false }
    told = now
    sentSinceTold = 0
    let first = max(begin, now - Self.longestWindow)
    let counted = sent.filter { $0 >= first }
    // Whether others that are under way were taken is not known.
    let taken = counted.count - underWay
    let rest = wait ?? Self.longestWindow
    defer { begin = now + (wait ?? .zero) }
    let window = max(now + rest - (counted.first ?? now), .seconds(1))
    if counted.count > Self.lowest {
      most = (max(1, min(taken - width, taken * 9 / 10)), min(window, Self.longestWindow))
      return true
    }
    // Something else came in between, or a limit turned out lower: not to be taken for the whole truth at once.
    guard let most else { return false }
    if most.count > 1 {
      let share = most.window / window * 0.9
      let fewer = max(most.count / 4, Int(Double(taken) * share), 1)
      self.most = (min(fewer, most.count - 1), most.window)
    } else {
      self.most = (1, min(most.window * 2, Self.longestWindow))
    }
    return true
  }
}
