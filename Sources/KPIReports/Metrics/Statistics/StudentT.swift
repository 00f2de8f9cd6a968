import Foundation

/// Student's t distribution, for the intervals of means.
struct StudentT: Sendable, Equatable {
  /// From here on the expansion about the normal distribution is exact to the last digits.
  private static let mostExact = 10_000

  /// The degrees of freedom, at least 1.
  let freedom: Int

  init(freedom: Int) { self.freedom = max(1, freedom) }

  /// The value that lies above a part of the distribution, between 0.5 and 1.
  func quantile(_ part: Double) -> Double {
    guard freedom <= Self.mostExact else { return expansion(Normal.quantile(part)) }
    var (low, high) = (0.0, 1.0)
    while distribution(high) < part, high < 1e12 { high *= 2 }
    // Halving ends where two neighbouring numbers are left.
    while true {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { return middle }
      if distribution(middle) < part { low = middle } else { high = middle }
    }
  }

  /// The part of the distribution below a value of at least 0: a finite sum for whole degrees of freedom
  /// (Abramowitz and Stegun, 26.7.3 and 26.7.4).
  func distribution(_ value: Double) -> Double {
    let angle = atan(value / Double(freedom).squareRoot())
    let (sine, square) = (sin(angle), cos(angle) * cos(angle))
    let isOdd = freedom % 2 == 1
    var (sum, term) = (0.0, isOdd ? cos(angle) : 1.0)
    var factor = isOdd ? 2.0 : 1.0
    for _ in 0..<(freedom - (isOdd ? 1 : 0)) / 2 {
      sum += term
      term *= square * factor / (factor + 1)
      factor += 2
    }
    let within = isOdd ? (angle + sine * sum) * 2 / .pi : sine * sum
    return 0.5 + within / 2
  }

  /// The quantile by that of the normal distribution (Abramowitz and Stegun, 26.7.5).
  private func expansion(_ x: Double) -> Double {
    let v = Double(freedom)
    let (x2, x3) = (x * x, x * x * x)
    let first = (x3 + x) / 4
    let second = x * (5 * x2 * x2 + 16 * x2 + 3) / 96
    let third = x * (3 * x2 * x2 * x2 + 19 * x2 * x2 + 17 * x2 - 15) / 384
    return x + first / v + second / (v * v) + third / (v * v * v)
  }
}

/// The normal distribution.
enum Normal {
  /// The quantile that leaves 2.5 % above it, for 95 % intervals.
  static let upper95 = 1.959963984540054

  /// The value that lies above a part of the distribution, between 0.5 and 1.
  static func quantile(_ part: Double) -> Double {
    var (low, high) = (0.0, 40.0)
    while true {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { return middle }
      if 1 - erfc(middle / 2.0.squareRoot()) / 2 < part { low = middle } else { high = middle }
    }
  }
}
