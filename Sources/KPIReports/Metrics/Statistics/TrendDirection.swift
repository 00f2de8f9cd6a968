/// Which way a series goes, where that is more than chance would give.
package enum TrendDirection: String, Sendable, CaseIterable {
  /// It rises.
  case rising
  /// It falls.
  case falling
  /// Chance alone could have given this series.
  case unclear = "no clear trend"

  /// The two-sided p below which a series has a direction.
  private static let significance = 0.1

  /// The direction by the Mann–Kendall test; nil for fewer than two values.
  package init?(_ values: [Double]) {
    guard values.count >= 2 else { return nil }
    let test = MannKendall(values)
    self = test.p >= Self.significance ? .unclear : test.s > 0 ? .rising : .falling
  }
}
