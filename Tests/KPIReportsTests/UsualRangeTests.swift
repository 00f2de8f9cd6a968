import Foundation
import LocalWiki
import Testing

@testable import KPIReports

@Suite("The usual range of a series")
struct UsualRangeTests {
  /// Series with what numpy and scipy say of them; the versions are in the file.
  private struct Reference: Decodable {
    struct Series: Decodable {
      let values: [Double]
      /// Mean, lower and upper limit.
      let limits: [Double]?
      let direction: String
    }

    let series: [Series]
  }

  private static func cells(_ values: [Double?], _ id: String = "edits", n: Int = 100) throws
    -> [KPIReports.Measurement]
  {
    let kpi = try #require(KPICatalogue.definition(id))
    let first = MonthlyEdits.last.advanced(by: 1 - values.count)
    return values.enumerated().map { place, value in
      KPIReports.Measurement(
        kpi: kpi.id, definition: 1, product: nil, period: first.advanced(by: place), value: value, unit: kpi.unit,
        numerator: nil, denominator: nil, low: nil, high: nil, n: n, status: value == nil ? .unknown : .complete,
        reason: nil, note: nil)
    }
  }

  private static func position(_ values: [Double]) throws -> UsualRange.Position? {
    UsualRange(try cells(values), minimum: 5)?.position
  }

  @Test("has the limits, and the trend the direction, that reference libraries give")
  func reference() throws {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/demo-statistics", withExtension: "json"))
    for series in try JSONDecoder().decode(Reference.self, from: Data(contentsOf: url)).series {
      let limits = XmRLimits(series.values)
      #expect((limits == nil) == (series.limits == nil))
      for (ours, theirs) in zip([limits?.mean, limits?.low, limits?.high], series.limits ?? []) {
        #expect(abs((ours ?? .nan) - theirs) <= 1e-9 * max(1, abs(theirs)))
      }
      #expect(TrendDirection(series.values)?.rawValue == series.direction, "\(series.values)")
    }
  }

  @Test(
    "of a trend is told only when the exact Mann–Kendall test finds it, at p < 0.1 on both sides",
    arguments: [
      ([10, 10, 15, 14, 13, 11], 2, 0.855555555556, TrendDirection.unclear),
      ([1, 2, 3, 4], 6, 0.083333333333, .rising), ([1, 2, 3], 3, 0.333333333333, .unclear),
      ([1, 2, 3, 4, 5], 10, 0.016666666667, .rising), ([1, 2, 2, 3, 4, 4, 5], 19, 0.001587301587, .rising),
      ([5, 3, 3, 2, 1, 1], -13, 0.011111111111, .falling), ([3, 3, 3, 3], 0, 1, .unclear),
      ([1, 1, 1, 2, 2, 2, 3], 15, 0.014285714286, .rising),
    ] as [([Double], Int, Double, TrendDirection)])
  func trend(values: [Double], s: Int, p: Double, direction: TrendDirection) {
    let test = MannKendall(values)
    #expect(test.s == s && abs(test.p - p) < 1e-11, "\(test)")
    #expect(TrendDirection(values) == direction)
  }

  @Test("of a long series comes close to the normal approximation", arguments: [60, 300, 600])
  func longTrend(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    let values = (0..<count).map { _ in Double(Int.random(in: 0..<count, using: &random)) }
    let test = MannKendall(values)
    let ties = Dictionary(grouping: values) { $0 }.values.map { Double($0.count) }
    func spread(_ n: Double) -> Double { n * (n - 1) * (2 * n + 5) }
    let deviation = ((spread(Double(count)) - ties.map(spread).reduce(0, +)) / 18).squareRoot()
    let z = (Double(abs(test.s)) - 1) / deviation
    #expect(abs(test.p - erfc(z / 2.0.squareRoot())) < 0.005, "\(test)")
  }

  @Test("is that of the worked example of the NIST/SEMATECH e-Handbook, 6.3.2.2")
  func worked() throws {
    let flow = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
    let limits = try #require(XmRLimits(flow))
    #expect(abs(limits.mean - 50.81) < 0.0001 && abs(limits.meanRange - 1.8778) < 0.0001)
    // The handbook has 3 / 1.128 where Wheeler has 2.66.
    #expect(abs(limits.high - 55.8041) < 0.001 && abs(limits.low - 45.8159) < 0.001)
  }

  @Test("needs eight final values, and says nothing of one that is not final")
  func fewest() throws {
    #expect(try Self.position([1, 2, 3, 4, 5, 6, 7]) == nil)
    #expect(try Self.position([4, 5, 4, 5, 4, 5, 4, 5]) == .within)
    #expect(UsualRange(try Self.cells([1, 2, 3, 4, 5, 6, 7, 8, nil]), minimum: 5) == nil)
    // A period that is not known is passed over: 8 values, mean 4.5, and ranges of 1 six times and of 1 over the gap.
    let gap = UsualRange(try Self.cells([1, 2, 3, 4, nil, 5, 6, 7, 8]), minimum: 5)
    #expect(gap?.count == 8 && gap?.limits.meanRange == 1 && gap?.limits.high == 7.16)
    #expect(gap?.position == .above)
  }

  @Test("takes equal values, also such as binary numbers don't have, for the usual")
  func equal() throws {
    for value in [0, 0.1, 1.0 / 3, 7, 1e12] {
      #expect(try Self.position([Double](repeating: value, count: 11)) == .within)
    }
  }

  @Test("leaves out rates of few units, and compares views by the day")
  func units() throws {
    #expect(UsualRange(try Self.cells([Double](repeating: 0.5, count: 9), "retention-rate", n: 4), minimum: 5) == nil)
    // 100 views on each day.
    let first = MonthlyEdits.last.advanced(by: -8)
    let views = (0...8).map { Double(first.advanced(by: $0).days * 100) }
    let range = try #require(UsualRange(try Self.cells(views, "support-pageviews"), minimum: 5))
    #expect(range.limits.meanRange == 0 && range.limits.mean == 100 && range.position == .within)
  }

  @Test("does not depend on where zero is, nor on the unit, and turns over with the values", arguments: 0..<200)
  func properties(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let count = Int.random(in: 8...30, using: &random)
    var values = (0..<count).map { _ in Double(Int.random(in: 0...40, using: &random)) }
    if Bool.random(using: &random) { values[count - 1] += 100 }
    let position = try Self.position(values)
    let shift = Double(Int.random(in: -1_000...1_000, using: &random))
    #expect(try Self.position(values.map { $0 + shift }) == position)
    #expect(try Self.position(values.map { $0 * 4 }) == position)
    let turned: [UsualRange.Position: UsualRange.Position] = [.above: .below, .below: .above, .within: .within]
    #expect(try Self.position(values.map { -$0 }) == position.flatMap { turned[$0] })
    // The direction of a trend neither.
    let direction = TrendDirection(values)
    #expect(TrendDirection(values.map { $0 * 4 + shift }) == direction)
    #expect(
      TrendDirection(values.reversed())
        == (direction == .rising ? .falling : direction == .unclear ? .unclear : .rising))
  }
}
