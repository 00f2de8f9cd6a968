import Foundation
import TestTraits
import Testing

@testable import KPIReports

@Suite("Surveys", .bounded)
struct SurveyTests {
  private static let kpis = """
    - satisfaction: {group: likert}
    - net-promoter-score
    """

  /// Rows of a survey in October, one for each score.
  private static func rows(
    _ scores: [Int], _ statement: String = "Useful", group: String = "likert", date: String = "2026-10-15",
    product: String = ""
  ) -> String {
    scores.map { "\(date),\"\(statement)\",\($0),\(group),\(product)\n" }.joined()
  }

  private static func survey(_ rows: String...) -> [String: String] {
    ["facts/survey.csv": "date,statement,score,group,product\n" + rows.joined()]
  }

  @Test("give the mean of a statement with n, distribution and interval")
  func oneStatement() async throws {
    let scores = [0, 2, 2, 2, 3, 1, 3, 4, 4, 4, 4, 4, 4]
    let report = try TableReport(kpis: Self.kpis, files: Self.survey(Self.rows(scores)))
    let value = try await report.value("satisfaction", "2026-10")
    #expect(abs(try #require(value.value) - 2.8461538461538463) < 1e-12)
    #expect(abs(try #require(value.low) - 2.0336779178878386) < 1e-10)
    #expect(abs(try #require(value.high) - 3.658629774419854) < 1e-10)
    #expect(value.n == 13 && value.status == .complete && value.unit == .points)
    #expect(value.distribution == [0: 1, 1: 1, 2: 3, 3: 2, 4: 6])
    #expect(ShownValue(value, minimum: 5).textWithInterval == "2.8 (2.0 to 3.7, n = 13)")
  }

  @Test("give the mean of the statements' means, and of their intervals")
  func statements() async throws {
    // Means 3 and 2, of 5 and 10 answers: the mean of means is 2.5, of all scores 2.33.
    let report = try TableReport(
      kpis: Self.kpis,
      files: Self.survey(Self.rows([2, 3, 3, 3, 4], "S 1"), Self.rows([0, 1, 1, 2, 2, 2, 2, 3, 3, 4], "S 2")))
    let value = try await report.value("satisfaction", "2026-10")
    #expect(value.value == 2.5)
    #expect(value.n == 15)
    // The statements' intervals by scipy 1.17.1 (scipy.stats.t.interval).
    #expect(abs(try #require(value.low) - (2.1220109669149174 + 1.173976995542358) / 2) < 1e-12)
    #expect(abs(try #require(value.high) - (3.8779890330850826 + 2.826023004457642) / 2) < 1e-12)
  }

  @Test("give the Net Promoter Score of its own group")
  func promoters() async throws {
    let scores = [10, 9, 10, 9, 10, 9, 10, 9, 10, 9, 7, 8, 7, 8, 7, 0, 6, 3]
    let report = try TableReport(
      kpis: Self.kpis, files: Self.survey(Self.rows(scores, group: "nps"), Self.rows([1, 1, 1, 1, 1])))
    let value = try await report.value("net-promoter-score", "2026-10")
    #expect(abs(try #require(value.value) - 700 / 18) < 1e-12)
    #expect(abs(try #require(value.low) - 0.7785656002234631) < 1e-10)
    #expect(value.n == 18)
    #expect(value.distribution?[10] == 5 && value.distribution?[5] == 0)
    #expect(try await report.value("satisfaction", "2026-10").value == 1)
  }

  @Test("publish nothing of fewer than five, and say so; a period without answers is no 0")
  func few() async throws {
    let report = try TableReport(
      kpis: "- satisfaction",
      files: Self.survey(
        Self.rows([4, 4, 4, 4]), Self.rows([1, 1, 1, 1], "Another statement"),
        Self.rows([0, 0, 0, 0, 0], date: "2026-09-30")))
    let few = try await report.value("satisfaction", "2026-10")
    #expect(few.value == nil && few.low == nil && few.n == nil && few.distribution == nil)
    #expect(few.status == .complete && few.reason == "fewer than 5 responses are not published")
    let none = try await report.value("satisfaction", "2026-08")
    #expect(none.value == nil && none.reason == "there are no responses in this period")
    let zero = try await report.value("satisfaction", "2026-09")
    #expect(zero.value == 0 && zero.n == 5)
    #expect(try await report.report().reasonNotToPublish == nil)
  }

  @Test("leave a statement with fewer than five answers out of everything, so that nobody can work it out")
  func fewForOne() async throws {
    let files = Self.survey(Self.rows([4, 3, 4, 3, 4]), Self.rows([0, 0, 1], "Another statement"))
    let value = try await TableReport(kpis: "- satisfaction", files: files).value("satisfaction", "2026-10")
    #expect(value.value == 3.6 && value.n == 5)
    #expect(value.distribution == [0: 0, 1: 0, 2: 0, 3: 2, 4: 3])
    #expect(value.remark == "1 statement with fewer than 5 answers left out")
    let alone = try TableReport(
      kpis: "- satisfaction", files: Self.survey(Self.rows([4, 3, 4, 3]), Self.rows([0, 0, 1], "Another statement")))
    let none = try await alone.value("satisfaction", "2026-10")
    #expect(none.value == nil && none.reason == "fewer than 5 responses are not published" && none.distribution == nil)
  }

  @Test("tell a statement that is spelled in two ways, and take others for others")
  func spellings() throws {
    let slips = ["We feel heard", "We feel  heard.", "we feel heard!"]
    let rows = [Self.rows([4, 3, 4, 3, 4], "We feel heard.")] + slips.map { Self.rows([4], $0) }
    let mistakes = try TableReport.mistakes(
      kpis: "- satisfaction", files: Self.survey(rows[0], rows[1], rows[2], rows[3]))
    #expect(
      mistakes.count == 3 && mistakes.allSatisfy { $0.contains("\"We feel heard.\" in other rows") }, "\(mistakes)")
    let others = Self.survey(Self.rows([4, 3, 4, 3, 4], "Question 1"), Self.rows([4, 3, 4, 3, 4], "Question 2"))
    #expect(try TableReport(kpis: "- satisfaction", files: others).pipeline.faults.isEmpty)
  }

  @Test("have intervals that end where their scale ends")
  func intervalsOnTheScale() async throws {
    for (scores, ends) in [([4, 4, 4, 4, 3], 2...4), ([0, 0, 0, 0, 1], 0...2)] as [([Int], ClosedRange<Double>)] {
      let report = try TableReport(kpis: "- satisfaction", files: Self.survey(Self.rows(scores)))
      let value = try await report.value("satisfaction", "2026-10")
      #expect(try ends.contains(#require(value.low)) && ends.contains(#require(value.high)), "\(value)")
    }
    for (score, sign) in [(10, 1.0), (0, -1)] {
      let text = "date,statement,score,group\n" + (1...6).map { _ in "2026-10-01,S,\(score),nps\n" }.joined()
      let report = try TableReport(kpis: "- net-promoter-score: {group: nps}", files: ["facts/survey.csv": text])
      let value = try await report.value("net-promoter-score", "2026-10")
      #expect(value.value == 100 * sign)
      #expect(max(abs(try #require(value.low)), abs(try #require(value.high))) == 100, "\(value)")
    }
  }

  @Test("make no Net Promoter Score on another scale, on which nobody could be a promoter")
  func otherScale() async throws {
    let text =
      "date,statement,score,group,scale\n" + [5, 5, 5, 4, 5].map { "2026-10-01,S,\($0),nps,1-5\n" }.joined()
    let kpis = "- net-promoter-score: {group: nps}"
    let mistakes = try TableReport.mistakes(kpis: kpis, files: ["facts/survey.csv": text])
    #expect(mistakes.first?.contains("a Net Promoter Score takes scores from 0 to 10, not from 1 to 5") == true)
    let report = try TableReport(kpis: kpis, files: ["facts/survey.csv": text])
    let value = try await report.value("net-promoter-score", "2026-10")
    #expect(value.value == nil && value.status == .unknown, "\(value)")
    let form = "When,Recommend\n" + (1...6).map { _ in "2026-10-01,5\n" }.joined()
    let more = """
      period: month
      surveys:
        - {file: facts/form.csv, date: When, statements: [{column: Recommend, group: nps, scale: 1-5}]}
      """
    let told = try TableReport.mistakes(kpis: kpis, files: ["facts/form.csv": form], more: more)
    #expect(told.contains { $0.contains("not from 1 to 5") }, "\(told)")
  }

  @Test("belong to the period of their day, and count only once they were given")
  func periods() async throws {
    let files = Self.survey(
      Self.rows([4, 4, 4, 4, 4], date: "2026-10-31"), Self.rows([1, 1, 1, 1, 1], date: "2026-11-01"),
      Self.rows([3, 3, 3, 3, 3], date: "2026-11-02"))
    let report = try TableReport(kpis: "- satisfaction", files: files, asOf: "2026-11-02T00:00:00Z")
    #expect(try await report.value("satisfaction", "2026-10").value == 4)
    let early = try TableReport(kpis: "- satisfaction", files: files, asOf: "2026-10-31T00:00:00Z", periods: 1)
    #expect(try await early.report().measurements.first?.period.id == "2026-09")
  }

  @Test("belong to products where the table has them")
  func products() async throws {
    let report = try TableReport(
      kpis: "- satisfaction",
      files: Self.survey(Self.rows([4, 4, 4, 4, 4], product: "A"), Self.rows([2, 2, 2, 2, 2])))
    #expect(try await report.value("satisfaction", "2026-10").value == 3)
    #expect(try await report.value("satisfaction", "2026-10", product: "A").value == 4)
    let other = try await report.value("satisfaction", "2026-10", product: "B")
    #expect(other.value == nil && other.reason == "the survey has no answers by product")
    #expect(try await report.report().products[1].rows.count == 1)
    let without = try TableReport(kpis: "- satisfaction", files: Self.survey(Self.rows([4, 4, 4, 4, 4])))
    #expect(try await without.report().products[0].rows.isEmpty)
  }

  @Test("take their scale from the table")
  func scale() async throws {
    let text = "date,statement,score,scale\n" + [1, 2, 5, 5, 5].map { "2026-10-01,S,\($0),1-5\n" }.joined()
    let report = try TableReport(kpis: "- satisfaction", files: ["facts/survey.csv": text])
    let value = try await report.value("satisfaction", "2026-10")
    #expect(value.value == 3.6 && value.distribution == [1: 1, 2: 1, 3: 0, 4: 0, 5: 3])
  }

  @Test("stand in a report several times, each under its own name")
  func names() async throws {
    let report = try TableReport(
      kpis: "- satisfaction: {name: editors, group: e, title: Editors}\n- satisfaction: {name: readers, group: r}",
      files: Self.survey(Self.rows([4, 4, 4, 4, 4], group: "e"), Self.rows([1, 1, 1, 1, 1], group: "r")))
    #expect(try await report.value("satisfaction:editors", "2026-10").value == 4)
    #expect(try await report.value("satisfaction:readers", "2026-10").value == 1)
    #expect(try await report.report().rows.map(\.request.kpi.title) == ["Editors", "Readers"])
  }

  @Test(
    "are refused with file, line and column where the table is wrong",
    arguments: [
      (
        "- satisfaction", "date,statement,score\n2026-10-01,S,5\n",
        "survey.csv:2:14: score 5 is not on the scale from 0 to 4"
      ),
      ("- satisfaction", "date,statement,score\n2026-10-01,S,2.5\n", "survey.csv:2:14: score must be a whole number"),
      (
        "- satisfaction", "date,statement,score\n2026-10-01,\"a\nb\",1\n2026-13-01,S,1\n",
        "survey.csv:4:1: date must be a day"
      ),
      ("- satisfaction", "date,statement,score\n2026-10-01,,1\n", "survey.csv:2:12: statement is empty"),
      (
        "- satisfaction", "date,statement,score,product\n2026-10-01,S,1,a\n",
        "survey.csv:2:16: the report has no product \"a\""
      ),
      ("- satisfaction", "date,statement\n", "survey.csv:1:1: the column \"score\" is missing"),
      ("- satisfaction", "date,statement,score,scale\n2026-10-01,S,1,5-1\n", "survey.csv:2:16: scale must be"),
      (
        "- satisfaction", "date,statement,score,scale\n2026-10-01,S,1,1-5\n2026-10-01,T,1,\n",
        "survey.csv:3:14: satisfaction takes scores from 1 to 5, and here they go from 0 to 4"
      ),
      (
        "- net-promoter-score", "date,statement,score\n2026-10-01,S,1\n",
        "survey.csv:1:1: the column \"group\" is missing"
      ),
      (
        "- net-promoter-score", "date,statement,score,group\n2026-10-01,S,11,nps\n",
        "score 11 is not on the scale from 0 to 10"
      ),
      ("- satisfaction: {group: x}", "date,statement,score\n", "the column \"group\" is missing"),
      (
        "- satisfaction: {group: likret}", "date,statement,score,group\n2026-10-01,S,3,likert\n",
        "satisfaction takes the group \"likret\", and no row has it; did you mean \"likert\"?"
      ),
      (
        "- satisfaction: {group: likert}", "date,statement,score,group\n2026-10-01,S,3,likert\n2026-10-01,S,3,likret\n",
        "survey.csv:3:16: no KPI of the report takes the group \"likret\"; did you mean \"likert\"?"
      ),
      (
        "- satisfaction\n- satisfaction: {name: l, group: likert}",
        "date,statement,score,group\n2026-10-01,S,3,likert\n2026-10-01,S,3,likret\n", "survey.csv:3:16: no KPI"
      ),
      (
        "- satisfaction: {group: likert}", "date,statement,score,group\n2026-10-01,S,3,likert\n2026-10-01,S,3,\n",
        "survey.csv:3:16: group is empty, and each KPI of the report takes one group alone"
      ),
      ("- satisfaction", "date,statement,score\n2062-10-01,S,3\n", "survey.csv:2:1: date 2062-10-01 has not come yet"),
    ])
  func mistakes(kpis: String, text: String, message: String) throws {
    let mistakes = try TableReport.mistakes(kpis: kpis, files: ["facts/survey.csv": text])
    #expect(mistakes.contains { $0.contains(message) }, "\(mistakes)")
  }

  @Test("are told with all that is wrong in a row")
  func allFaults() throws {
    let mistakes = try TableReport.mistakes(
      kpis: "- satisfaction", files: ["facts/survey.csv": "date,statement,score,product,scale\nx,,9,C,5-1\n"])
    #expect(mistakes.count == 5, "\(mistakes)")
  }

  @Test("that can't be read make unknown what they belong to, and nothing else")
  func unread() async throws {
    let report = try TableReport(
      kpis: "- satisfaction: {group: likert}\n- satisfaction: {name: other, group: other}",
      files: Self.survey(
        Self.rows([3, 3, 3, 3, 3]), Self.rows([9]), Self.rows([2, 2, 2, 2, 2], date: "2026-09-15"),
        Self.rows([1, 1, 1, 1, 1], group: "other"), Self.rows([4], date: "2062-10-15"),
        Self.rows([4], group: "other", product: "Z")))
    let october = try await report.value("satisfaction", "2026-10")
    #expect(october.status == .unknown && october.isByHand, "\(october)")
    #expect(october.reason?.hasPrefix("facts/survey.csv, line 7: score 9 is not on the scale") == true, "\(october)")
    #expect(try await report.value("satisfaction", "2026-09").value == 2)
    #expect(try await report.value("satisfaction:other", "2026-10").value == 1.5)
    #expect(try await report.report().faults.count == 3)
  }

  @Test("are refused without their table, and tell the mistakes of all rows")
  func missing() throws {
    let mistakes = try TableReport.mistakes(kpis: "- satisfaction")
    #expect(mistakes.contains { $0.contains("r/facts/survey.csv: satisfaction needs this table, and there is no") })
    let all = try TableReport.mistakes(
      kpis: "- satisfaction", files: ["facts/survey.csv": "date,statement,score\nx,S,1\n2026-10-01,S,9\n"])
    #expect(all.count == 2)
  }
}
