import LocalWiki
import MediaWiki
import Testing

@testable import KPIReports

@Suite("The register of major discussions")
struct RegisterTests {
  private static let head = DiscussionRegister.columns.joined(separator: ",")

  private static func register(_ rows: String..., head: String = head) throws -> DiscussionRegister? {
    let folder = try TemporaryFolder()
    try folder.write(TestReports.yaml(kpis: ["major-discussions"]), to: "report.yaml")
    try folder.write(([head] + rows).joined(separator: "\n") + "\n", to: "facts/discussions.csv")
    return try DiscussionRegister(try ReportReader().read(folder: folder.path))
  }

  private static func value(
    _ register: DiscussionRegister?, kpi: String = "major-discussions", threads: [TalkThread] = [],
    in period: String = "2026-10", of product: String? = nil, asOf: String = "2027-01-01T00:00:00Z"
  ) throws -> KPIReports.Measurement {
    var facts = TalkFacts([.init(threads: threads)])
    facts.set(register: register)
    return try facts.measure(kpi, in: [period], of: product, asOf: asOf)[0]
  }

  @Test("counts the rows that overlap the period and meet all six criteria, and says what the others lack")
  func counts() throws {
    let register = try Self.register(
      "A,Before,https://x.example.org,2026-09-01,2026-09-30,yes,yes,yes,yes,yes,yes",
      "A,\"Long, quoted\",,2026-01-01,,yes,Yes,YES,yes,yes,yes",
      "A,Last day,,2026-10-31,2026-11-02,yes,yes,yes,yes,yes,yes",
      "A,First day,,2026-09-01,2026-10-01,yes,yes,yes,yes,yes,yes",
      "A,Small,,2026-10-05,2026-10-06,yes,yes,no,,yes,yes",
      ",Of no product,,2026-10-05,2026-10-06,yes,yes,yes,yes,yes,yes",
      "A,After,,2026-11-01,2026-11-30,yes,yes,yes,yes,yes,yes")
    let all = try Self.value(register)
    #expect(all.value == 4 && all.n == 5 && all.status == .complete, "\(all)")
    #expect(all.remark == "“Small” is not counted, for it lacks: public, more than a small effort")
    #expect(try Self.value(register, of: "A").value == 3)
    #expect(try Self.value(register, in: "2026-09").value == 3)
    #expect(try Self.value(register, asOf: "2026-10-20T00:00:00Z").status == .partial)
  }

  @Test("proposes lively threads and never counts them")
  func candidates() throws {
    func thread(_ heading: String, people: Int, comments: Int, month: String = "10") -> TalkThread {
      TalkThread(
        heading,
        (0..<comments).map { .init("Reader \($0 % people)", "2026-\(month)-\(10 + $0 % 20)T10:00:00Z") }
          + (0..<20).map { .init("Archiver Bot", "2026-\(month)-\(10 + $0 % 20)T11:00:00Z") })
    }
    let threads = [
      thread("Lively", people: 5, comments: 10), thread("Few people", people: 4, comments: 40),
      thread("Few comments", people: 9, comments: 9), thread("Known", people: 9, comments: 20),
      thread("Livelier", people: 6, comments: 12), thread("Then", people: 9, comments: 20, month: "09"),
    ]
    let register = try Self.register("A,known,,2026-10-05,,yes,yes,yes,yes,yes,yes")
    let value = try Self.value(register, threads: threads)
    #expect(value.value == 1)
    #expect(
      value.remark
        == "candidates for the register, not counted: “Livelier” on Feedback on wiki (6 people, 12 comments), “Lively” "
        + "on Feedback on wiki (5 people, 10 comments)")
    let strict = try Self.value(
      register, kpi: "major-discussions: {min_people: 6, min_comments: 13}", threads: threads)
    #expect(strict.value == 1 && strict.remark == nil)
  }

  @Test("is unknown, never zero, where there is none; where it is empty there were none")
  func missing() throws {
    let value = try Self.value(nil)
    #expect(value.status == .unknown && value.value == nil)
    #expect(value.reason == "the report has no register of major discussions (facts/discussions.csv)")
    #expect(try Self.value(try Self.register()).value == 0)
  }

  @Test(
    "tells file, line and column of what is wrong in its rows, and what needs them is unknown",
    arguments: [
      ("B,T,,2026-10-01,,yes,yes,yes,yes,yes,yes", "discussions.csv:2:1: the report has no product \"B\""),
      ("A,T,,2026-10-01,2026-09-01,yes,yes,yes,yes,yes,yes", "discussions.csv:2:17: \"end\" lies before \"start\""),
      ("A,T,,soon,,yes,yes,yes,yes,yes,yes", "discussions.csv:2:6: start must be a day"),
      ("A,,,2026-10-01,,yes,yes,yes,yes,yes,yes", "discussions.csv:2:3: title is empty"),
      ("A,T,,2026-10-01,,maybe,yes,yes,yes,yes,yes", "significant_effect must be yes or no, not \"maybe\""),
    ])
  func mistakes(row: String, message: String) throws {
    let register = try #require(try Self.register("A,Fine,,2026-09-01,2026-09-02,yes,yes,yes,yes,yes,yes", row))
    #expect(register.rows.count == 1)
    let moved = message.replacing(".csv:2:", with: ".csv:3:")
    #expect(register.faults.count == 1 && register.faults[0].description.contains(moved), "\(register.faults)")
    let value = try Self.value(register)
    #expect(value.status == .unknown && value.value == nil && value.isByHand, "\(value)")
    #expect(value.reason?.hasPrefix("facts/discussions.csv, line 3: ") == true, "\(value)")
  }

  @Test("tells all that is wrong in a row, and in all rows, at once")
  func allMistakes() throws {
    let register = try #require(
      try Self.register(
        "B,,,soon,later,maybe,yes,perhaps,yes,yes,yes", "A,Fine,,2026-10-01,,yes,yes,yes,yes,yes,yes",
        "A,T,,2026-10-02,2026-10-01,yes,yes,yes,yes,yes,yes", "A,T,,2026-13-02,,yes,yes,yes,yes,yes,yes"))
    #expect(register.rows.map(\.title) == ["Fine"])
    let places = register.faults.map { "\($0.line ?? 0): \($0.message.prefix(16))" }
    #expect(
      places == [
        "2: the report has n", "2: title is empty", "2: start must be a ", "2: end must be a da", "2: significant_effe",
        "2: public must be y", "4: \"end\" lies befor",
      ], "\(places)")
    #expect(register.faults[2].message.hasSuffix("(also on line 5)"), "\(register.faults[2])")
  }

  @Test("leaves those values known that need no row with mistakes")
  func unconcerned() throws {
    let register = try Self.register(
      "A,Fine,,2026-08-01,2026-09-02,yes,yes,yes,yes,yes,yes", "A,T,,2026-10-02,2026-10-05,maybe,yes,yes,yes,yes,yes")
    #expect(try Self.value(register, in: "2026-09").value == 1)
    #expect(try Self.value(register, in: "2026-11").value == 0)
    #expect(try Self.value(register).status == .unknown)
    #expect(try Self.value(register, of: "A").status == .unknown)
  }

  @Test("is refused where a column is missing")
  func missingColumn() throws {
    let column = #expect(throws: ReportMistakes.self) {
      try Self.register(head: Self.head.replacing("not_routine", with: "not_rutine"))
    }
    #expect(column?.description.contains("\"not_routine\" is missing; did you mean \"not_rutine\"?") == true)
  }
}
