/// Whether a value is news: where it lies among the values that came before.
package struct UsualRange: Sendable, Equatable {
  /// Where a value lies.
  package enum Position: String, Sendable {
    /// As much as ever.
    case within
    /// More than chance alone gives.
    case above
    /// Less than chance alone gives.
    case below
  }

  /// The limits, of views those of a day.
  package let limits: XmRLimits
  /// From how many periods they are.
  package let count: Int
  /// Where the last value lies.
  package let position: Position

  /// Judges the last of some values that can be compared; nil when it is not final or there are too few others.
  ///
  /// Only final values count, and rates of at least `minimum` units; views count by the day, since months differ.
  init?(_ cells: some Collection<Measurement>, minimum: Int) {
    let values = cells.map { Self.value(of: $0, minimum: minimum) }
    let known = values.compactMap(\.self)
    guard let last = values.last ?? nil, let limits = XmRLimits(known) else { return nil }
    self.limits = limits
    count = known.count
    // Equal values have no range, and their mean may differ in the last digit.
    let tolerance = max(abs(limits.mean), abs(last)) * 1e-9
    position = last > limits.high + tolerance ? .above : last < limits.low - tolerance ? .below : .within
  }

  private static func value(of cell: Measurement, minimum: Int) -> Double? {
    guard cell.status == .complete else { return nil }
    if cell.unit == .share, let n = cell.n, n < minimum { return nil }
    return cell.comparableValue
  }

  /// The judgement in words: "within the usual range".
  package var words: String { "\(position.rawValue) the usual range" }
}
