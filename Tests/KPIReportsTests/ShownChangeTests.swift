import Testing

@testable import KPIReports

@Suite("A change as it is shown")
struct ShownChangeTests {
  private static func cell(_ kpi: KPIDefinition, _ value: Double, _ period: String, n: Int = 100)
    -> KPIReports.Measurement
  {
    KPIReports.Measurement(
      kpi: kpi.id, definition: 1, product: nil, period: Period(period)!, value: value, unit: kpi.unit,
      numerator: nil, denominator: nil, low: nil, high: nil, n: n, status: .complete, reason: nil, note: nil)
  }

  private static func change(_ id: String, _ before: Double, _ now: Double) throws -> ShownChange {
    let kpi = try #require(KPICatalogue.definition(id))
    let cells = [cell(kpi, before, "2026-09"), cell(kpi, now, "2026-10")]
    return ShownChange(try #require(Change(cells, minimum: 5)), kpi: kpi, isMean: false)
  }

  @Test(
    "says by its sign and by a word which way a value went",
    arguments: [
      ("participants", 100.0, 114.0, "▲ 14", "▲ 14 more"), ("participants", 114, 100, "▼ 14", "▼ 14 fewer"),
      ("edits", 5, 5, "no change", "no change"), ("retention-rate", 0.5, 0.57, "▲ 7 points", "▲ 7 points more"),
      ("retention-rate", 0.57, 0.56, "▼ 1 point", "▼ 1 point less"),
      ("support-pageviews", 3_000, 3_100, "no change a day", "no change a day"),
      ("support-pageviews", 30_000, 1, "▼ 99.9 % a day", "▼ 99.9 % fewer a day"),
      ("support-pageviews", 30_000, 0, "▼ 100 % a day", "▼ 100 % fewer a day"),
      ("support-pageviews", 3_000, 3_410, "▲ 10 % a day", "▲ 10 % more a day"),
      ("views-per-support-page", 3_000, 3_100, "no change a day", "no change a day"),
    ])
  func words(kpi: String, before: Double, now: Double, amount: String, words: String) throws {
    let change = try Self.change(kpi, before, now)
    #expect(change.amount == amount)
    #expect(change.words == words)
  }

  @Test("is no part of a value that is not positive")
  func negative() throws {
    let change = try Self.change("net-promoter-score", -33.3, 33.3)
    #expect(change.words == "▲ 66.6 more" && change.relative == nil)
  }

  @Test("says that everything went only where nothing is left")
  func almostAll() throws {
    #expect(try Self.change("edits", 998, 1).relative == "−99.8 %")
    #expect(try Self.change("edits", 9_980, 1).relative == "−99.9 %")
    #expect(try Self.change("edits", 998, 0).relative == "−100 %")
    #expect(try Self.change("edits", 998, 999).relative == nil)
    #expect(try Self.change("edits", 10, 30).relative == "+200 %")
  }

  @Test("subtracts shares as they are shown")
  func shownShares() throws {
    // 64 % and 66 %, although the difference is 1.1.
    #expect(try Self.change("retention-rate", 0.6445, 0.6555).amount == "▲ 2 points")
    #expect(try Self.change("retention-rate", 0.6451, 0.6549).amount == "no change")
  }

  @Test("knows what is better")
  func better() throws {
    #expect(try Self.change("retention-rate", 0.5, 0.6).isBetter == true)
    #expect(try Self.change("churn-rate", 0.5, 0.6).isBetter == false)
    #expect(try Self.change("edits", 5, 6).isBetter == nil)
    #expect(try Self.change("participants", 5, 5).isBetter == nil)
  }

  @Test(
    "names the earlier period, with its year where that is another",
    arguments: [
      ("2026-09", "2026-10", "September"), ("2025-12", "2026-01", "December 2025"), ("2026-W39", "2026-W40", "week 39"),
      ("2025-W52", "2026-W01", "week 52 of 2025"), ("2026-Q2", "2026-Q3", "the second quarter"),
      ("2025-Q4", "2026-Q1", "the fourth quarter of 2025"), ("2025", "2026", "2025"),
    ])
  func earlier(period: String, later: String, name: String) throws {
    let (period, later) = (try #require(Period(period)), try #require(Period(later)))
    #expect(period.label(beside: later) == name)
    let change = try Self.change("participants", 100, 114)
    #expect(change.words(since: name) == "▲ 14 more than in \(name)")
  }
}
