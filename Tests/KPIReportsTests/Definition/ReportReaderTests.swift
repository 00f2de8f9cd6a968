import LocalWiki
import Testing

@testable import KPIReports

@Suite("Reading a report file")
struct ReportReaderTests {
  private static let good = """
    title: T
    wikis:
      meta: https://meta.wikimedia.org/w/api.php
    publish: {wiki: meta, page: KPIs}
    products:
      - name: VisualEditor
        feedback: [{wiki: meta, page: Feedback}]
    kpis: [edits]
    """

  @Test(
    "says each mistake in one sentence with its line and the nearest valid name",
    arguments: [
      ("title: T\n", "titel: T\n", 1, "unknown key \"titel\"; did you mean \"title\"?"),
      ("kpis: [edits]", "kpis: [edit]", 8, "unknown KPI \"edit\"; did you mean \"edits\"?"),
      ("kpis: [edits]", "kpis: [{edits: {min_edit: 2}}]", 8, "unknown key \"min_edit\" in kpis[1].edits"),
      ("kpis: [edits]", "kpis: [edits, edits]", 8, "named twice"),
      ("kpis: [edits]", "kpis: [{edits: {target: lots}}]", 8, "no target"),
      ("kpis: [edits]", "kpis: [support-pageviews]", 8, "needs support pages"),
      ("    feedback: [{wiki: meta, page: Feedback}]", "", 6, "has no pages"),
      ("kpis:", "  - {name: visualeditor, feedback: [{wiki: meta, page: F}]}\nkpis:", 8, "named twice"),
      ("kpis:", "period: months\nkpis:", 8, "can't be \"months\"; did you mean \"month\"?"),
      ("wiki: meta, page: KPIs", "wiki: mete, page: KPIs", 4, "not defined under \"wikis\"; did you mean \"meta\"?"),
      ("https://meta", "http://meta", 3, "https"),
      ("kpis:", "show: 0\nkpis:", 8, "from 1 to 60"),
      ("page: Feedback", "page: \"Feed|back\"", 7, "can't have \"|\""),
      ("kpis:", "notes: [{kpi: edits, period: 2026-13, text: x}]\nkpis:", 8, "is no period"),
      ("kpis:", "notes: [{kpi: edits, period: 2026-W10, text: x}]\nkpis:", 8, "is a week"),
      ("kpis:", "notes: [{kpi: participants, period: 2026-10, text: x}]\nkpis:", 8, "has no KPI"),
      ("title: T\n", "title: &a T\n", 1, "anchors and aliases"),
      ("title: T\n", "title: T\ntitle: U\n", 2, "the key \"title\" stands here twice; the first time on line 1"),
      ("kpis:", "'show': 3\nkpis:\nshow: 2\nkpis:", 10, "the key \"show\" stands here twice"),
      ("title: T\n", "title: [\n", nil, "not YAML"),
      ("kpis: [edits]", "", 1, "the key \"kpis\" is missing"),
      ("page: Feedback", "page: Feedback, archives: Feedback/Archive", 7, "end in one *"),
    ] as [(String, String, Int?, String)])
  func mistakes(old: String, new: String, line: Int?, message: String) throws {
    let mistakes = try mistakes(of: Self.good.replacing(old, with: new))
    #expect(mistakes.contains { $0.message.contains(message) }, "\(mistakes)")
    if let line { #expect(mistakes.contains { $0.line == line && $0.message.contains(message) }, "\(mistakes)") }
  }

  @Test("says all mistakes, not only the first, in the order of their lines")
  func all() throws {
    let mistakes = try mistakes(
      of: Self.good.replacing("title: T", with: "titel: T").replacing("[edits]", with: "[edit]")
        .replacing("{wiki: meta, page: KPIs}", with: "{wiki: mete, page: KPIs}"))
    #expect(mistakes.count == 4)
    #expect(mistakes.compactMap(\.line) == mistakes.compactMap(\.line).sorted())
  }

  @Test("takes what a report may say")
  func good() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      Self.good.replacing(
        "[edits]", with: "[{returning-participants: {target: \"≥ 40\", min_edits: 3, distinct_days: true}}]"),
      to: "report.yaml")
    let definition = try ReportReader().read(folder: folder.path)
    #expect(definition.wikis[0].project == "meta.wikimedia.org")
    #expect(definition.kpis[0].target == Target(comparison: .atLeast, value: 40))
    #expect(definition.kpis[0].options.minEdits == 3 && definition.kpis[0].options.distinctDays)
  }

  @Test("never crashes and always says something, whatever is in the file", arguments: 0..<300)
  func fuzz(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var bytes = Array(Self.good.utf8)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: place)
      default:
        bytes.insert(
          contentsOf: Array(["{", "}", "[", "- ", ": ", "\n", "&a ", "*a", "\0"].randomElement(using: &random)!.utf8),
          at: place)
      }
    }
    let folder = try TemporaryFolder()
    try folder.write(String(decoding: bytes, as: UTF8.self), to: "report.yaml")
    do { _ = try ReportReader().read(folder: folder.path) } catch {
      #expect(!error.mistakes.isEmpty)
      #expect(error.mistakes.allSatisfy { !$0.message.isEmpty })
    }
  }

  @Test("names the template that is missing, and the partial with its line")
  func templates() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.good, to: "report/report.yaml")
    try folder.write("{{=<% %>=}}\n<%> scorcard%>\n<%titel%>\n<%&title%>\n", to: "report/page.mustache")
    try folder.write("", to: "partials/scorecard.mustache")
    let error = #expect(throws: ReportMistakes.self) {
      try TemplateFolder(folder: folder.path + "/report", shipped: nil)
    }
    let texts = (error?.mistakes ?? []).map(\.description)
    #expect(
      texts.contains {
        $0.contains("page.mustache:2: the partial \"scorcard\" is missing; did you mean \"scorecard\"?")
      })
    #expect(texts.contains { $0.contains("page.mustache:3: unknown value \"titel\"; did you mean \"title\"?") })
    #expect(texts.contains { $0.contains("page.mustache:4: \"title\" must be escaped") })
    #expect(texts.contains { $0.contains("summary.mustache:1: the template is missing") })
  }

  private func mistakes(of yaml: String) throws -> [Mistake] {
    let folder = try TemporaryFolder()
    try folder.write(yaml, to: "report.yaml")
    let error = #expect(throws: ReportMistakes.self) { try ReportReader().read(folder: folder.path) }
    return error?.mistakes ?? []
  }
}
