import MediaWiki
import Testing

@testable import KPIReports

@Suite("The sections of a report")
struct RowGroupTests {
  private static func definition(_ id: String, _ nature: KPINature, _ audience: KPIDefinition.Audience) -> KPIDefinition
  {
    KPIDefinition(
      id: id, title: id, question: "?", unit: .edits, better: .more, nature: nature, audience: audience,
      definition: { _ in "" }, phrase: { _ in KPIPhrase("edit", "edits", "") }, formula: KPIDefinition.edits.formula)
  }

  private static func report(_ kpis: [KPIDefinition], retired: Set<String> = []) throws -> Report {
    var edits = try MonthlyEdits([1, 2, 3])
    edits.definition.kpis = kpis.map {
      KPIRequest(kpi: $0, options: KPIOptions(), target: nil, isRetired: retired.contains($0.id))
    }
    return edits.report
  }

  @Test("keep results before activity, and communities apart from staff")
  func audiences() throws {
    let report = try Self.report([
      Self.definition("a", .activity, .staff), Self.definition("b", .result, .staff),
      Self.definition("c", .activity, .community), Self.definition("d", .result, .community),
    ])
    let groups = Report.groups(of: report.rows)
    #expect(
      groups.map(\.title) == [
        "Results for communities", "Results for staff and partners", "Activity for communities",
        "Activity for staff and partners",
      ])
    #expect(groups.map { $0.rows.map(\.request.kpi.id) } == [["d"], ["b"], ["c"], ["a"]])
    let page = PageContext(report, computed: MonthlyEdits.asOf)
    #expect(
      page.groups.map(\.title) == groups.map(\.title) && page.groups.map(\.isFirst) == [true, false, false, false])
    let terminal = TerminalReport(report, style: .plain).text
    for group in groups { #expect(terminal.contains("\n\(group.title)")) }
  }

  @Test("are called as always where all is for communities")
  func one() throws {
    let report = try Self.report([
      Self.definition("a", .result, .community), Self.definition("b", .activity, .community),
    ])
    #expect(Report.groups(of: report.rows).map(\.title) == ["Results", "Activity"])
  }

  @Test("keep a retired KPI apart with its history, without change, target or judgement")
  func retired() throws {
    var edits = try MonthlyEdits([5, 6, 5, 6, 5, 6, 5, 6, 5, 6], kpis: ["edits", "participants"])
    edits.definition.kpis[0].isRetired = true
    edits.definition.kpis[0].target = Target(comparison: .atLeast, value: 1)
    let report = edits.report
    let row = report.rows[0]
    #expect(row.cells.map(\.value) == [6, 5, 6] && row.change == nil && row.usualRange == nil && row.verdict == nil)
    #expect(row.targetText == nil)
    #expect(Report.groups(of: report.rows).flatMap(\.rows).map(\.request.kpi.id) == ["participants"])
    #expect(report.retired.map(\.request.kpi.id) == ["edits"])
    let page = PageContext(report, computed: MonthlyEdits.asOf)
    #expect(page.retired?.rows.map(\.title) == ["Edits"])
    #expect(page.products[0].columns.map(\.label) == ["Participants", "Edits (retired)"])
    #expect(page.comparison?.columns.map(\.label) == ["Participants"])
    #expect(report.headlines.map(\.noun) == ["person"])
    #expect(TerminalReport(report, style: .plain).text.contains("\nNo longer followed\n  Edits"))
    #expect(report.measurements.count == 2 * 2 * 3)
  }

  @Test("keep what readers were told of a retired KPI that can't be measured any more, and don't stop a publish")
  func retiredUnknown() throws {
    var edits = try MonthlyEdits([1, 2, 3], kpis: ["edits", "support-pageviews"])
    edits.definition.kpis[1].isRetired = true
    #expect(edits.report.rows[1].current.status == .unknown && edits.report.reasonNotToPublish == nil)
    let value = PublishedValue(
      kpi: "support-pageviews", definition: 1, method: "m", product: nil, period: "2026-10", value: 70,
      status: .complete)
    edits.told = [ToldValue(first: value, last: value)]
    #expect(edits.report.rows[1].current.value == 70 && edits.report.rows[1].current.status == .complete)
    edits.definition.kpis[1].isRetired = false
    #expect(edits.report.rows[1].current.value == nil && edits.report.reasonNotToPublish != nil)
  }

  @Test(
    "show a target as it was chosen",
    arguments: [
      (">= 0.9 %", MeasureUnit.share, "≥ 0.9 %"), ("= 56.7 %", .share, "= 56.7 %"), ("< 60 %", .share, "< 60 %"),
      (">= 40", .people, "≥ 40"), ("<= 2", .days, "≤ 2.0"), ("<= 2.25", .days, "≤ 2.25"),
      ("> 48210", .views, "> 48,210"),
      (">= -10", .points, "≥ -10.0"), (">= 1.5", .people, "≥ 1.5"),
    ])
  func targets(text: String, unit: MeasureUnit, shown: String) throws {
    let target = try #require(Target(text))
    #expect("\(target.comparison.symbol) \(ShownValue(exactly: target.value, unit: unit).text)" == shown)
  }

  @Test("say that a target is missed where a value is beyond it, however far")
  func bounded() throws {
    func verdict(_ low: Double, _ target: String) throws -> Verdict {
      let cell = KPIReports.Measurement(
        kpi: "x", definition: 1, product: nil, period: MonthlyEdits.last, value: nil, unit: .days, numerator: nil,
        denominator: nil, low: low, high: nil, n: 9, status: .complete, reason: nil, note: nil)
      return Verdict(cell, target: try #require(Target(target)))
    }
    #expect(try verdict(19, "<= 2") == .missed(by: 17, orMore: true))
    #expect(try verdict(19, "<= 20") == .open && verdict(19, ">= 2") == .open)
  }

  @Test("say of a target whether it is met, by how much it is missed, or why that is not known")
  func verdicts() throws {
    func verdict(_ value: Double?, _ target: String, n: Int = 100, unit: MeasureUnit = .share) throws -> Verdict {
      let cell = KPIReports.Measurement(
        kpi: "x", definition: 1, product: nil, period: MonthlyEdits.last, value: value, unit: unit, numerator: nil,
        denominator: nil, low: nil, high: nil, n: n, status: value == nil ? .unknown : .complete, reason: nil, note: nil
      )
      let found = Verdict(cell, target: try #require(Target(target)), minimum: 5)
      guard case .missed(let distance, _) = found, distance < 1e-9 else { return found }
      return .missed(by: 0)
    }
    #expect(try verdict(0.5, ">= 50 %") == .met)
    #expect(try verdict(0.25, ">= 50 %") == .missed(by: 0.25))
    #expect(try verdict(nil, ">= 50 %") == .open)
    #expect(try verdict(0.25, ">= 50 %", n: 4) == .tooFew)
    #expect(try verdict(3, "<= 2", n: 4, unit: .people) == .missed(by: 1))
    #expect(try verdict(2, "< 2", unit: .days) == .missed(by: 0) && verdict(2, "= 2", unit: .days) == .met)
    // Neither a mean nor a per cent need have an exact binary form.
    #expect(try verdict(0.1 + 0.2 + 2.7 - 1e-15, ">= 3", unit: .points) == .met)
    for tenths in 1...999 {
      let (share, target) = (Double(tenths) / 1_000, "\(tenths / 10).\(tenths % 10) %")
      for comparison in [">=", "<=", "="] { #expect(try verdict(share, "\(comparison) \(target)") == .met) }
      for comparison in [">", "<"] { #expect(try verdict(share, "\(comparison) \(target)") == .missed(by: 0)) }
    }
    #expect(try verdict(-20, ">= -10", unit: .points) == .missed(by: 10) && verdict(-5, "≥ −10", unit: .points) == .met)
  }
}
