/// Which way a series goes, where that is more than chance.
package enum TrendDirection: String, Sendable, CaseIterable {
  /// More pairs of its values rise than fall.
  case rising
  /// More pairs of its values fall than rise.
  case falling
  /// Neither is more than chance gives.
  case unclear = "no clear trend"

  /// A direction is told when it has so little chance in values of random order, on both sides.
  private static let significance = 0.1

  /// The direction by the Mann–Kendall test; nil for fewer than two values.
  package init?(_ values: [Double]) {
    guard values.count >= 2 else { return nil }
    let test = MannKendall(values)
    self = test.p >= Self.significance ? .unclear : test.s > 0 ? .rising : .falling
  }
}
