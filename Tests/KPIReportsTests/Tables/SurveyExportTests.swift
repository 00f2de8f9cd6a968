import Foundation
import TestTraits
import Testing

@testable import KPIReports

/// Surveys as their forms export them.
@Suite("The export of a survey's form", .bounded)
struct SurveyExportTests {
  private static let kpis = "- satisfaction: {group: likert}\n- net-promoter-score"
  private static let mapping = """
    period: month
    surveys:
      - file: facts/responses.csv
        date: Timestamp
        id: Response ID
        product: Which product?
        statements:
          - {column: "The liaison was responsive, on the whole", group: likert, scale: 1-5}
          - {column: "I got good advice", group: likert, scale: 1-5}
          - {column: "Would you recommend us?", group: nps}
    """

  private static let head =
    "Response ID;Timestamp;\"The liaison was responsive, on the whole\";I got good advice;Would you recommend us?;Which product?;"
    + "What else?\n"

  /// Responses with an id, a day of October, three answers and a product.
  private static func export(_ rows: [(String, Int, String, String, String, String)]) -> [String: String] {
    let lines = rows.map { "\($0.0);\($0.1)/10/2026 14:05;\($0.2);\($0.3);\($0.4);\($0.5);=\"more; or less\"\n" }
    return ["facts/responses.csv": head + lines.joined().replacing("=\"", with: "\"=")]
  }

  private static let rows = [
    ("a", 14, "5", "4", "10", "A"), ("b", 15, "4 (agree)", "4.0", "9", "A"), ("c", 16, "3", "", "0", "A"),
    ("h", 16, "3", "4", "", "A"),
    ("d", 17, "5", "2", "", "A"), ("e", 18, "1", "5", "7", "A"), ("f", 19, "", "", "8", ""),
  ]

  @Test("counts each response once, whatever it leaves open")
  func responses() async throws {
    let report = try TableReport(kpis: Self.kpis, files: Self.export(Self.rows), more: Self.mapping)
    #expect(report.pipeline.faults.isEmpty, "\(report.pipeline.faults)")
    let satisfaction = try await report.value("satisfaction", "2026-10")
    // Means 3.5 of six and 3.8 of five.
    #expect(abs(try #require(satisfaction.value) - 3.65) < 1e-12 && satisfaction.n == 6, "\(satisfaction)")
    #expect(satisfaction.distribution == [1: 1, 2: 1, 3: 2, 4: 4, 5: 3])
    let score = try await report.value("net-promoter-score", "2026-10")
    #expect(score.value == 20 && score.n == 5, "\(score)")
    let product = try await report.value("satisfaction", "2026-10", product: "A")
    #expect(product.n == 6)
    #expect(try await report.report().sources.map(\.contents) == ["7 responses"])
    let request = report.pipeline.definition.kpis[0]
    #expect(request.kpi.definition(request.options).contains("n is how many people responded"))
  }

  @Test("has each row for a response where no column tells them apart, and fewer than five are not published")
  func withoutID() async throws {
    let mapping = Self.mapping.replacing("    id: Response ID\n", with: "")
    let same = Self.rows.map { ("", $0.1, $0.2, $0.3, $0.4, $0.5) }
    let report = try TableReport(kpis: Self.kpis, files: Self.export(same), more: mapping)
    #expect(try await report.value("satisfaction", "2026-10").n == 6)
    let few = try TableReport(kpis: Self.kpis, files: Self.export(Array(same.prefix(4))), more: mapping)
    let value = try await few.value("satisfaction", "2026-10")
    #expect(value.value == nil && value.reason == "fewer than 5 responses are not published")
  }

  @Test("is read in words where the report lists them")
  func words() async throws {
    let words = "[Strongly disagree, Disagree, Neutral, Agree, Strongly agree]"
    let mapping = Self.mapping.replacing("1-5", with: words)
    let rows = (0..<5).map { ("r\($0)", 14 + $0, ["Agree", "strongly agree", "Neutral"][$0 % 3], "Disagree", "", "A") }
    let report = try TableReport(kpis: Self.kpis, files: Self.export(rows), more: mapping)
    let value = try await report.value("satisfaction", "2026-10")
    // (3 + 4 + 2 + 3 + 4) / 5 and 1.
    #expect(abs(try #require(value.value) - (3.2 + 1) / 2) < 1e-12 && value.n == 5, "\(value)")
    let wrong = try TableReport.mistakes(
      kpis: Self.kpis, files: Self.export([("a", 14, "Agre", "Agree", "", "A")]), more: mapping)
    #expect(
      wrong.count == 1
        && wrong[0].contains("2:20: the answer \"Agre\" is no word of the scale; did you mean \"Agree\"?"), "\(wrong)")
  }

  @Test("is told with its place where it is wrong, and leaves unknown what it belongs to")
  func wrong() async throws {
    let rows = Self.rows + [("a", 20, "5", "5", "5", "A"), ("g", 20, "6", "5", "five", "Z")]
    let report = try TableReport(kpis: Self.kpis, files: Self.export(rows), more: Self.mapping)
    let faults = report.pipeline.faults.map(\.description)
    for message in [
      "responses.csv:9:1: the response a stands on line 2 already; keep one of them",
      "responses.csv:10:20: the answer 6 is not on the scale from 1 to 5",
      "the answer must be a whole number, not \"five\"",
      "the report has no product \"Z\"",
    ] {
      #expect(faults.count { $0.contains(message) } == 1, "\(message): \(faults)")
    }
    #expect(faults.count == 4, "\(faults)")
    let value = try await report.value("satisfaction", "2026-10")
    #expect(
      value.status == .unknown && value.reason?.hasPrefix("facts/responses.csv, line 9: the response a") == true,
      "\(value)")
  }

  @Test(
    "is refused where the report says wrongly how to read it",
    arguments: [
      ("facts/responses.csv", "responses.csv", "must be a table in the folder facts"),
      ("facts/responses.csv", "facts/survey.csv", "has columns of its own"),
      (
        "facts/responses.csv", "facts/others.csv",
        "others.csv: satisfaction needs this table, and there is no such file"
      ),
      (
        "group: likert, scale: 1-5}\n      - {column: \"I", "group: likret, scale: 1-5}\n      - {column: \"I",
        "no KPI of the report takes the group \"likret\"; did you mean \"likert\"?"
      ),
      ("scale: 1-5", "scale: five", "must be the lowest and the highest score, such as 0-4, or a list of the words"),
      (
        "I got good advice", "I got god advice",
        "unknown column \"I got good advice\"; did you mean \"I got god advice\"?"
      ),
      ("date: Timestamp", "date: When", "the column \"When\" is missing"),
      ("date: Timestamp", "dat: Timestamp", "unknown key \"dat\""),
      ("I got good advice", "Would you recommend us?", "stands here twice"),
      (
        "group: likert, scale: 1-5}\n      - {column: \"W", "group: likert, scale: 1-7}\n      - {column: \"W",
        "satisfaction takes scores from 1 to 5 and from 1 to 7"
      ),
    ])
  func mapping(old: String, new: String, message: String) throws {
    #expect(Self.mapping.contains(old))
    let mistakes = try TableReport.mistakes(
      kpis: Self.kpis, files: Self.export(Self.rows), more: Self.mapping.replacing(old, with: new))
    #expect(mistakes.contains { $0.contains(message) }, "\(mistakes)")
  }
}
