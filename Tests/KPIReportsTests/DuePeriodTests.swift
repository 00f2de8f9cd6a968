import MediaWiki
import Testing

@testable import KPIReports

@Suite("Whether a page is due")
struct DuePeriodTests {
  private static let october = Period("2026-10")!

  private static func page(_ last: String, before: String = "numbers") -> String {
    "Ours.\n<!-- kpibot:begin demo -->\n\(before)\n\(last)\n<!-- kpibot:end demo -->\nOurs too."
  }

  private static func due(_ text: String?, _ period: Period = october) throws -> DuePeriod {
    try DuePeriod(period, report: "demo", text: text, now: Instant(iso8601: "2027-01-05T00:00:00Z")!)
  }

  @Test("a page that shows the newest complete period, computed after its end, rests")
  func rests() throws {
    for computed in ["2026-11-01T00:00:00Z", "2026-11-20T10:00:00Z"] {
      let due = try Self.due(Self.page("<!-- kpibot:computed 2026-10 \(computed) -->"))
      #expect(due.reasonToRest == "the page shows October 2026 already; November 2026 ends on 30 November 2026")
    }
    // Somebody published the current period by hand.
    #expect(try Self.due(Self.page("<!-- kpibot:computed 2026-11 2026-11-20T10:00:00Z -->")).reasonToRest != nil)
  }

  @Test(
    "a page is due that shows less than that, or doesn't say",
    arguments: [
      "<!-- kpibot:computed 2026-10 2026-10-31T23:59:59Z -->", "<!-- kpibot:computed 2026-09 2026-11-02T00:00:00Z -->",
      "<!-- kpibot:computed 2026-10 2026-11-02T00:00:00Z incomplete -->",
      "<!-- kpibot:computed 2026-Q4 2027-01-02T00:00:00Z -->", "<!-- kpibot:computed 2026-10 soon -->",
      "<!-- kpibot:computed 2026-10 2026-11-02T00:00:00Z --> x",
      "<!-- kpibot:computed 2099-10 2099-11-02T00:00:00Z -->", "<!-- kpibot:computed 2026-10 2027-01-05T00:00:01Z -->",
      "<!-- kpibot:computed -->", "numbers", "",
    ])
  func isDue(last: String) throws {
    #expect(try Self.due(Self.page(last)).reasonToRest == nil)
  }

  @Test("only the region's last line counts, whatever else looks like it")
  func lastLine() throws {
    let mark = "<!-- kpibot:computed 2026-10 2026-11-02T00:00:00Z -->"
    let old = "<!-- kpibot:computed 2026-08 2026-09-02T00:00:00Z -->"
    for before in [mark, "<nowiki>\n\(mark)\n</nowiki>", "<pre>\(mark)</pre>"] {
      #expect(try Self.due(Self.page(old, before: before)).shown?.period == Period("2026-08"))
      #expect(try Self.due(Self.page("numbers", before: before)).shown == nil)
    }
    #expect(try Self.due("\(mark)\n\(Self.page("numbers"))").shown == nil)
    // A mark that the page shows as text stands where the end marker is one as well.
    #expect(throws: RegionError.self) { try Self.due("<nowiki>\n\(Self.page(mark))\n</nowiki>") }
    #expect(throws: RegionError.self) { try Self.due(Self.page("<pre>\n\(mark)") + "</pre>") }
  }

  @Test("no page is due, one without markers is a mistake")
  func noPage() throws {
    #expect(try Self.due(nil).reasonToRest == nil)
    #expect(throws: RegionError.self) { try Self.due("Only our words.") }
  }

  @Test("shows as many periods as were missed, as far as a table can have them")
  func catchesUp() throws {
    func due(since period: String) throws -> DuePeriod {
      try Self.due(Self.page("<!-- kpibot:computed \(period) 2026-10-02T00:00:00Z -->"))
    }
    let cases: [(String, Int, String?, Int)] = [
      ("2026-10", 0, nil, 6), ("2026-09", 0, nil, 6), ("2026-08", 1, "catches up on September 2026", 6),
      ("2026-01", 8, "catches up on February 2026 to September 2026", 9),
      ("2020-01", 80, "catches up on February 2020 to September 2026, as far as the table has room", 12),
    ]
    for (period, missed, words, columns) in cases {
      let due = try due(since: period)
      #expect(due.missed.count == missed && due.catchUp == words && due.columns(usually: 6) == columns, "\(due)")
    }
    #expect(try Self.due(nil).columns(usually: 3) == 3)
    #expect(try due(since: "2020-01").columns(usually: 20) == 20)
  }

  @Test("the mark says again what it was made of")
  func roundTrip() throws {
    let computed = try #require(Instant(iso8601: "2026-11-02T03:04:05Z"))
    for period in ["2026-10", "2026-W40", "2026-Q3", "2026"] {
      for isIncomplete in [false, true] {
        for columns in [nil, 12] {
          let mark = ComputedMark(
            period: try #require(Period(period)), computed: computed, isIncomplete: isIncomplete, columns: columns)
          #expect(ComputedMark(in: "x\n" + mark.line) == mark)
        }
      }
    }
  }
}
