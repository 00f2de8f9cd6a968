/// Whether a value meets its target.
package enum Verdict: Sendable, Equatable {
  /// It does.
  case met
  /// It does not, by so much in the KPI's unit, or by more where only the value's lower end is known.
  case missed(by: Double, orMore: Bool = false)
  /// The value is not known, or not final.
  case open
  /// The value rests on too few units.
  case tooFew

  /// Means and per cents are reckoned in binary: what differs by no more than this, of one or of itself, is the same.
  private static let tolerance = 1e-9

  /// Compares a value with its target; a rate of fewer than `minimum` units says nothing.
  init(_ measurement: Measurement, target: Target, minimum: Int = 0) {
    guard measurement.status == .complete, let value = measurement.value else {
      let excess = measurement.status == .complete ? measurement.low.map { $0 - target.value } : nil
      let isBound = [.atMost, .less, .equal].contains(target.comparison)
      self = if let excess, excess >= 0, isBound { .missed(by: excess, orMore: true) } else { .open }
      return
    }
    if measurement.unit == .share, let n = measurement.n, n < minimum {
      self = .tooFew
      return
    }
    let difference = value - target.value
    let isEqual = abs(difference) <= Self.tolerance * max(1, abs(target.value))
    let isMet =
      switch target.comparison {
      case .atLeast: isEqual || difference > 0
      case .atMost: isEqual || difference < 0
      case .more: !isEqual && difference > 0
      case .less: !isEqual && difference < 0
      case .equal: isEqual
      }
    self = isMet ? .met : .missed(by: abs(difference))
  }
}
