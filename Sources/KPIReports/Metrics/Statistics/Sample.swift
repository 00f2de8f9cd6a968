/// A sample of numbers: its mean, and how far the mean can be trusted.
struct Sample: Sendable, Equatable {
  /// How many numbers there are.
  let count: Int
  /// Their mean; 0 where there is none.
  let mean: Double
  private let squares: Double

  init(_ numbers: [Double]) {
    count = numbers.count
    let mean = numbers.isEmpty ? 0 : numbers.reduce(0, +) / Double(numbers.count)
    self.mean = mean
    squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }

  /// The 95 % t interval of the mean; nil for fewer than two numbers, which tell nothing of their spread.
  var interval: ClosedRange<Double>? {
    guard count >= 2 else { return nil }
    let error = (squares / Double(count - 1) / Double(count)).squareRoot()
    let half = StudentT(freedom: count - 1).quantile(0.975) * error
    return mean - half...mean + half
  }
}
