/// Whether a value meets its target.
package enum Verdict: Sendable, Equatable {
  /// It does.
  case met
  /// It does not, by so much in the KPI's unit.
  case missed(by: Double)
  /// The value is not known, or not final.
  case open
  /// The value rests on too few units.
  case tooFew

  /// Compares a value with its target; a rate of fewer than `minimum` units says nothing.
  init(_ measurement: Measurement, target: Target, minimum: Int = 0) {
    guard measurement.status == .complete, let value = measurement.value else {
      self = .open
      return
    }
    if measurement.unit == .share, let n = measurement.n, n < minimum {
      self = .tooFew
      return
    }
    let isMet =
      switch target.comparison {
      case .atLeast: value >= target.value
      case .atMost: value <= target.value
      case .more: value > target.value
      case .less: value < target.value
      case .equal: value == target.value
      }
    self = isMet ? .met : .missed(by: abs(value - target.value))
  }
}
