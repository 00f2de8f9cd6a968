import MediaWiki

/// When an account was a bot.
package struct BotTimes: Sendable, Hashable {
  /// The times in seconds since 1970, in order and apart from each other.
  package let ranges: [Range<UInt32>]

  /// An account that never was one.
  package static let never = BotTimes([])
  /// An account that always was one.
  package static let always = BotTimes([0..<UInt32.max])

  /// Takes times in any order, which may overlap.
  package init(_ ranges: [Range<UInt32>]) {
    var joined: [Range<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = joined.last, range.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    self.ranges = joined
  }

  /// Tells from the log of user rights when an account was in a bot group.
  ///
  /// Before its first entry, what this says was before. Where two entries that follow each other contradict, or the last one
  /// and the groups that were seen after it, something happened that the log does not tell: the account counts as a bot in
  /// between if either says so. Without any entry, the groups that were seen are all that is known.
  package init(_ changes: [RightsChange], isBotNow: Bool, seen: Instant?) {
    let changes = changes.sorted { ($0.time, $0.id) < ($1.time, $1.id) }
    guard let first = changes.first else {
      self = isBotNow ? .always : .never
      return
    }
    var ranges: [Range<UInt32>] = []
    if first.wasBot ?? isBotNow { ranges.append(0..<UInt32(clamping: first.time.seconds)) }
    for (place, change) in changes.enumerated() {
      let next = place + 1 < changes.count ? changes[place + 1] : nil
      let (isBotThen, then) = next.map { ($0.wasBot ?? false, $0.time) } ?? (isBotNow, seen ?? change.time)
      let start = UInt32(clamping: change.time.seconds)
      let end = next.map { UInt32(clamping: $0.time.seconds) } ?? UInt32.max
      let told = change.botUntil.map { max(start, min(end, UInt32(clamping: $0.seconds))) } ?? start
      let isContradicted = isBotThen && then >= change.time && (change.botUntil.map { $0 < then } ?? true)
      // What was seen before the last entry says nothing of the time after it.
      let isLater = next != nil || seen.map { $0 > change.time } ?? false
      ranges.append(start..<(isContradicted && isLater ? max(start, end) : told))
    }
    self.init(ranges)
  }

  /// When an account was a bot by either of two.
  package func union(_ other: BotTimes) -> BotTimes { BotTimes(ranges + other.ranges) }

  /// Whether it was one at a time.
  package func contains(_ seconds: UInt32) -> Bool { ranges.contains { $0.contains(seconds) } }
}
