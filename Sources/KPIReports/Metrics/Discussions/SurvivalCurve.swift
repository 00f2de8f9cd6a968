import Foundation

/// Kaplan and Meier's estimate of how long things last when the end of some was not seen.
///
/// It is that of the Journal of the American Statistical Association 53 (1958), p. 457. Here a thread lasts until its first response, and one without is seen until now.
struct SurvivalCurve: Sendable {
  /// How long one thing was seen, and whether its end was seen then.
  struct Observation: Sendable, Hashable {
    let time: Double
    let isEnd: Bool
  }

  /// A time at which something ended.
  struct Step: Sendable, Hashable {
    let time: Double
    /// The part that lasts longer.
    let survival: Double
    /// Greenwood's sum, of d / (n (n − d)) so far; nil once nothing is left.
    let greenwood: Double?
  }

  /// Products of fractions miss a round number by a few bits: 1/10 after nine of ten would not be at most 0.1.
  private static let tolerance = 1e-9

  /// The times at which the curve falls.
  let steps: [Step]
  /// The observed times, shortest first, of what ended and what did not.
  private let times: [Double]

  init(_ observations: [Observation]) {
    // What ends at the very time at which another is last seen ends while that one is still there.
    let sorted = observations.sorted { ($0.time, $0.isEnd ? 0 : 1) < ($1.time, $1.isEnd ? 0 : 1) }
    times = sorted.map(\.time)
    var steps: [Step] = []
    var survival = 1.0
    var greenwood: Double? = 0
    var place = 0
    while place < sorted.count {
      let (time, atRisk) = (sorted[place].time, Double(sorted.count - place))
      var ended = 0.0
      while place < sorted.count, sorted[place].time == time {
        ended += sorted[place].isEnd ? 1 : 0
        place += 1
      }
      guard ended > 0 else { continue }
      survival *= 1 - ended / atRisk
      greenwood = ended == atRisk ? nil : greenwood.map { $0 + ended / (atRisk * (atRisk - ended)) }
      steps.append(Step(time: time, survival: survival, greenwood: greenwood))
    }
    self.steps = steps
  }

  /// The smallest time by which a part has ended; nil where the curve does not fall so far.
  func quantile(_ part: Double) -> Double? {
    steps.first { $0.survival <= 1 - part + Self.tolerance }?.time
  }

  /// A time that a quantile is certain not to lie below: what it would be if all that was not seen to end ended now.
  func leastQuantile(_ part: Double) -> Double? {
    let rank = Int((part * Double(times.count) - Self.tolerance).rounded(.up))
    return times.isEmpty ? nil : times[max(1, rank) - 1]
  }

  /// The 95 % interval of a quantile; an end is nil where the data does not reach it.
  ///
  /// Brookmeyer and Crowley's (Biometrics 38, 1982): the times at which the pointwise band of the curve falls so far. The
  /// band is Greenwood's on the scale log(−log S), which keeps it between 0 and 1 and holds with few observations
  /// (Borgan and Liestøl, Scand. J. Stat. 17, 1990; conf.type "log-log" of R's survival, the default of SAS' LIFETEST).
  func interval(of part: Double) -> (low: Double?, high: Double?) {
    let level = 1 - part + Self.tolerance
    return (
      steps.first { $0.band.low <= level }?.time, steps.first { $0.band.high.map { $0 <= level } ?? false }?.time
    )
  }
}

extension SurvivalCurve.Step {
  /// The 97.5 % point of the normal distribution.
  private static let deviations = 1.959963984540054

  /// The pointwise 95 % band; its upper end is not known where nothing is left.
  var band: (low: Double, high: Double?) {
    guard let greenwood else { return (0, nil) }
    let width = Self.deviations * greenwood.squareRoot() / -log(survival)
    return (pow(survival, exp(width)), pow(survival, exp(-width)))
  }
}
