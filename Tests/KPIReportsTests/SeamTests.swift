import MediaWiki
import Testing

@testable import KPIReports

@Suite("A seam in a series")
struct SeamTests {
  private static let steady = [10, 12, 11, 13, 10, 12, 11, 13, 10, 12, 11, 13, 10, 14]

  @Test("is no change, no year's change and no usual range across it")
  func declared() throws {
    var edits = try MonthlyEdits(Self.steady)
    let whole = try #require(edits.report.rows.first)
    #expect(whole.change?.difference == 4)
    // October 2025 is the second of the fourteen months.
    #expect(whole.yearChange?.difference == 2)
    #expect(whole.usualRange?.count == 14)

    edits.definition.breaks = [SeriesBreak(period: MonthlyEdits.last, kpi: nil, text: "everybody was renamed")]
    let broken = try #require(edits.report.rows.first)
    #expect(broken.change == nil && broken.yearChange == nil && broken.usualRange == nil)
    #expect(broken.seams.map(\.period) == [MonthlyEdits.last])
    #expect(edits.report.measurements.last?.note == "everybody was renamed")

    // Nine months on this side of it.
    edits.definition.breaks[0].period = MonthlyEdits.last.advanced(by: -8)
    let later = try #require(edits.report.rows.first)
    #expect(later.change?.difference == 4 && later.yearChange == nil)
    #expect(later.usualRange?.count == 9 && later.seams.isEmpty)
  }

  @Test("concerns the KPI that it names, and is told in a footnote at the cell")
  func one() throws {
    var edits = try MonthlyEdits(Self.steady, kpis: ["edits", "participants"])
    edits.definition.breaks = [SeriesBreak(period: MonthlyEdits.last, kpi: "edits", text: "Bots were let in")]
    let report = edits.report
    #expect(report.rows[0].change == nil && report.rows[1].change != nil)
    let notes = Footnotes(report)
    #expect(
      notes.texts == ["Since October 2026: Bots were let in. Values before are of another kind and not compared."])
    #expect(notes.numbers(at: report.rows[0].cells[2]) == [1] && notes.numbers(at: report.rows[0].cells[1]).isEmpty)
  }

  @Test("lies between what readers were told by an older definition and what is measured by the newest")
  func raised() throws {
    var edits = try MonthlyEdits(Self.steady)
    let older = KPIVersion(number: 1, difference: "Edits by bots counted too.")
    let kpi = edits.definition.kpis[0].kpi.raised(to: 2, history: [older])
    edits.definition.kpis = [KPIRequest(kpi: kpi, options: KPIOptions(), target: nil)]
    edits.told = [try MonthlyEdits.told(31, in: "2026-08"), try MonthlyEdits.told(32, in: "2026-09")]
    let row = edits.report.rows[0]
    #expect(row.cells.map(\.value) == [31, 32, 14] && row.cells.map(\.definition) == [1, 1, 2])
    #expect(row.change == nil && row.usualRange == nil && row.revisions.isEmpty)
    #expect(
      row.seams.map(\.note) == [
        "Since October 2026: measured by definition 2, before by definition 1: Edits by bots counted too. "
          + "Values before are of another kind and not compared."
      ])
    let json = try ReportJSON(edits.report).jsonText()
    #expect(json.contains("\"definition\" : 1") && json.contains("\"definition\" : 2"))
    // What is told again is told as it was, so that the next run finds the same.
    #expect(edits.report.publishedValues.prefix(3).map(\.definition) == [1, 1, 2])
    #expect(edits.report.publishedValues[0].method == edits.told[0].first.method)
  }

  @Test("is none where the report measures all periods by one version, which is told as a revision")
  func pinned() throws {
    var edits = try MonthlyEdits(Self.steady)
    let kpi = edits.definition.kpis[0].kpi.raised(to: 2, history: [])
    edits.definition.kpis = [KPIRequest(kpi: kpi, options: KPIOptions(), target: nil, pinnedVersion: 2)]
    edits.told = [try MonthlyEdits.told(32, in: "2026-09")]
    let row = edits.report.rows[0]
    #expect(row.cells.map(\.value) == [13, 10, 14] && row.seams.isEmpty && row.change?.difference == 4)
    #expect(row.revisions.map(\.note) == ["Revised: first published as 32 by definition 1, now 10."])
  }

  @Test("shows no value of a time before the pages were there")
  func beginning() throws {
    // Six months before there was a page are no six months without edits.
    let row = try MonthlyEdits([5, 5, 5, 5, 5, 5, 5]).report.rows[0]
    #expect(row.usualRange == nil && row.yearChange == nil)
    #expect(try MonthlyEdits([5, 5, 5, 5, 5, 5, 5, 5]).report.rows[0].usualRange?.limits.mean == 5)
  }

  @Test("shows the same values whatever is known of earlier periods")
  func shownOnly() throws {
    var edits = try MonthlyEdits(Self.steady)
    let few = edits.report.measurements
    #expect(few.count == 3 * 2 && few.allSatisfy { $0.period > MonthlyEdits.last.advanced(by: -3) })
    edits.shown = 14
    #expect(Array(edits.report.rows[0].cells.suffix(3)) == edits.report.rows[0].cells.suffix(3).map { $0 })
    #expect(edits.report.rows[0].cells.suffix(3).map(\.value) == few.prefix(3).map(\.value))
    #expect(edits.report.rows[0].usualRange?.count == 14)
  }
}
