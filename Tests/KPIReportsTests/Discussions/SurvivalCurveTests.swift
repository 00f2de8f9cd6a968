import LocalWiki
import Testing

@testable import KPIReports

/// The expected numbers are those of lifelines 0.30.3 (KaplanMeierFitter, whose band is log-log) and statsmodels 0.15.0
/// (SurvfuncRight, its quantile_ci with method "cloglog"), which agree; and of the publications named.
@Suite("The Kaplan–Meier curve")
struct SurvivalCurveTests {
  /// A published data set with what references say of it.
  struct Example: Sendable, CustomTestStringConvertible {
    let name: String
    /// The times, negative where the end was not seen.
    let times: [Double]
    let survival: [Double]
    /// The standard error of the survival at the first steps.
    let errors: [Double]
    let median: Double?
    let ninetieth: Double?
    let interval: (low: Double?, high: Double?)

    var testDescription: String { name }
  }

  static let examples = [
    // Kaplan and Meier, J. Am. Stat. Assoc. 53 (1958), section 2: their own example.
    Example(
      name: "Kaplan and Meier 1958", times: [0.8, -1.0, -2.7, 3.1, 5.4, -7.0, 9.2, -12.1],
      survival: [0.875, 0.7, 0.525, 0.2625],
      errors: [0.116926793337, 0.182345825288, 0.204136902592, 0.211827981509], median: 9.2, ninetieth: nil,
      interval: (0.8, nil)),
    // Freireich et al., Blood 21 (1963): weeks of remission of leukaemia, in every textbook; median 23, SAS gives (13, .).
    Example(
      name: "Freireich 1963, 6-MP",
      times: [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35],
      survival: [
        0.857142857143, 0.806722689076, 0.752941176471, 0.690196078431, 0.627450980392, 0.53781512605, 0.448179271709,
      ],
      errors: [
        0.076360354832, 0.08693528518, 0.096349652994, 0.106814707775, 0.114053865257, 0.128233751693, 0.134591456756,
      ], median: 23, ninetieth: nil, interval: (13, nil)),
    // The same trial: SAS gives (4, 11).
    Example(
      name: "Freireich 1963, placebo",
      times: [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23],
      survival: [
        0.904761904762, 0.809523809524, 0.761904761905, 0.666666666667, 0.571428571429, 0.380952380952,
        0.285714285714, 0.190476190476, 0.142857142857, 0.095238095238, 0.047619047619, 0,
      ], errors: [0.064056448489, 0.085689086747, 0.09294286409, 0.102868899975, 0.107989849431], median: 8,
      ninetieth: 17, interval: (4, 11)),
    // Miller, Survival Analysis (1981), page 49, and the data set "aml" of R's survival: maintained, median 31.
    Example(
      name: "Miller 1981, maintained", times: [9, 13, -13, 18, 23, -28, 31, 34, -45, 48, -161],
      survival: [
        0.909090909091, 0.818181818182, 0.715909090909, 0.613636363636, 0.490909090909, 0.368181818182,
        0.184090909091,
      ],
      errors: [
        0.086678417204, 0.11629129983, 0.139664970557, 0.152632331027, 0.164193267221, 0.162668885827, 0.153492745786,
      ], median: 31, ninetieth: nil, interval: (13, nil)),
    // The same: nonmaintained, median 23.
    Example(
      name: "Miller 1981, nonmaintained", times: [5, 5, 8, 8, 12, -16, 23, 27, 30, 33, 43, 45],
      survival: [
        0.833333333333, 0.666666666667, 0.583333333333, 0.486111111111, 0.388888888889, 0.291666666667,
        0.194444444444, 0.097222222222, 0,
      ], errors: [0.107582870728, 0.136082763488, 0.142318760638, 0.148130062553], median: 23, ninetieth: 43,
      interval: (5, 33)),
  ]

  private static func curve(_ times: [Double]) -> SurvivalCurve {
    SurvivalCurve(times.map { SurvivalCurve.Observation(time: abs($0), isEnd: $0 > 0) })
  }

  @Test("is the published one", arguments: examples)
  func published(example: Example) {
    var random = SeededGenerator(seed: 7)
    let curve = Self.curve(example.times.shuffled(using: &random))
    #expect(curve.steps.count == example.survival.count)
    for (step, survival) in zip(curve.steps, example.survival) { #expect(abs(step.survival - survival) < 1e-12) }
    for (step, error) in zip(curve.steps, example.errors) {
      let found = step.survival * (step.greenwood ?? .nan).squareRoot()
      #expect(abs(found - error) < 1e-12)
    }
    #expect(curve.quantile(0.5) == example.median)
    #expect(curve.quantile(0.9) == example.ninetieth)
    let interval = curve.interval(of: 0.5)
    #expect(interval.low == example.interval.low && interval.high == example.interval.high)
  }

  @Test("takes a round part for reached, whatever the fractions give")
  func round() {
    let curve = Self.curve((1...10).map(Double.init))
    #expect(curve.quantile(0.5) == 5 && curve.quantile(0.9) == 9)
    #expect(Self.curve([1, 3]).quantile(0.5) == 1)
  }

  @Test("has no quantile that it does not reach, and a bound that nothing can undercut")
  func unreached() {
    let curve = Self.curve([2, -3, -8, -20])
    #expect(curve.quantile(0.5) == nil)
    #expect(curve.leastQuantile(0.5) == 3 && curve.leastQuantile(0.9) == 20)
    #expect(Self.curve([]).quantile(0.5) == nil && Self.curve([]).leastQuantile(0.5) == nil)
  }

  @Test("without censoring is the share that lasts longer; dropping what did not end makes it fall faster")
  func complete() {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<200 {
      let times = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        Double(Int.random(in: 1...20, using: &random))
      }
      let curve = Self.curve(times)
      for step in curve.steps {
        let longer = Double(times.count { $0 > step.time }) / Double(times.count)
        #expect(abs(step.survival - longer) < 1e-12)
      }
      let censored = times.map { Bool.random(using: &random) ? -$0 : $0 }
      let (all, dropped) = (Self.curve(censored), Self.curve(censored.filter { $0 > 0 }))
      #expect((all.quantile(0.5) ?? .infinity) >= (dropped.quantile(0.5) ?? 0))
      if let median = all.quantile(0.5) { #expect(median >= all.leastQuantile(0.5) ?? 0) }
    }
  }
}
