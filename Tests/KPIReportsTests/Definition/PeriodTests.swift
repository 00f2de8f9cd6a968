import MediaWiki
import Testing

@testable import KPIReports

@Suite("A period")
struct PeriodTests {
  @Test(
    "begins and ends where the calendar says",
    arguments: [
      ("2026-10", "2026-10-01", "2026-11-01"), ("2028-02", "2028-02-01", "2028-03-01"),
      ("2026-12", "2026-12-01", "2027-01-01"), ("2026-Q4", "2026-10-01", "2027-01-01"),
      ("2026", "2026-01-01", "2027-01-01"),
      ("2026-W01", "2025-12-29", "2026-01-05"), ("2020-W53", "2020-12-28", "2021-01-04"),
      ("2026-W53", "2026-12-28", "2027-01-04"),
    ])
  func bounds(id: String, start: String, end: String) throws {
    let period = try #require(Period(id))
    #expect(period.id == id)
    #expect(period.start.date.description == start)
    #expect(period.end.date.description == end)
    #expect(Period(period.unit, containing: period.start) == period)
    #expect(Period(period.unit, containing: period.end) == period.next)
    #expect(Period.lastComplete(period.unit, asOf: period.end) == period)
    #expect(Period.lastComplete(period.unit, asOf: period.end.adding(seconds: -1)) == period.previous)
  }

  @Test("is read from its name alone", arguments: PeriodUnit.allCases)
  func roundTrip(unit: PeriodUnit) {
    var period = Period(unit, containing: Instant(seconds: 0))
    while period.start.date.year < 2100 {
      #expect(Period(period.id) == period)
      #expect(period.next.previous == period)
      #expect(period.end == period.next.start)
      period = period.next
    }
  }

  @Test(
    "is not read from anything else",
    arguments: [
      "", "2026-13", "2026-00", "2026-1", "26-10", "2026-W54", "2025-W53", "2026-W00", "2026-Q5", "2026-Q0", "２０２６-10",
      "2026-10-01", "2026-10 ", "0000", "-2026", "2026-W1", "october",
    ])
  func bad(text: String) { #expect(Period(text) == nil) }
}
