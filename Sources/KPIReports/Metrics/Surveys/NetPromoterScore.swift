/// The Net Promoter Score of answers from 0 to 10.
struct NetPromoterScore: Sendable, Equatable {
  /// The lowest and the highest that there can be.
  static let scale = -100.0...100.0

  /// How many answered 9 or 10.
  let promoters: Int
  /// How many answered 0 to 6.
  let detractors: Int
  /// How many answered at all.
  let count: Int

  init(_ scores: [Int]) {
    promoters = scores.count { $0 >= 9 }
    detractors = scores.count { $0 <= 6 }
    count = scores.count
  }

  /// The share of promoters minus that of detractors, times 100; at least one answer is needed.
  var value: Double { 100 * Double(promoters - detractors) / Double(count) }

  /// The 95 % adjusted Wald interval.
  ///
  /// It is as if three more had answered, three quarters of one as promoters and as many as detractors: Brendan Rocks,
  /// Interval Estimation for the “Net Promoter Score”, The American Statistician 70 (2016).
  var interval: ClosedRange<Double> {
    let count = Double(self.count) + 3
    let (up, down) = ((Double(promoters) + 0.75) / count, (Double(detractors) + 0.75) / count)
    let score = up - down
    let half = Normal.upper95 * ((up + down - score * score) / count).squareRoot()
    return 100 * (score - half)...100 * (score + half)
  }
}
