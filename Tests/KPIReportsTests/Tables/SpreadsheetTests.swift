import Foundation
import LocalWiki
import TestTraits
import Testing

@testable import KPIReports

/// Tables as spreadsheets write them: the same numbers, whatever the program and its language.
@Suite("Tables from spreadsheets", .bounded)
struct SpreadsheetTests {
  private static let kpis = "- figure: {name: team-size}\n- satisfaction: {group: likert}"

  /// The numbers of a report, from tables as bytes.
  private static func numbers(figures: Data, survey: Data) async throws -> [String] {
    let report = try TableReport(
      kpis: kpis, files: ["facts/figures.csv": "", "facts/survey.csv": ""],
      bytes: ["facts/figures.csv": figures, "facts/survey.csv": survey])
    #expect(report.pipeline.faults.isEmpty, "\(report.pipeline.faults)")
    let values = try await report.report().measurements.filter { $0.value != nil }
    return values.map {
      "\($0.kpi) \($0.product ?? "-") \($0.period) \($0.text ?? "\($0.value ?? -1) of \($0.n ?? 0)")"
    }
  }

  private static let expected = [
    "figure:team-size - 2026-08 1200.5", "figure:team-size - 2026-09 7", "figure:team-size - 2026-10 5.5",
    "figure:team-size A 2026-10 -2.25", "satisfaction - 2026-10 3.0 of 5", "satisfaction A 2026-10 3.0 of 5",
  ]

  /// Rows with a separator, a decimal mark and a way to write days and periods.
  private static func tables(
    _ separator: String, _ mark: String, day: (Int) -> String, period: (String) -> String = { $0 }, end: String = "\n"
  ) -> (figures: String, survey: String) {
    func row(_ fields: String...) -> String {
      fields.map { $0.contains(separator) ? "\"\($0)\"" : $0 }.joined(separator: separator) + end
    }
    let figures =
      row("KPI", "Period", "Value", "Product", "Entered by", "Note")
      + row("team-size", period("2026-08"), "1200\(mark)5", "", "Zoë", "Größe")
      + row("team-size", period("2026-09"), "7", "", "", "")
      + row("team-size", period("2026-10"), "5\(mark)5", "", "", "")
      + row("team-size", period("2026-10"), "-2\(mark)25", "A", "", "") + row("", "", "", "", "", "")
      + row("", "", "", "", "", "")
    let answers = [14, 2, 3, 4, 25].map { row(day($0), "Was it “good”?", "3", "likert", "A") }
    return (
      figures, row("Date", "STATEMENT", " Score", "Group", "product") + answers.joined() + row("", "", "", "", "")
    )
  }

  private static func two(_ number: Int) -> String { "\(number < 10 ? "0" : "")\(number)" }

  @Test("are read with any separator, decimal mark, way to write days, and end of line")
  func forms() async throws {
    let days: [(Int) -> String] = [
      { "2026-10-\(Self.two($0))" }, { "2026/10/\($0)" }, { "\(Self.two($0)).10.2026" }, { "\($0)/10/2026" },
      { "10/\($0)/2026" }, { "\(Self.two($0))-10-2026" }, { "10/\($0)/2026 9:05:00" },
      { "2026-10-\(Self.two($0))T09:05:00Z" },
    ]
    let periods: [(String) -> String] = [
      { $0 }, { "\($0.suffix(2))/\($0.prefix(4))" }, { $0.replacing("-", with: "/") },
      { ["08": "Aug", "09": "September", "10": "october"][$0.suffix(2)]! + " \($0.prefix(4))" },
    ]
    for (place, day) in days.enumerated() {
      let separator = [",", ";", "\t"][place % 3]
      let tables = Self.tables(
        separator, place % 2 == 0 ? "," : ".", day: day, period: periods[place % 4], end: place % 2 == 0 ? "\r\n" : "\n"
      )
      let numbers = try await Self.numbers(figures: Data(tables.figures.utf8), survey: Data(tables.survey.utf8))
      #expect(numbers == Self.expected, "\(place)")
    }
  }

  @Test(
    "are read in the encodings that spreadsheets write", arguments: ["UTF-8", "UTF-8 BOM", "UTF-16", "Windows-1252"])
  func encodings(name: String) async throws {
    let tables = Self.tables(";", ",", day: { "\(Self.two($0)).10.2026" }, end: "\r\n")
    func bytes(_ text: String) throws -> Data {
      switch name {
      case "UTF-8": Data(text.utf8)
      case "UTF-8 BOM": Data([0xEF, 0xBB, 0xBF]) + Data(text.utf8)
      case "UTF-16": Data([0xFF, 0xFE]) + (try #require(text.data(using: .utf16LittleEndian)))
      default: try #require(("sep=;\r\n" + text).data(using: .windowsCP1252))
      }
    }
    let numbers = try await Self.numbers(figures: bytes(tables.figures), survey: bytes(tables.survey))
    #expect(numbers == Self.expected)
  }

  @Test("are refused where their letters can't be told", arguments: [String.Encoding.windowsCP1251, .windowsCP1250])
  func alphabets(encoding: String.Encoding) throws {
    let note = encoding == .windowsCP1251 ? "Пришли двое" : "Żółw"
    let table = "kpi;period;value;note\nteam-size;2026-10;7;\(note)\n"
    let error = #expect(throws: ReportMistakes.self) {
      try TableReport(
        kpis: "- figure: {name: team-size}", files: ["facts/figures.csv": ""],
        bytes: ["facts/figures.csv": try #require(table.data(using: encoding))])
    }
    #expect(error?.description.contains("save it again as \"CSV UTF-8\"") == true, "\(String(describing: error))")
  }

  private static let people: String =
    "kpi,period,value\n" + (1...8).map { "team-size,2026-0\($0),\($0) people\n" }.joined()
  private static let misnamed: String =
    "kpi,period,value\n" + (1...6).map { "teamsize,2026-0\($0),\($0)\n" }.joined() + "team-size,2026-10,1\n"

  /// One message for what is wrong in one way, however many rows have it.
  @Test(
    "are told with one message where they can mean two things, or are all wrong in one way",
    arguments: [
      (
        "kpi;period;value\nteam-size;2026-08;1,234\nteam-size;2026-09;2,345\nteam-size;2026-10;3,456\n",
        "2:19: value must be a number such as 7 or 2.5, without separators and units, not \"1,234\", which can be 1.234 or "
          + "1234 (also on line 3, line 4)"
      ),
      (
        people,
        "2:19: value must be a number such as 7 or 2.5, without separators and units, not \"1 people\" (also on line 3, "
          + "line 4, line 5, line 6, line 7 and 2 more)"
      ),
      (
        misnamed,
        "2:1: no KPI of the report reads the figure \"teamsize\"; did you mean \"team-size\"? (also on line 3, line 4, line "
          + "5, line 6, line 7)"
      ),
      (
        "kpi,period,value\nteam-size,Aug-26,1\nteam-size,Sep-26,2\nteam-size,Oct-26,2\n",
        "2:11: period must be a month such as 2026-09, not \"Aug-26\", of which a spreadsheet has made a date; let it take the "
          + "column for text (also on line 3, line 4)"
      ),
      (
        "kpi,period,value,note\nteam-size,2026-10,5,5\n",
        "2:21: note is the number 5, as if a comma had cut the value in two"
      ),
    ] as [(String, String)])
  func oneMessage(table: String, message: String) throws {
    let mistakes = try TableReport.mistakes(kpis: "- figure: {name: team-size}", files: ["facts/figures.csv": table])
    #expect(mistakes.count == 1 && mistakes[0].contains("figures.csv:" + message), "\(mistakes)")
  }

  @Test(
    "are told with one message where a day can be two",
    arguments: [
      (
        ["10/3/2026", "10/4/2026", "5/5/2026"],
        "2:1: date: \"10/3/2026\" can be 10 March or 3 October, and so can 2 more; write days like 2026-10-31"
      ),
      (
        ["13/10/2026", "10/14/2026", "3/4/2026"],
        "3:1: date: \"13/10/2026\" has the day first and \"10/14/2026\" the month, so that the others can't be told"
      ),
    ])
  func days(days: [String], message: String) async throws {
    let table = "date,statement,score\n" + days.map { "\($0),S,3\n" }.joined()
    let report = try TableReport(kpis: "- satisfaction", files: ["facts/survey.csv": table])
    #expect(report.pipeline.faults.count == 1)
    #expect(report.pipeline.faults[0].description.contains("survey.csv:" + message), "\(report.pipeline.faults)")
    #expect(try await report.value("satisfaction", "2026-10").status == .unknown)
  }

  @Test(
    "have periods that are taken as people write them",
    arguments: [
      ("2026-10", "2026-10"), ("10/2026", "2026-10"), ("1.2026", "2026-01"), ("2026/1", "2026-01"),
      ("2026-1", "2026-01"),
      ("OCT 2026", "2026-10"), ("May 2026", "2026-05"), ("2026 september", "2026-09"), ("Q3 2026", "2026-Q3"),
      ("2026q3", "2026-Q3"), ("2026-Q3", "2026-Q3"), ("Q3/2026", "2026-Q3"), ("W7 2026", "2026-W07"),
      ("2026w40", "2026-W40"),
      ("2026", "2026"), ("2026.1", nil), ("Oct-26", nil), ("2026-13", nil), ("Q5 2026", nil), ("2026-10-01", nil),
      ("", nil),
      ("10", nil), ("ma 2026", nil), ("2026 2026", nil), ("next 2026", nil), ("W54 2026", nil),
    ] as [(String, String?)])
  func periods(text: String, id: String?) { #expect(Period(inTable: text)?.id == id) }

  @Test("have numbers that are taken where they can be one number only")
  func numbers() {
    func values(_ texts: String..., comma: Bool = false) -> [NumberReading.Value] {
      let reading = NumberReading(texts, isCommaUsual: comma)
      return texts.map(reading.value)
    }
    #expect(values("7", "2.5", "-0", "1.234") == [.number("7"), .number("2.5"), .number("-0"), .number("1.234")])
    #expect(values("5,5", "1,234") == [.number("5.5"), .number("1.234")])
    #expect(values("1.234,5", "1.234") == [.number("1234.5"), .either("1.234", "1234")])
    #expect(
      values("1,234.5", "1,234,567", "1,234") == [.number("1234.5"), .number("1234567"), .either("1.234", "1234")])
    #expect(values("1 234", "1\u{A0}234,5", "1’234.50") == [.number("1234"), .number("1234.5"), .number("1234.50")])
    #expect(values("1.234", comma: true) == [.either("1.234", "1234")])
    #expect(values("0,123", "−3,5", comma: true) == [.number("0.123"), .number("-3.5")])
    for text in [
      "", "-", "7 %", "1e9", "NaN", "1,2,3", "1.23.456", "12,34.5", "1,234,5", "٣", "1..2", ".5", "5.", "0x1", "+7",
    ] {
      #expect(values(text) == [.none], "\(text)")
    }
  }

  @Test("have numbers that are read as they are written, or refused, whatever is in them", arguments: 0..<200)
  func anyNumber(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = ["1", "23", "456", ".", ",", " ", "-", "0", "7", "\u{A0}", "x"]
    let text = (0..<Int.random(in: 1...6, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
    guard case .number(let number) = NumberReading([text]).value(text) else { return }
    #expect(FigureText.number(number) != nil, "\(text): \(number)")
    #expect(number.filter(\.isNumber) == text.filter(\.isNumber), "\(text): \(number)")
  }

  @Test(
    "have columns that nobody asked for, and no others in their place",
    arguments: [
      ("kpi,period,value,Comment,Owner\nteam-size,2026-10,7,=SUM(A1),\n", nil),
      ("kpi,period,value,,\nteam-size,2026-10,7,,\n,,,,\n", nil), ("kpi,period,value\nteam-size,2026-10,7,,\n", nil),
      (
        "kpi,period,value,prodcut\nteam-size,2026-10,7,A\n",
        "1:18: unknown column \"prodcut\"; did you mean \"product\"?"
      ),
      ("kpi,period,value,,\nteam-size,2026-10,7,5,\n", "2:21: the row has 4 fields"),
      ("kpi,,period,value\nteam-size,x,2026-10,7\n", "2:11: \"x\" stands in a column that the head does not name"),
      ("kpi period value\nteam-size 2026-10 7\n", "the columns are separated by commas, semicolons or tabs"),
    ] as [(String, String?)])
  func columns(table: String, message: String?) async throws {
    if let message {
      let mistakes = try TableReport.mistakes(kpis: "- figure: {name: team-size}", files: ["facts/figures.csv": table])
      #expect(mistakes.count == 1 && mistakes[0].contains(message), "\(mistakes)")
    } else {
      let report = try TableReport(kpis: "- figure: {name: team-size}", files: ["facts/figures.csv": table])
      #expect(report.pipeline.faults.isEmpty)
      #expect(try await report.value("figure:team-size", "2026-10").value == 7)
    }
  }
}
