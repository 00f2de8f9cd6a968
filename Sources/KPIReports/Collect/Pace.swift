/// How fast something goes, by what came in the last seconds.
package struct Pace: Sendable {
  /// A moment of the clock that measures it.
  package typealias Moment = ContinuousClock.Instant

  /// What came before is no news.
  private static let window: Duration = .seconds(10)
  /// In less time nothing can be said.
  private static let least: Duration = .seconds(1)

  private var samples: [(time: Moment, count: Int)] = []

  /// Makes the pace of something that has not begun.
  package init() {}

  /// Notes how much had come at a moment; where it is less than before, something new has begun.
  package mutating func note(_ count: Int, at time: Moment) {
    if let last = samples.last, count < last.count { samples = [] }
    // The newest sample before the window stays, so that the window is covered from its beginning.
    while samples.count > 1, time - samples[1].time > Self.window { samples.removeFirst() }
    samples.append((time, count))
  }

  /// How much comes in a second; nil while that can't be told.
  package func perSecond(at now: Moment) -> Double? {
    guard let first = samples.first, let last = samples.last, now - first.time >= Self.least, last.count > first.count
    else { return nil }
    return Double(last.count - first.count) / ((now - first.time) / .seconds(1))
  }

  /// How long the rest takes at this pace; nil while that can't be told.
  package func remaining(_ count: Int, at now: Moment) -> Duration? {
    perSecond(at: now).map { .seconds(Double(count) / $0) }
  }
}

extension Duration {
  /// About how long it is: "about 40 s", "about 3 min", "about 2 h".
  var aboutWords: String {
    let seconds = self / .seconds(1)
    func rounded(_ value: Double, to step: Double) -> Int { Int((value / step).rounded(.up) * step) }
    return switch seconds {
    case ..<10: "a few seconds"
    case ..<95: "about \(rounded(seconds, to: 10)) s"
    case ..<5_700: "about \(rounded(seconds / 60, to: 1)) min"
    default: "about \(rounded(min(seconds, 3.6e9) / 3_600, to: 1)) h"
    }
  }
}
