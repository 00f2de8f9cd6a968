import LocalWiki
import Testing

@testable import KPIReports

/// What people write who never wrote YAML.
@Suite("A slip in a report file")
struct YAMLSlipTests {
  private static let good = """
    title: T
    wikis:
      meta: https://meta.wikimedia.org/w/api.php
    publish: {wiki: meta, page: KPIs}
    show: 6
    products:
      - name: VisualEditor
        feedback:
          - wiki: meta
            page: Feedback
    kpis:
      - edits:
          target: ">= 40"
      - participants
    """

  private func mistakes(_ old: String, _ new: String) throws -> [Mistake] {
    #expect(Self.good.contains(old))
    let folder = try TemporaryFolder()
    try folder.write(Self.good.replacing(old, with: new), to: "report.yaml")
    do {
      _ = try ReportReader().read(folder: folder.path)
      return []
    } catch { return error.mistakes }
  }

  @Test("is no byte order mark, which editors on Windows put first")
  func byteOrderMark() throws {
    #expect(try mistakes("title: T", "\u{FEFF}title: T").isEmpty)
    #expect(try mistakes("title: T", "\u{FEFF}titel: T").first?.message.contains("did you mean \"title\"") == true)
  }

  @Test("is a time in which no edit can lie", arguments: ["after: 7, within: 7", "after: 8, within: 7", "after: 30"])
  func noTime(options: String) throws {
    let told = try mistakes("- participants", "- newcomer-return-rate: {\(options)}")
    #expect(told.count == 1 && told[0].message.contains("must be more than \"after\""), "\(told)")
    #expect(try mistakes("- participants", "- newcomer-return-rate: {after: 0, within: 1}").isEmpty)
  }

  @Test(
    "is told once, with the line itself and how to write it, and the report can then be read",
    arguments: [
      ("target: \">= 40\"", "target: >= 100", 13, "target: \">= 100\""),
      ("target: \">= 40\"", "target: > 4", 13, "target: \"> 4\""),
      ("target: \">= 40\"", "target: >=100 # as agreed", 13, "target: \">=100\" # as agreed"),
      ("edits:\n      target: \">= 40\"", "edits: {target: >= 100}", 12, "- edits: {target: \">= 100\"}"),
      ("title: T", "title: a: b", 1, "title: \"a: b\""),
      ("title: T", "title: Our \"x\": y", 1, "title: \"Our \\\"x\\\": y\""),
      ("page: KPIs", "page: Team: KPIs", 4, "publish: {wiki: meta, page: \"Team: KPIs\"}"),
      ("show: 6", "show:6", 5, "show: 6"), ("title: T", "title:T", 1, "title: T"),
      ("title: T", "title: @T", 1, "title: \"@T\""),
      ("  - name: VisualEditor", "\t- name: VisualEditor", 7, "- name: VisualEditor"),
      ("    feedback:", "    \tfeedback:", 8, "feedback:"), ("page: Feedback", "page: {{FULLPAGENAME}}: x", 10, nil),
      ("title: T", "title: “T: x”", 1, "title: \"T: x\""), ("target: \">= 40\"", "target: >=“40”", 13, nil),
      ("title: T", "title: *T", 1, "title: \"*T\""), ("title: T", "title: %T", 1, "title: \"%T\""),
      ("  - participants", "  -participants: x", 14, nil), ("title: T", "title: [[T]]: x", 1, nil),
      ("title: T", "title: [[T]] and {{x|y}}", 1, "title: \"[[T]] and {{x|y}}\""),
      ("title: T", "title: Team #1", 1, "title: \"Team #1\""),
      ("title: T", "title: Our \"KPIs\" #kpi #team ", 1, "title: \"Our \\\"KPIs\\\" #kpi #team\""),
      ("name: VisualEditor", "name: VisualEditor #2", 7, "- name: \"VisualEditor #2\""),
    ] as [(String, String, Int, String?)])
  func told(old: String, new: String, line: Int, meant: String?) throws {
    let mistakes = try mistakes(old, new)
    #expect(!mistakes.isEmpty)
    let written = new.split(separator: "\n")[0].trimmingCharacters(in: .whitespaces)
    if let meant {
      #expect(mistakes.count == 1 && mistakes[0].line == line, "\(mistakes)")
      #expect(mistakes[0].message.contains(written), "\(mistakes)")
      #expect(mistakes[0].message.hasSuffix("write it like this:\n    \(meant)"), "\(mistakes)")
    } else {
      #expect(mistakes.contains { abs(($0.line ?? 0) - line) <= 1 }, "\(mistakes)")
    }
  }

  @Test(
    "is told also where YAML takes it for something else",
    arguments: [
      (
        "publish: {wiki: meta, page: KPIs}", "publish: {wiki:meta, page: KPIs}",
        "a space must follow the colon: write wiki: meta"
      ),
      (
        "publish: {wiki: meta, page: KPIs}", "publish: wiki:meta",
        "must be a mapping of names to values; a space must follow the colon"
      ),
      (
        "  - edits:\n      target: \">= 40\"\n  - participants", "  -edits\n  -participants",
        "kpis must be a list; a space must follow each hyphen: write - edits"
      ),
      ("target: \">= 40\"", "target: >", "begins with a sign that has a meaning in YAML"),
      ("target: \">= 40\"", "target: “>= 40”", "“>= 40”\" is no target"),
    ])
  func silent(old: String, new: String, message: String) throws {
    let mistakes = try mistakes(old, new)
    #expect(mistakes.contains { $0.message.contains(message) }, "\(mistakes)")
  }

  @Test("hides no other, and no other mistake")
  func several() throws {
    let mistakes = try mistakes("title: T\nwikis:", "title: a: b\nshow:6\nperiod: monthly\nwikis:")
    #expect(mistakes.compactMap(\.line).starts(with: [1, 2, 3]), "\(mistakes)")
    #expect(mistakes.contains { $0.message.contains("did you mean \"month\"?") }, "\(mistakes)")
  }

  @Test("is seen in no line of a good report")
  func good() throws {
    #expect(try mistakes("title: T", "title: T").isEmpty)
    for report in ["demo", "community-liaisons", "technical-collaboration"] {
      for line in try TestReports.text(of: "\(report)/report.yaml").split(separator: "\n") where !line.hasPrefix("#") {
        let found = YAMLSlip.mended(String(line))
        #expect(found == nil, "\(line): \(String(describing: found))")
      }
    }
  }

  @Test(
    "is no comment that is meant as one",
    arguments: [
      "title: T # the team's", "title: T ## old", "title: T #", "title: T#1", "title: \"T #1\"", "title: 'T' #1",
      "title: T\nshow: 6 #periods", "#title: X #1\ntitle: T", "title: T\n#kpis: none", "title: T   # 1st",
    ])
  func comments(title: String) throws {
    let found = try mistakes("title: T\nwikis", title + "\nwikis")
    #expect(found.allSatisfy { $0.message.contains("stands here twice") }, "\(found)")
  }

  @Test("is a link or a template in a note without quotation marks")
  func links() {
    let lines = [
      "  - {kpi: edits, text: see [[A|b]]}": "  - {kpi: edits, text: \"see [[A|b]]\"}",
      "  - {kpi: edits, text: {{phab|T1}}, and \"more\"}": "  - {kpi: edits, text: \"{{phab|T1}}, and \\\"more\\\"\"}",
      "  - {kpi: edits, text: Paused #1, period: 2026-10}": "  - {kpi: edits, text: \"Paused #1\", period: 2026-10}",
      "    text: {{phab|T1}}": "    text: \"{{phab|T1}}\"",
    ]
    for (written, meant) in lines { #expect(YAMLSlip.mended(written)?.meant == meant) }
    #expect(YAMLSlip.mended("  - {kpi: edits, text: \"see [[A|b]]\"}") == nil)
    #expect(YAMLSlip.mended("products: [{name: A, feedback: [{wiki: meta, page: F}]}]") == nil)
  }
}
