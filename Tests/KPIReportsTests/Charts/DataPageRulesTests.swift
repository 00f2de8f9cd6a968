import LocalWiki
import TestTraits
import Testing

@testable import KPIReports

/// What JsonConfig takes and what it refuses, as its source has it; each case is one thing that differs from a good page.
struct DataPageCase: Sendable, CustomTestStringConvertible {
  let what: String
  let text: String
  /// Where the rules complain; nil where the page is good.
  let place: String?

  var testDescription: String { what }

  var page: DataPage {
    DataPage(kind: .table, name: "Case.tab", content: JSONValue(parsing: text) ?? .null)
  }

  private init(_ what: String, _ place: String?, _ old: String = "", _ new: String = "", in text: String = table) {
    self.what = what
    self.place = place
    self.text = old.isEmpty ? text : text.replacing(old, with: new)
  }

  private static let table = """
    {"license":"CC0-1.0","description":{"en":"D"},"sources":"S\\nS","schema":{"fields":[\
    {"name":"period","type":"string","title":{"en":"P","de":"Q"}},{"name":"n_1","type":"number"},\
    {"name":"f","type":"boolean"},{"name":"l","type":"localized"}]},\
    "data":[["2026-09",1.5,true,{"en":"x"}],[null,null,null,null]]}
    """

  static let all = [
    DataPageCase("a good table", nil),
    DataPageCase("no rows", nil, #"[["2026-09",1.5,true,{"en":"x"}],[null,null,null,null]]"#, "[]"),
    DataPageCase("no description", nil, #""description":{"en":"D"},"#, ""),
    DataPageCase("no sources", nil, #""sources":"S\nS","#, ""),
    DataPageCase("another licence", nil, "CC0-1.0", "CC-BY-SA-4.0"),
    DataPageCase("no licence", "license", #""license":"CC0-1.0","#, ""),
    DataPageCase("an unknown licence", "license", "CC0-1.0", "CC0"),
    DataPageCase("an empty licence", "license", "CC0-1.0", ""),
    DataPageCase("a licence that is a number", "license", #""CC0-1.0""#, "1"),
    DataPageCase("a description that is a text", "description", #"{"en":"D"}"#, #""D""#),
    DataPageCase("a description in no language", "description", #"{"en":"D"}"#, "{}"),
    DataPageCase("a description in a strange language", "description", #"{"en":"D"}"#, #"{"EN_us":"D"}"#),
    DataPageCase("a description of two lines", "description/en", #"{"en":"D"}"#, #"{"en":"D\nD"}"#),
    DataPageCase("a description with a blank at its end", "description/en", #"{"en":"D"}"#, #"{"en":"D "}"#),
    DataPageCase(
      "a description of 400 characters", nil, #"{"en":"D"}"#, #"{"en":"\#(String(repeating: "漢", count: 400))"}"#),
    DataPageCase(
      "a description of 401 characters", "description/en", #"{"en":"D"}"#,
      #"{"en":"\#(String(repeating: "漢", count: 401))"}"#),
    DataPageCase("sources that are a list", "sources", #""S\nS""#, "[]"),
    DataPageCase("an unknown key", "the page", #""license""#, #""x":1,"license""#),
    DataPageCase("an unknown key of the schema", "schema", #""fields""#, #""x":1,"fields""#),
    DataPageCase("an unknown key of a column", "schema/fields[1]", #""name":"n_1""#, #""name":"n_1","x":1"#),
    DataPageCase("no schema", "schema/fields", #""schema""#, #""xschema""#),
    DataPageCase("a column's name with a hyphen", "schema/fields[1]/name", "n_1", "n-1"),
    DataPageCase("a name with a blank", "schema/fields[1]/name", "n_1", "n 1"),
    DataPageCase("a name that begins with a digit", "schema/fields[1]/name", "n_1", "1n"),
    DataPageCase("an empty name", "schema/fields[1]/name", "n_1", ""),
    DataPageCase("a name in another script", nil, "n_1", "_Größe漢字2"),
    DataPageCase("a name twice", "schema/fields[1]/name", "n_1", "period"),
    DataPageCase("no name", "schema/fields[1]/name", #""name":"n_1","#, ""),
    DataPageCase("no type", "schema/fields[1]/type", #","type":"number""#, ""),
    DataPageCase("an unknown type", "schema/fields[1]/type", #""number""#, #""integer""#),
    DataPageCase("a title that is a text", "schema/fields[0]/title", #"{"en":"P","de":"Q"}"#, #""P""#),
    DataPageCase("a text where a number belongs", "data[0][1]", "1.5", #""1.5""#),
    DataPageCase("a number where a text belongs", "data[0][0]", #""2026-09""#, "2026"),
    DataPageCase("a number where a truth belongs", "data[0][2]", "true", "1"),
    DataPageCase("a text where languages belong", "data[0][3]", #"{"en":"x"}"#, #""x""#),
    DataPageCase("a text with a tab", "data[0][0]", "2026-09", "2026\\t09"),
    DataPageCase("a row with a value too few", "data[1]", "[null,null,null,null]", "[null]"),
    DataPageCase("a row that is an object", "data[1]", "[null,null,null,null]", "{}"),
    DataPageCase("data that is an object", "data", #""data":["#, #""data":{"a":["#),
    DataPageCase("no data", "data", #""data""#, #""xdata""#), DataPageCase("a list", "the page", in: "[]"),
  ].filter { $0.what != "data that is an object" }
}

@Suite("What JsonConfig and Chart ask of a page", .bounded)
struct DataPageRulesTests {
  @Test("is told before the page is sent, with the place", arguments: DataPageCase.all)
  func tables(_ example: DataPageCase) {
    let problems = DataPageRules.problems(in: example.page)
    guard let place = example.place else { return #expect(problems == []) }
    #expect(problems.contains { $0.hasPrefix("\(place): ") }, "\(problems)")
  }

  @Test(
    "holds for names and sizes",
    arguments: [
      ("A.tab", true), (String(repeating: "é", count: 125) + ".tab", true),
      (String(repeating: "é", count: 126) + ".tab", false),
      (".tab", false), ("A.chart", false), ("A", false),
    ])
  func names(name: String, isGood: Bool) {
    let page = DataPage(kind: .table, name: name, content: DataPageCase.all[0].page.content)
    #expect(DataPageRules.problems(in: page).isEmpty == isGood)
  }

  @Test("allows no more than 2 MB")
  func size() {
    func page(_ bytes: Int) -> DataPage {
      let content = JSONValue.map([
        "license": .string("CC0-1.0"), "sources": .string(String(repeating: "x", count: bytes)),
        "schema": .map(["fields": .array([])]), "data": .array([]),
      ])
      return DataPage(kind: .table, name: "A.tab", content: content)
    }
    let around = page(0).content.text.utf8.count
    #expect(DataPageRules.problems(in: page(2_097_152 - around)) == [])
    #expect(
      DataPageRules.problems(in: page(2_097_153 - around)) == [
        "the page: it has 2097153 bytes, and 2097152 are allowed"
      ])
  }

  @Test(
    "holds for charts",
    arguments: [
      ("", "", nil), (#""version":1"#, #""version":2"#, "version"), (#""version":1"#, #""version":"1""#, "version"),
      (#""line""#, #""curve""#, "type"), (#""A.tab""#, #""A""#, "source"), (#""source":"A.tab","#, "", "source"),
      (#"{"en":"T"}"#, "{}", "title"), (#"{"en":"X"}"#, "\"X\"", "xAxis/title"), (#""auto""#, #""none""#, nil),
      (#""auto""#, #""x""#, "yAxis/format"), (#""CC0-1.0""#, "null", "license"),
    ] as [(String, String, String?)])
  func charts(old: String, new: String, place: String?) {
    let good =
      #"{"license":"CC0-1.0","version":1,"type":"line","source":"A.tab","title":{"en":"T"},"xAxis":{"title":{"en":"X"}},"#
      + #""yAxis":{"title":{"en":"Y"},"format":"auto"}}"#
    let text = old.isEmpty ? good : good.replacing(old, with: new)
    let problems = DataPageRules.problems(
      in: DataPage(kind: .chart, name: "A.chart", content: JSONValue(parsing: text) ?? .null))
    #expect(place == nil ? problems == [] : problems.contains { $0.hasPrefix("\(place ?? ""): ") }, "\(problems)")
  }

  @Test(
    "are those of the real JsonConfig, where KPIBOT_JSONCONFIG names a copy of it",
    .enabled(if: LocalWiki.jsonConfig != nil))
  func real() async throws {
    let wiki = try await LocalWiki.start(LocalWiki.Options(settings: LocalWiki.dataNamespace))
    defer { wiki.stop() }
    for (number, example) in DataPageCase.all.enumerated() {
      try? await wiki.save("Data:Case \(number).tab", example.text)
      let stored = try await wiki.text(of: "Data:Case \(number).tab")
      #expect((stored != nil) == (example.place == nil), "\(example.what): \(stored ?? "refused")")
      if let stored {
        #expect(JSONValue(parsing: stored) == example.page.content || example.what == "no rows", "\(stored)")
      }
    }
    // What kpibot writes is kept byte by byte, so that its digest is that of the revision.
    for page in ChartPages(try await ChartPagesTests.report(), target: ChartPagesTests.target).all {
      try await wiki.save(page.title, page.content.text)
      #expect(try await wiki.text(of: page.title) == page.content.text)
    }
  }
}
