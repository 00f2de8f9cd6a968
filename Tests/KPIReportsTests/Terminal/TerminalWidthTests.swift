import LocalWiki
import Logging
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("A report in a terminal", .bounded)
struct TerminalWidthTests {
  private static let widths = 40...200
  /// Some of them, since a report takes long to draw in a debug build.
  private static let someWidths = Array(stride(from: 40, through: 200, by: 9)) + [200]

  /// The demo, with another definition.
  private static func demo(_ edit: (inout ReportDefinition) -> Void = { _ in }) async throws -> Report {
    var options = Pipeline.Options(folder: TestReports.templates + "/demo")
    options.shippedTemplates = TestReports.templates
    let pipeline = try Pipeline(options, clock: Instant(seconds: 0), environment: [:])
    let store = try await pipeline.openStore(log: Logger(label: "test"))
    var definition = pipeline.definition
    edit(&definition)
    let facts = try await store.facts(for: definition, until: pipeline.asOf)
    return Report(definition, facts: facts, periods: pipeline.periods, asOf: pipeline.asOf)
  }

  private static func text(_ report: Report, width: Int) -> String {
    TerminalReport(report, style: .plain, width: width).text
  }

  /// The lines that are wider than they may be, at any of the widths.
  private static func tooWide(_ report: Report, widths: some Sequence<Int> = someWidths) -> [String] {
    widths.flatMap { width in
      text(report, width: width).split(separator: "\n").filter { $0.displayWidth > width }.map { "\(width): \($0)" }
    }
  }

  @Test("fits every width, and shows the newest value, target, change and trend at each")
  func demo() async throws {
    let report = try await Self.demo()
    #expect(Self.tooWide(report, widths: Self.widths) == [])
    for width in Self.someWidths where width >= 60 {
      let text = Self.text(report, width: width)
      for part in ["Returning participants", "119", "≥ 60", "met", "▲ 14 more (+13 %)", "▁▂▃▆▆█", "above", "Sources"] {
        #expect(text.contains(part), "\(part) at \(width)")
      }
    }
  }

  @Test("lists the footnotes whose marks stand at a value, without gaps, and no others")
  func footnotes() async throws {
    let report = try await Self.demo()
    var counts: Set<Int> = []
    for width in Self.someWidths {
      let text = Self.text(report, width: width)
      let isMark = { (character: Character) in "¹²³⁴⁵⁶⁷⁸⁹⁰".contains(character) }
      let lines = text.split(separator: "\n")
      let listed = lines.filter { $0.first.map(isMark) ?? false }.map { String($0.prefix(while: isMark)) }
      let marks = lines.filter { $0.first.map { !isMark($0) } ?? true }
        .flatMap { $0.split { !isMark($0) }.map(String.init) }
      #expect(listed == (1..<(listed.count + 1)).map(TerminalText.superscript), "\(width)")
      #expect(Set(marks) == Set(listed), "\(width): \(text)")
      counts.insert(listed.count)
    }
    #expect(counts.count > 1 && counts.contains(5), "\(counts)")
  }

  @Test("says how many periods are left out, exactly where some are")
  func leftOut() async throws {
    let report = try await Self.demo { $0.blocks = [] }
    for width in Self.someWidths {
      let lines = Self.text(report, width: width).split(separator: "\n")
      for (name, next) in [("Results", "Since"), ("Dark mode", "¹")] {
        let head = try #require(lines.firstIndex { $0.hasPrefix(name) })
        let shown = ["May", "Jun", "Jul", "Aug", "Sep", "Oct"].filter { lines[head].contains($0) }
        let said = lines[head...].prefix { !$0.hasPrefix(next) }.first { $0.contains("not shown") }
        let hidden = 6 - shown.count
        let words = hidden == 1 ? "  1 earlier month is not shown" : "  \(hidden) earlier months are not shown"
        #expect(said.map(String.init) == (hidden == 0 ? nil : words), "\(width)")
        #expect(shown.last == "Oct")
      }
    }
  }

  @Test("is no wider than its content")
  func unstretched() async throws {
    let report = try await Self.demo { $0.blocks = [] }
    let tables = [200, 500].map { width in Self.text(report, width: width).split(separator: "\n").prefix(11) }
    #expect(tables[0] == tables[1])
  }

  @Test("stays aligned with names in any writing, and lets none of them control the terminal")
  func hostileNames() async throws {
    let names = [
      "編集フィードバック：日本語の製品名はとても長いことがあります、そして続きます", "מוצר עם שם ארוך מאוד 2026 (ניסוי)",
      "👨‍👩‍👧👍🏽🇩🇪 emoji 1️⃣ \u{202E}evil\u{2066} \u{1B}[2J\u{7}", "e\u{301}" + String(repeating: "\u{301}", count: 200),
    ]
    let report = try await Self.demo { definition in
      definition.blocks = []
      definition.title = String(repeating: "جدول أعمال ", count: 20) + String(repeating: "x", count: 300)
      for place in definition.products.indices { definition.products[place].name = names[place] }
      for place in definition.notes.indices {
        definition.notes[place].product = definition.notes[place].product.map { _ in names[2] }
        let more = String(repeating: "長", count: 150) + "\u{2028}\u{202D}"
        definition.notes[place].text = LinkedText(plain: definition.notes[place].text.plain + more)
      }
    }
    #expect(Self.tooWide(report) == [])
    for width in [60, 100, 200] {
      let text = Self.text(report, width: width)
      let controls = text.unicodeScalars.filter { scalar in
        scalar.properties.generalCategory == .control && scalar != "\n"
          || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2067).contains(scalar.value)
          || (0x2028...0x2029).contains(scalar.value)
      }
      #expect(controls.isEmpty)
      // What is isolated ends on its line.
      for line in text.split(separator: "\n") {
        #expect(line.unicodeScalars.count { $0 == "\u{2068}" } == line.unicodeScalars.count { $0 == "\u{2069}" })
      }
      // The head of each product has the columns of its rows.
      let lines = text.split(separator: "\n").map(String.init)
      let ends = lines.filter { $0.contains("Oct  ") }.map { line in
        line[..<(line.range(of: "Oct")?.upperBound ?? line.endIndex)].displayWidth
      }
      #expect(ends.count == 5 && Set(ends.suffix(4)).count == 1, "\(ends)")
    }
  }

  @Test("has room for intervals, titles and numbers of its own")
  func hostileValues() async throws {
    let rows = ["2026-08", "2026-09", "2026-10"].map { "big,\($0),123456789012345\nhttps,\($0),0.5\n" }.joined()
    let answers = (1...28).map { "2026-10-\($0 < 10 ? "0" : "")\($0),Useful,\($0 % 5)\n" }.joined()
    let report = try await TableReport(
      kpis: """
        - satisfaction: {target: ">= 3"}
        - figure: {name: big, title: "\(String(repeating: "大きい", count: 30))", unit: "عدد"}
        - figure: {name: https, title: "\(String(repeating: "a/", count: 100))", target: "<= 1"}
        """,
      files: ["facts/figures.csv": "kpi,period,value\n" + rows, "facts/survey.csv": "date,statement,score\n" + answers]
    ).report()
    #expect(Self.tooWide(report) == [])
    for width in Self.someWidths where width >= 60 {
      let text = Self.text(report, width: width)
      #expect(text.contains("123,456,789,012,345"), "\(width)")
      #expect(text.contains("n = 28"), "\(width)")
    }
  }

  @Test("shows of many periods as many as fit")
  func manyPeriods() async throws {
    let rows = (2000...2026).flatMap { year in
      (1...12).map { "f,\(year)-\($0 < 10 ? "0" : "")\($0),\(year * $0)\n" }
    }.joined()
    let report = try await TableReport(
      kpis: "- figure: {name: f}", files: ["facts/figures.csv": "kpi,period,value\n" + rows], periods: 60
    ).report()
    #expect(Self.tooWide(report) == [])
    #expect(Self.text(report, width: 200).contains("Jan 2026"))
  }
}
