import MediaWiki
import Testing

@testable import KPIReports

@Suite("A value that comes out differently later")
struct RevisionTests {
  private static func notes(_ told: [ToldValue], _ change: (inout MonthlyEdits) -> Void = { _ in }) throws -> [String] {
    var edits = try MonthlyEdits([9, 10, 14])
    edits.told = told
    change(&edits)
    return edits.report.rows[0].revisions.map(\.note)
  }

  @Test("is shown with what readers were told at first and what is true now")
  func revised() throws {
    #expect(try Self.notes([]) == [])
    #expect(try Self.notes([MonthlyEdits.told(10, in: "2026-09")]) == [])
    #expect(
      try Self.notes([MonthlyEdits.told(12, in: "2026-09")]) == ["Revised: first published as 12, now 10."])
    #expect(
      try Self.notes([MonthlyEdits.told(12_000, in: "2026-09")]) == ["Revised: first published as 12,000, now 10."])
    // A value of a product or of a period that is not shown is another one.
    #expect(try Self.notes([MonthlyEdits.told(12, in: "2026-09", product: "A")]) == [])
    #expect(try Self.notes([MonthlyEdits.told(12, in: "2026-05")]) == [])
  }

  @Test("stays shown once it was published, against what was told first")
  func again() throws {
    let told = ToldValue(
      first: try MonthlyEdits.told(12, in: "2026-09").first, last: try MonthlyEdits.told(10, in: "2026-09").last)
    #expect(try Self.notes([told]) == ["Revised: first published as 12, now 10."])
  }

  @Test("says when the report's own definition is another one")
  func method() throws {
    let told = try MonthlyEdits.told(12, in: "2026-09", method: "Edits by everybody.")
    #expect(try Self.notes([told]) == ["Revised: first published as 12 by another definition, now 10."])
  }

  @Test("is no revision where it is shown as the same")
  func rounded() throws {
    let kpi = try #require(KPICatalogue.definition("retention-rate"))
    func cell(_ value: Double, of n: Int) -> KPIReports.Measurement {
      KPIReports.Measurement(
        kpi: kpi.id, definition: 1, product: nil, period: MonthlyEdits.last, value: value, unit: .share,
        numerator: value * Double(n), denominator: Double(n), low: nil, high: nil, n: n, status: .complete, reason: nil,
        note: nil)
    }
    func note(_ told: Double, of toldN: Int?, now: KPIReports.Measurement) -> String? {
      let value = PublishedValue(
        kpi: kpi.id, definition: 1, method: "m", product: nil, period: "2026-10", value: told, status: .complete,
        numerator: toldN.map { told * Double($0) }, denominator: toldN.map(Double.init), n: toldN)
      let told = ToldValue(first: value, last: value)
      return Revision(of: now, told: [told], method: "m", minimum: 5)?.note
    }
    #expect(note(0.6443, of: 1_000, now: cell(0.6449, of: 1_000)) == nil)
    #expect(note(0.63, of: 100, now: cell(0.64, of: 100)) == "Revised: first published as 63 %, now 64 %.")
    #expect(note(0.5, of: 4, now: cell(0.25, of: 4)) == "Revised: first published as 2 of 4, now 1 of 4.")
    // A store of an earlier release did not keep the parts of a rate.
    #expect(note(0.5, of: nil, now: cell(0.5, of: 4)) == nil)
    let unknown = KPIReports.Measurement(
      kpi: kpi.id, definition: 1, product: nil, period: MonthlyEdits.last, value: nil, unit: .share, numerator: nil,
      denominator: nil, low: nil, high: nil, n: nil, status: .unknown, reason: "x", note: nil)
    #expect(note(0.63, of: 100, now: unknown) == "Revised: first published as 63 %, now unknown.")
  }

  @Test("is kept by the store: what was told first and last, of final values on the page only")
  func store() async throws {
    let store = try FactStore()
    let wiki = try await store.wikiID(api: "https://example.org/api.php")
    func save(_ value: Double, _ status: KPIReports.Measurement.Status, _ fate: EditFate, definition: Int = 1)
      async throws
    {
      let edit = IntendedEdit(title: "KPIs", baseRevision: 7, sha1: "a9993e36", summary: "Bot", user: "KPIBot")
      let published = PublishedValue(
        kpi: "edits", definition: definition, method: "m", product: nil, period: "2026-10", value: value,
        status: status,
        numerator: 1, denominator: 2, n: 3)
      let number = try await store.beginSave(
        edit, of: "team", wiki: wiki, run: "r", values: [published], at: MonthlyEdits.asOf)
      try await store.endSave(number, fate, at: MonthlyEdits.asOf)
    }
    try await save(1, .partial, .saved(revision: 1))
    try await save(2, .complete, .notSaved)
    try await save(3, .complete, .saved(revision: 2))
    try await save(4, .complete, .saved(revision: 3))
    try await save(5, .complete, .unchanged)
    try await save(6, .complete, .saved(revision: 4), definition: 2)
    let told = try await store.toldValues(of: "team", in: [MonthlyEdits.last])
    #expect(told.map(\.first.value) == [3, 6] && told.map(\.last.value) == [5, 6])
    #expect(told.map(\.first.definition) == [1, 2] && told[0].first.denominator == 2 && told[0].first.n == 3)
    #expect(try await store.toldValues(of: "team", in: [MonthlyEdits.last.previous]).isEmpty)
    #expect(try await store.toldValues(of: "other", in: [MonthlyEdits.last]).isEmpty)
  }
}
