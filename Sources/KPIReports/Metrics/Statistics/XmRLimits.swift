/// The natural process limits of a series: between them it varies without anything having happened.
///
/// The XmR chart of Donald J. Wheeler (*Understanding Variation*, 1993): mean ± 2.66 × the mean of the moving ranges.
/// 2.66 is 3 / 1.128, three standard deviations, where a mean range of two values is 1.128 of them.
package struct XmRLimits: Sendable, Equatable {
  /// The fewest values that limits can be told from.
  package static let fewest = 8
  private static let factor = 2.66

  /// The mean.
  package let mean: Double
  /// The mean moving range.
  package let meanRange: Double

  /// Takes the values of a series in the order of time; nil when there are too few.
  ///
  /// A period without a value is passed over: the range over a gap is between the values on both sides of it.
  package init?(_ values: [Double]) {
    guard values.count >= Self.fewest else { return nil }
    let ranges = zip(values, values.dropFirst()).map { abs($1 - $0) }
    mean = values.reduce(0, +) / Double(values.count)
    meanRange = ranges.reduce(0, +) / Double(ranges.count)
  }

  /// The lower limit.
  package var low: Double { mean - Self.factor * meanRange }

  /// The upper limit.
  package var high: Double { mean + Self.factor * meanRange }
}
