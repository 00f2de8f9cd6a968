import Testing

@testable import KPIReports

@Suite("Statistics of samples")
struct StatisticsTests {
  @Test(
    "have the quantiles of Student's t that scipy 1.17.1 gives (scipy.stats.t.ppf)",
    arguments: [
      (0.975, 1, 12.706204736174694), (0.975, 2, 4.302652729749462), (0.975, 3, 3.1824463052837078),
      (0.975, 4, 2.7764451051977934), (0.975, 5, 2.5705818356363146), (0.975, 9, 2.262157162798205),
      (0.975, 10, 2.228138851986274), (0.975, 12, 2.1788128296672284), (0.975, 29, 2.045229642132703),
      (0.975, 30, 2.0422724563012378), (0.975, 99, 1.9842169515864174), (0.975, 100, 1.9839715185235518),
      (0.975, 101, 1.983731002955606), (0.975, 1000, 1.9623390808264083), (0.975, 9999, 1.960201263621357),
      (0.975, 10000, 1.960201239890626), (0.975, 12345, 1.9601561676005668), (0.975, 1_000_000, 1.959966356814107),
      (0.9, 1, 3.0776835371752544), (0.9, 2, 1.8856180831641272), (0.9, 5, 1.4758840488244815),
      (0.9, 40, 1.3030770526071949), (0.9, 20000, 1.2815938962102154), (0.95, 1, 6.313751514675037),
      (0.95, 2, 2.9199855803537242), (0.95, 5, 2.0150483733330233), (0.95, 40, 1.683851013335652),
      (0.95, 20000, 1.6449298189594812), (0.995, 1, 63.656741162871526), (0.995, 2, 9.924843200918287),
      (0.995, 5, 4.032142983555228), (0.995, 40, 2.7044592674331622), (0.995, 20000, 2.576075153017255),
    ])
  func quantiles(part: Double, freedom: Int, expected: Double) {
    #expect(abs(StudentT(freedom: freedom).quantile(part) - expected) < 1e-10 * expected)
  }

  /// How often each score was given, 0 to 4, with the mean and its interval.
  @Test(
    "have the 95 % t intervals that scipy 1.17.1 gives (scipy.stats.t.interval)",
    arguments: [
      ([0, 0, 0, 1, 1], 3.5, -2.853102368087347, 9.853102368087347),
      ([0, 0, 1, 0, 2], 3.3333333333333335, 0.46489818016702555, 6.201768486499642),
      ([1, 0, 1, 1, 2], 2.6, 0.5222987326328647, 4.677701267367135),
      ([0, 2, 1, 1, 1], 2.2, 0.5810682152912969, 3.8189317847087034),
      ([2, 2, 1, 1, 2], 1.875, 0.5021862953369967, 3.2478137046630033),
      ([1, 1, 3, 2, 6], 2.8461538461538463, 2.0336779178878386, 3.658629774419854),
      ([4, 6, 10, 4, 6], 2.066666666666667, 1.5770145665245274, 2.5563187668088063),
      ([11, 10, 10, 5, 12], 1.9375, 1.499762801134752, 2.375237198865248),
      ([40, 41, 34, 47, 38], 2.01, 1.8123144423169733, 2.207685557683026),
      ([207, 206, 174, 210, 203], 1.996, 1.9069771075083786, 2.0850228924916214),
    ])
  func intervals(counts: [Int], mean: Double, low: Double, high: Double) throws {
    let sample = Sample(counts.enumerated().flatMap { Array(repeating: Double($0.offset), count: $0.element) })
    let interval = try #require(sample.interval)
    #expect(abs(sample.mean - mean) < 1e-12)
    #expect(abs(interval.lowerBound - low) < 1e-10 && abs(interval.upperBound - high) < 1e-10)
  }

  @Test("have no interval for one number, and none but the value where all are the same")
  func degenerate() throws {
    #expect(Sample([3]).interval == nil && Sample([]).interval == nil)
    #expect(Sample([3, 3, 3]).interval == 3...3)
  }

  /// The reference is numpy's variance of the adjusted counts of +1, 0 and -1, with scipy 1.17.1's normal quantile.
  @Test(
    "have the adjusted Wald intervals of Rocks 2016",
    arguments: [
      (10, 5, 3, 38.888888888888886, 0.7785656002234631, 65.88810106644318),
      (0, 5, 0, 0.0, -30.005697977220684, 30.005697977220684), (5, 0, 0, 100.0, 17.49145303416897, 107.50854696583103),
      (0, 0, 5, -100.0, -107.50854696583103, -17.49145303416897),
      (1, 2, 2, -20.0, -63.744484978472315, 38.744484978472315),
      (50, 30, 20, 30.0, 14.051130178761612, 44.201297005704404),
      (400, 350, 250, 15.0, 10.054010346759878, 19.856258845662854),
      (7, 0, 7, 0.0, -45.39050543249397, 45.39050543249397),
    ])
  func promoters(up: Int, middle: Int, down: Int, value: Double, low: Double, high: Double) {
    // All scores of each kind, the bounds among them.
    func scores(_ kinds: [Int], _ count: Int) -> [Int] { (0..<count).map { kinds[$0 % kinds.count] } }
    let score = NetPromoterScore(scores([9, 10], up) + scores([7, 8], middle) + scores([6, 0, 3], down))
    #expect(abs(score.value - value) < 1e-12)
    #expect(abs(score.interval.lowerBound - low) < 1e-10 && abs(score.interval.upperBound - high) < 1e-10)
  }
}
