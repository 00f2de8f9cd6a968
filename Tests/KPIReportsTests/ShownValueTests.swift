import MediaWiki
import Testing

@testable import KPIReports

@Suite("A value as it is shown")
struct ShownValueTests {
  @Test(
    "is not rounded to nothing, nor to everything, unless it is that",
    arguments: [
      (0.0, "0 %"), (1.0 / 300, "<1 %"), (0.0049, "<1 %"), (0.005, "1 %"), (0.5, "50 %"), (0.994, "99 %"),
      (299.0 / 300, ">99 %"), (1, "100 %"), (-0.001, "0 %"), (1.2, "120 %"),
    ])
  func almost(share: Double, text: String) {
    #expect(ShownValue(share, unit: .share).text.replacing("-", with: "") == text)
  }

  @Test("has a decimal where it is no whole number, although its unit is counted")
  func decimals() throws {
    func cell(_ value: Double, _ period: String) -> KPIReports.Measurement {
      KPIReports.Measurement(
        kpi: "sql:x", definition: 1, product: nil, period: Period(period)!, value: value, unit: .people, numerator: nil,
        denominator: nil, low: nil, high: nil, n: nil, status: .complete, reason: nil, note: nil)
    }
    for (value, text) in [(2.5, "2.5"), (3, "3"), (1234.5, "1,235")] {
      #expect(ShownValue(cell(value, "2026-10"), minimum: 5).text == text)
    }
    let change = try #require(Change([cell(2.5, "2026-09"), cell(3, "2026-10")], minimum: 5))
    #expect(change.difference == 0.5)
    // The limits of a usual range are no values.
    #expect(ShownValue(24.4, unit: .people).text == "24")
  }

  @Test("has an interval whose ends are told, however small")
  func interval() {
    let cell = KPIReports.Measurement(
      kpi: "answered-in-time", definition: 1, product: nil, period: Period("2026-10")!, value: 0.01, unit: .share,
      numerator: 3, denominator: 300, low: 0.002, high: 0.03, n: 300, status: .complete, reason: nil, note: nil)
    #expect(ShownValue(cell, minimum: 5).textWithInterval == "1 % (<1 to 3 %, n = 300)")
  }
}

@Suite("The trend of a row")
struct TrendTests {
  private static func cells(_ kpi: String, _ values: [Double?]) -> [KPIReports.Measurement] {
    values.enumerated().map { place, value in
      KPIReports.Measurement(
        kpi: kpi, definition: 1, product: nil, period: Period("2026-01")!.advanced(by: place), value: value,
        unit: kpi == "edits" ? .edits : .views, numerator: nil, denominator: nil, low: nil, high: nil, n: nil,
        status: .complete, reason: nil, note: nil)
    }
  }

  @Test("draws no step where a longer month has as many views a day")
  func daily() {
    let values: [Double?] = [3_100, 2_800, 3_100, 3_000, nil, 3_000]
    #expect(Trend(Self.cells("support-pageviews", values)).bars == "▄▄▄▄ ▄")
    #expect(Set(Trend(Self.cells("edits", values)).bars).count == 4)
  }
}
