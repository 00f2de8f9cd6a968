import LocalWiki
import Testing

@testable import KPIReports

@Suite("Reading what a report says of its series")
struct HonestyReaderTests {
  private static let good = """
    title: T
    wikis: {meta: https://meta.wikimedia.org/w/api.php}
    products:
      - {name: V, feedback: [{wiki: meta, page: Feedback}]}
    kpis: [edits, {returning-participants: {retired: false, definition: 1}}]
    breaks: [{period: 2026-03, text: New accounts}, {period: 2026-03, text: Moved, kpi: edits}]
    blocks: [robustness, cohorts]
    """

  private func read(_ yaml: String) throws -> ReportDefinition {
    let folder = try TemporaryFolder()
    try folder.write(yaml, to: "report.yaml")
    return try ReportReader().read(folder: folder.path)
  }

  @Test("takes breaks, blocks, versions and retired KPIs")
  func good() throws {
    let definition = try read(
      Self.good.replacing("retired: false", with: "retired: true").replacing("robustness, ", with: ""))
    #expect(definition.breaks.map(\.kpi) == [nil, "edits"] && definition.breaks[0].text == "New accounts")
    #expect(definition.breaks(of: "edits").count == 2 && definition.breaks(of: "returning-participants").count == 1)
    #expect(definition.blocks == [.cohorts])
    #expect(definition.kpis[1].isRetired && definition.kpis[1].pinnedVersion == 1 && !definition.kpis[0].isRetired)
    #expect(try read(Self.good).blocks == [.robustness, .cohorts])
  }

  @Test(
    "says each mistake with its line",
    arguments: [
      ("definition: 1", "definition: 2", 5, "can't be measured by definition 2; there is only 1"),
      ("definition: 1", "definition: newest", 5, "must be a whole number"),
      ("retired: false", "retired: yes", 5, "must be true or false"),
      ("retired: false", "retird: true", 5, "did you mean \"retired\"?"),
      ("period: 2026-03, text: New", "period: 2026-3, text: New", 6, "is no period"),
      ("period: 2026-03, text: New", "period: 2026-Q1, text: New", 6, "is a quarter"),
      ("text: Moved, kpi: edits", "text: Moved, kpi: edit", 6, "has no KPI \"edit\"; did you mean \"edits\"?"),
      ("text: Moved, kpi: edits", "text: Moved", 6, "stands here twice"),
      ("{period: 2026-03, text: New accounts}", "{period: 2026-03}", 6, "needs the key \"text\""),
      ("{period: 2026-03, text: New accounts}", "2026-03", 6, "must be a mapping"),
      ("robustness, cohorts", "robustnes", 7, "did you mean \"robustness\"?"),
      ("robustness, cohorts", "cohorts, cohorts", 7, "named twice"),
      ("blocks: [robustness, cohorts]", "blocks: cohorts", 7, "must be a list"),
      (
        ", {returning-participants: {retired: false, definition: 1}}", "", 7,
        "needs a KPI that has the option min_edits"
      ),
      ("retired: false", "retired: true", 7, "needs a KPI that has the option min_edits"),
      ("feedback: [{wiki: meta, page: Feedback}]", "support: [{wiki: meta, page: H}]", 7, "needs feedback pages"),
    ])
  func mistakes(old: String, new: String, line: Int, message: String) throws {
    let error = #expect(throws: ReportMistakes.self) { try read(Self.good.replacing(old, with: new)) }
    let mistakes = error?.mistakes ?? []
    #expect(mistakes.contains { $0.line == line && $0.message.contains(message) }, "\(mistakes)")
  }
}
