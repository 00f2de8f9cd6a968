/// Which way a series goes, whatever its single values do.
package enum TrendDirection: String, Sendable, CaseIterable {
  /// More pairs of its values rise than fall.
  case rising
  /// More pairs of its values fall than rise.
  case falling
  /// As many pairs rise as fall.
  case level

  /// The sign of Kendall's S; nil for fewer than two values.
  ///
  /// It is that of the Mann–Kendall test (Mann, *Econometrica* 13, 1945, 245–259).
  package init?(_ values: [Double]) {
    guard values.count >= 2 else { return nil }
    var sum = 0
    for (place, later) in values.enumerated() {
      for earlier in values[..<place] { sum += later > earlier ? 1 : later < earlier ? -1 : 0 }
    }
    self = sum > 0 ? .rising : sum < 0 ? .falling : .level
  }
}
