import LocalWiki
import Logging
import MediaWiki
import Testing

@testable import KPIReports

@Suite("A template")
struct TemplateTests {
  @Test("are read without the byte order mark that editors on Windows put first")
  func byteOrderMark() async throws {
    let rendered = try await Self.rendered(page: "A <%title%>\n", mark: "\u{FEFF}")
    let page = rendered.content(computed: Instant(seconds: 0))
    #expect(page.trimmingPrefix("\n").hasPrefix("A ") && !page.contains("\u{FEFF}"), "\(page)")
    #expect(rendered.summary == "Bot")
  }

  @Test("is checked quickly, however often partials take in others in sections of all kinds")
  func manyWays() throws {
    let sections = ["groups", "rows", "cells", "products", "retired", "comparison"]
    var partials = ["p30": "<%title%>"]
    for place in 0..<30 {
      partials["p\(place)"] = sections.map { "<%#\($0)%><%> p\(place + 1)%><%/\($0)%>" }.joined()
    }
    let told = try Self.mistakes(page: "<%> p0%>", partials: partials)
    #expect(!told.isEmpty && told.allSatisfy { $0.contains("nothing is \"") })
  }

  /// The demo with a page and a summary of its own.
  private static func rendered(
    page: String, summary: String = "Bot", mark: String = ""
  ) async throws -> RenderedReport {
    let folder = try TemporaryFolder()
    try folder.write(try TestReports.text(of: "demo/report.yaml"), to: "mine/report.yaml")
    for file in ["pages.csv", "revisions.csv", "accounts.csv", "pageviews.csv"] {
      if let text = try? TestReports.text(of: "demo/facts/\(file)") { try folder.write(text, to: "mine/facts/\(file)") }
    }
    try folder.write(mark + "{{=<% %>=}}\n" + page, to: "mine/page.mustache")
    try folder.write(mark + "{{=<% %>=}}\n" + summary, to: "mine/summary.mustache")
    var options = Pipeline.Options(folder: folder.path + "/mine")
    options.shippedTemplates = TestReports.templates
    let pipeline = try Pipeline(options, clock: Instant(seconds: 0), environment: [:])
    return pipeline.render(try await pipeline.measure(try await pipeline.openStore(log: Logger(label: "test"))))
  }

  private static func mistakes(page: String, summary: String = "Bot", partials: [String: String] = [:]) throws
    -> [String]
  {
    let folder = try TemporaryFolder()
    try folder.write("{{=<% %>=}}\n" + page, to: "mine/page.mustache")
    try folder.write("{{=<% %>=}}\n" + summary, to: "mine/summary.mustache")
    for (name, text) in partials { try folder.write("{{=<% %>=}}\n" + text, to: "mine/\(name).mustache") }
    let error = #expect(throws: ReportMistakes.self) {
      try TemplateFolder(folder: folder.path + "/mine", shipped: TestReports.templates)
    }
    return (error?.mistakes ?? []).map { String($0.description.dropFirst(folder.path.count + "/mine/".count)) }
  }

  @Test("shows values and changes by their names alone as text")
  func texts() async throws {
    let report = try await Self.rendered(
      page: """
        <%#headlines%>* <%value%> <%noun%>
        <%/headlines%>
        <%#groups%><%#rows%><%title%>: <%#cells%><%value%>, <%/cells%><%change%>.
        <%/rows%><%/groups%>
        """, summary: "<%#numbers%><%.%><%^isLast%>, <%/isLast%><%/numbers%>")
    let page = report.content(computed: report.asOf)
    for text in [
      "* 119 people", "Returning participants: 66, 77, 81, 104, 105, 119, ▲\u{A0}14 more.",
      "Newcomer return rate: 45\u{A0}%, 38\u{A0}%", "–, 13,818, 21,520",
    ] {
      #expect(page.contains(text), "\(page)")
    }
    #expect(!page.contains("("))
    #expect(report.summary.contains("119 people came back") && !report.summary.contains("Number"), "\(report.summary)")
  }

  @Test(
    "is refused, with the line, where it shows a list or an object that has no text",
    arguments: [
      ("x\n<%headlines%>", "\"headlines\" has no text of its own; # before it opens a section"),
      ("x\n<%#groups%><%rows%><%/groups%>", "\"rows\" has no text of its own"),
      ("x\n<%.%>", "\".\" has no text of its own"), ("x\n<%comparison%>", "\"comparison\" has no text of its own"),
      ("x\n<%#groups%><%#isFirst%><%.%><%/isFirst%><%/groups%>", "\".\" has no text of its own"),
      ("x\n<%hasNotes%>", "\"hasNotes\" is true or false and has no text"),
      ("x\n<%retired.rows%>", "\"retired.rows\" has no text of its own"),
    ])
  func withoutText(page: String, message: String) throws {
    let told = try Self.mistakes(page: page)
    #expect(told.count == 1 && told[0].hasPrefix("page.mustache:3: \(message)"), "\(told)")
  }

  @Test("is refused, with the line, where it names what is nothing there")
  func elsewhere() throws {
    #expect(
      try Self.mistakes(page: "<%verdict%>\n<%#groups%><%#rows%><%verdict%><%unit%><%/rows%><%/groups%>") == [
        "page.mustache:2: nothing is \"verdict\" here; it belongs into a section of \"rows\""
      ])
    #expect(try Self.mistakes(page: "", summary: "<%numbers%> <%text%>").count == 2)
    // What a section does not open stays what it was, and the end of the section ends it.
    let told = try Self.mistakes(page: "<%^groups%><%id%><%/groups%>\n<%#retired%><%/retired%><%rows.id%>\n<%chart.x%>")
    #expect(
      told.map { $0.prefix { $0 != "\"" } }
        == (2...4).map { "page.mustache:\($0): \($0 == 4 ? "unknown value" : "nothing is") " })
    // One mistake is told once, and not once more for each name in its section.
    #expect(try Self.mistakes(page: "<%#groop%><%#rows%><%id%><%/rows%><%/groop%>").count == 1)
  }

  @Test("takes a partial in where its names stand for something, and says where they don't")
  func partials() throws {
    let told = try Self.mistakes(
      page: "<%#groups%><%#rows%><%> mine%><%/rows%><%/groups%><%> mine%><%> mine%>", partials: ["mine": "\n<%id%>"])
    #expect(
      told == [
        "mine.mustache:3: nothing is \"id\" here; it belongs into a section of \"rows\" (page > mine)"
      ])
  }
}
