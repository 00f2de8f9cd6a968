/// How a value differs from that of the period before, or of a year before.
package struct Change: Sendable, Equatable {
  /// The unit that the difference is given in.
  package enum Kind: Sendable, Equatable {
    /// The KPI's own unit.
    case absolute
    /// Views a day, so that months of different length can be compared; only the relative difference counts.
    case perDay
    /// A difference of shares, in percentage points.
    case points
  }

  /// This value minus the one before, in the unit of ``kind``.
  package let difference: Double
  /// The difference as a part of the value before; nil where that one is not positive.
  package let relative: Double?
  /// The unit of the difference.
  package let kind: Kind

  /// Compares the last two of a row's values.
  ///
  /// Nil unless both are complete, rest on the same definition and, for rates, on at least `minimum` units. The values
  /// are subtracted as they are shown, so that a reader who does so finds the same.
  init?(_ cells: [Measurement], minimum: Int) {
    guard cells.count >= 2 else { return nil }
    let (before, now) = (cells[cells.count - 2], cells[cells.count - 1])
    guard before.status == .complete, now.status == .complete, before.definition == now.definition,
      let earlier = before.value, let later = now.value
    else { return nil }
    switch now.unit {
    case .share:
      guard let fewest = [before.n, now.n].compactMap(\.self).min(), fewest >= minimum else { return nil }
      difference = ShownValue.rounded(later, unit: .share) - ShownValue.rounded(earlier, unit: .share)
      relative = nil
      kind = .points
    case .views where now.isDaily:
      let daily = (before: earlier / Double(before.period.days), now: later / Double(now.period.days))
      difference = daily.now - daily.before
      relative = daily.before == 0 ? nil : difference / daily.before
      kind = .perDay
    default:
      let isMean = now.isMean || before.isMean
      difference =
        ShownValue.rounded(later, unit: now.unit, isMean: isMean)
        - ShownValue.rounded(earlier, unit: now.unit, isMean: isMean)
      // Of less than nothing there is no part.
      relative = earlier > 0 ? (later - earlier) / earlier : nil
      kind = .absolute
    }
  }
}
