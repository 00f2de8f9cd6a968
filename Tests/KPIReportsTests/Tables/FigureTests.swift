import Foundation
import TestTraits
import Testing

@testable import KPIReports

@Suite("Figures and shares", .bounded)
struct FigureTests {
  private static let kpis = """
    - figure: {name: team-size, title: Team size, unit: people, better: more}
    - figure: {name: clashes, nature: result, audience: community, better: less, target: "<= 1"}
    - share: {name: reached, title: Wikis reached, numerator: wikis-reached, denominator: wikis, nature: result, target: ">= 80 %"}
    """

  private static let table = """
    kpi,period,value,product,note
    team-size,2026-09,7.50,,
    team-size,2026-10,8,,"Two came, one left"
    team-size,2026-10,3,A,
    clashes,2026-10,0,,
    wikis,2026-10,25,,
    wikis-reached,2026-10,20,,
    wikis,2026-09,0,,
    wikis-reached,2026-09,0,,

    """

  private func report(_ table: String = FigureTests.table, asOf: String = "2026-11-05T00:00:00Z") throws -> TableReport
  {
    try TableReport(kpis: Self.kpis, files: ["facts/figures.csv": table], asOf: asOf)
  }

  @Test("need no table any more once all are retired")
  func retired() async throws {
    let report = try TableReport(
      kpis: "- figure: {name: gone, title: Gone, retired: true}\n- satisfaction: {retired: true}")
    #expect(try await report.report().rows.map(\.current.value) == [nil, nil])
  }

  @Test("are shown as they are written, a 0 as 0, with the unit, nature and audience that the report declares")
  func written() async throws {
    let report = try report()
    let size = try await report.value("figure:team-size", "2026-10")
    #expect(size.value == 8 && size.unit.rawValue == "people" && size.status == .complete)
    #expect(size.note == "Two came, one left")
    #expect(ShownValue(try await report.value("figure:team-size", "2026-09"), minimum: 5).text == "7.50")
    let clashes = try await report.value("figure:clashes", "2026-10")
    #expect(clashes.value == 0 && ShownValue(clashes, minimum: 5).text == "0")
    let rows = try await report.report().rows
    #expect(rows.map(\.request.kpi.id) == ["figure:team-size", "figure:clashes", "share:reached"])
    #expect(rows.map(\.request.kpi.nature) == [.activity, .result, .result])
    #expect(rows.map(\.request.kpi.audience) == [.staff, .community, .staff])
    #expect(rows[1].verdictText == "met" && rows[2].verdictText == "met")
    #expect(rows[0].shownChange?.text == "▲ 0.5 (+7 %)")
  }

  @Test("are unknown where they were forgotten, and no matter where they are not kept")
  func missing() async throws {
    let report = try report()
    let forgotten = try await report.value("figure:team-size", "2026-08")
    #expect(forgotten.status == .unknown && forgotten.value == nil)
    #expect(forgotten.reason == "team-size has no value for 2026-08 in facts/figures.csv")
    let product = try await report.value("figure:clashes", "2026-10", product: "A")
    #expect(product.status == .complete && product.reason == "clashes is not kept by product")
    #expect(try await report.value("figure:team-size", "2026-10", product: "A").value == 3)
    #expect(
      try await report.report().products.map { $0.rows.map(\.request.kpi.id) } == [
        ["figure:team-size"], ["figure:team-size"],
      ])
    #expect(try await report.report().reasonNotToPublish == nil)
  }

  @Test("keep their own words, are no revision as long as the number is the same, and can be retired")
  func series() async throws {
    let kpis = """
      - figure: {name: team-size, definition: Everybody on the team.}
      - figure: {name: clashes, definition: 1, retired: true}
      """
    let report = try TableReport(
      kpis: kpis, files: ["facts/figures.csv": Self.table],
      more: "period: month\nbreaks: [{period: 2026-10, text: The team was merged}]")
    let definition = report.pipeline.definition
    #expect(
      definition.kpis[0].kpi.definition(definition.kpis[0].options).hasPrefix("Everybody on the team. The number"))
    #expect(definition.kpis[0].pinnedVersion == nil && definition.kpis[1].pinnedVersion == 1)
    var facts = try await FactStore().facts(for: definition, until: report.pipeline.asOf)
    facts.tables.add(try FolderTables(report: definition).read())
    let told = [("figure:team-size", "2026-09", nil, 7.5), ("figure:clashes", "2026-10", "A", 2)].map {
      PublishedValue(
        kpi: $0.0, definition: 1, method: "", product: $0.2, period: $0.1, value: $0.3, status: .complete)
    }
    facts.told = told.map { ToldValue(first: $0, last: $0) }
    let measured = Report(definition, facts: facts, periods: report.pipeline.periods, asOf: report.pipeline.asOf)
    #expect(measured.rows[0].revisions.isEmpty)
    #expect(measured.rows[0].current.note == "Two came, one left")
    #expect(measured.retired.map(\.request.kpi.id) == ["figure:clashes"])
    #expect(measured.products[0].rows.map(\.request.kpi.id) == ["figure:team-size", "figure:clashes"])
    let notes = Footnotes(measured).texts
    #expect(notes.filter { $0.contains("Two came, one left.") }.count == 1)
    #expect(notes.filter { $0.contains("The team was merged.") }.count == 1)
    #expect(PageContext(measured, computed: report.pipeline.asOf).comparison?.columns.map(\.label) == ["Team size"])
    let mistakes = try TableReport.mistakes(kpis: "- figure: {name: x, definition: 2}")
    #expect(mistakes.contains { $0.contains("can't be measured by definition 2") })
  }

  @Test("are not final before their period has ended")
  func partial() async throws {
    let early = try report(asOf: "2026-10-15T00:00:00Z")
    #expect(early.pipeline.periods.last?.id == "2026-09")
    var facts = try await early.pipeline.measure(try await early.pipeline.openStore(log: .init(label: "test")))
    facts = Report(
      early.pipeline.definition, facts: ReportFacts(tables: try FolderTables(report: early.pipeline.definition).read()),
      periods: [try #require(Period("2026-10"))], asOf: early.pipeline.asOf)
    #expect(facts.rows[0].current.status == .partial)
    #expect(facts.rows[0].current.reason == "the period ends on 2026-10-31")
  }

  @Test("divide one by the other, and never by 0")
  func shares() async throws {
    let report = try report()
    let share = try await report.value("share:reached", "2026-10")
    #expect(share.value == 0.8 && share.numerator == 20 && share.denominator == 25 && share.n == 25)
    let zero = try await report.value("share:reached", "2026-09")
    #expect(zero.value == nil && zero.status == .complete && zero.reason == "the share would be one of 0")
    let unknown = try await report.value("share:reached", "2026-08")
    #expect(unknown.status == .unknown && unknown.reason?.contains("wikis has no value for 2026-08") == true)
    let more = try self.report(Self.table.replacing("wikis-reached,2026-10,20", with: "wikis-reached,2026-10,26"))
    let wrong = try await more.value("share:reached", "2026-10")
    #expect(wrong.status == .unknown && wrong.reason == "26 of 25 is no share; correct the one or the other")
  }

  @Test(
    "are refused with file, line and column where the table is wrong",
    arguments: [
      (
        "team-size,2026-10,8,,", "team-size,2026-10,8 people,,",
        "figures.csv:3:19: value must be a number such as 7 or 2.5"
      ),
      ("team-size,2026-10,8,,", "team-size,2026-10,\"1,200\",,", "figures.csv:3:19: value must be a number"),
      ("team-size,2026-10,8,,", "team-size,2026-10,NaN,,", "figures.csv:3:19: value must be a number"),
      ("team-size,2026-10,8,,", "team-size,2026-10,1e9,,", "figures.csv:3:19: value must be a number"),
      ("team-size,2026-10,8,,", "team-size,2026-10,,,", "figures.csv:3:19: value is empty"),
      ("team-size,2026-10,8,,", "team-size,2026-Q4,8,,", "figures.csv:3:11: period must be a month such as"),
      (
        "team-size,2026-10,8,,", "team-size,2026-09,8,,",
        "figures.csv:3:1: team-size of the whole report in 2026-09 stands on line 2 already; keep one of them"
      ),
      (
        "team-size,2026-10,8,,", "teamsize,2026-10,8,,",
        "figures.csv:3:1: no KPI of the report reads the figure \"teamsize\"; did you mean \"team-size\"?"
      ),
      ("team-size,2026-10,8,,", "team-size,2062-10,8,,", "figures.csv:3:11: the period 2062-10 has not begun"),
      (
        "team-size,2026-10,8,,", "team-size,2026,8,,",
        "period must be a month such as 2026-09, not \"2026\", and this is a year"
      ),
      ("team-size,2026-10,8,,", "team-size,,8,,", "figures.csv:3:11: period is empty"),
      ("team-size,2026-10,3,A,", "team-size,2026-10,3,C,", "figures.csv:4:21: the report has no product \"C\""),
      (
        "clashes,", "clashs,",
        "figures.csv: figure:clashes needs the figure \"clashes\", and no row has it; did you mean \"clashs\"?"
      ),
      (
        "kpi,period,value,product,note", "kpi,period,values,product,note",
        "figures.csv:1:12: unknown column \"values\"; did you mean \"value\"?"
      ),
    ])
  func mistakes(old: String, new: String, message: String) throws {
    #expect(Self.table.contains(old))
    let table = Self.table.replacing(old, with: new)
    let mistakes = try TableReport.mistakes(kpis: Self.kpis, files: ["facts/figures.csv": table])
    #expect(mistakes.contains { $0.contains(message) }, "\(mistakes)")
  }

  @Test("are told with all that is wrong in a row, and all rows")
  func allFaults() throws {
    let table = "kpi,period,value,product\nteamsize,2026-W40,eight,C\n,2062-01,,D\n"
    let mistakes = try TableReport.mistakes(kpis: Self.kpis, files: ["facts/figures.csv": table])
    for place in ["2:1", "2:10", "2:19", "2:25", "3:1", "3:2", "3:10", "3:11"] {
      #expect(mistakes.count { $0.contains("figures.csv:\(place): ") } == 1, "\(place): \(mistakes)")
    }
  }

  @Test("that can't be read are unknown with the reason, and leave the others as they are")
  func unread() async throws {
    let table = Self.table.replacing("team-size,2026-10,8,", with: "team-size,2026-10,eight,")
      .replacing("clashes,2026-10,0,,", with: "clashes,2026-10,0,,\nclashes,2026-10,1,,\nclahses,2026-09,4,,")
    let report = try report(table)
    let size = try await report.value("figure:team-size", "2026-10")
    #expect(size.status == .unknown && size.value == nil && size.isByHand)
    #expect(size.reason?.hasPrefix("facts/figures.csv, line 3: value must be a number") == true, "\(size)")
    #expect(try await report.value("figure:team-size", "2026-09").value == 7.5)
    #expect(try await report.value("figure:team-size", "2026-10", product: "A").value == 3)
    let twice = try await report.value("figure:clashes", "2026-10")
    #expect(
      twice.status == .unknown && twice.reason?.contains("stands on line 5 already; keep one") == true, "\(twice)")
    #expect(try await report.value("figure:clashes", "2026-09").reason?.contains("has no value for 2026-09") == true)
    #expect(try await report.report().faults.count == 3)
    let unknown = UnknownValues(report: try await report.report())
    #expect(
      unknown.mend
        == "enter or correct the numbers where they are kept, or publish them as unknown with --allow-partial")
  }

  @Test("are told where no KPI reads their table at all, once it has rows")
  func idle() throws {
    let files = ["facts/figures.csv": "kpi,period,value\na,2026-10,1\n", "facts/survey.csv": "date\n2026-10-01\n"]
    let satisfied = ["facts/survey.csv": "date,statement,score\n"]
    let survey = try TableReport.mistakes(kpis: "- satisfaction", files: files.merging(satisfied) { $1 })
    #expect(survey.count == 1 && survey[0].contains("figures.csv: no KPI of the report reads this table"), "\(survey)")
    let figure = try TableReport.mistakes(kpis: "- figure: {name: a}", files: files)
    #expect(figure.count == 1 && figure[0].contains("survey.csv: no KPI"))
    let head = ["facts/survey.csv": "date,statement,score\n", "facts/figures.csv": "kpi,period,value\n"]
    #expect(try TableReport(kpis: "- satisfaction", files: head).pipeline.faults.isEmpty)
    let misnamed = try TableReport.mistakes(kpis: "- figure: {name: a}", files: ["facts/figure.csv": "x\n"])
    #expect(misnamed[0].contains("there is no such file (but facts/figure.csv is there); make it"), "\(misnamed)")
  }

  @Test(
    "are refused where the report declares them wrongly",
    arguments: [
      ("- figure", "report.yaml:8: \"figure\" needs \"name\""), ("- figure: {title: x}", "\"figure\" needs \"name\""),
      ("- figure: {name: a b}", "can have letters, digits"),
      ("- share: {name: x, numerator: a}", "needs \"denominator\""),
      ("- figure: {name: a, nature: outcome}", "can't be \"outcome\"; valid are result, activity"),
      ("- figure: {name: a}\n- figure: {name: a}", "the KPI \"figure:a\" is named twice"),
      ("- figure: {name: a, min_edits: 2}", "unknown key \"min_edits\""),
      (
        "- figure: {name: a}",
        "facts/figures.csv: figure:a needs this table, and there is no such file; make it, or name"
      ),
      ("- share: {name: a, numerator: b, denominator: {wiki: w, page: P}}", "the wiki \"w\" is not defined"),
      ("- participants", "needs feedback pages"),
    ])
  func declarations(kpis: String, message: String) throws {
    let mistakes = try TableReport.mistakes(kpis: kpis)
    #expect(mistakes.contains { $0.contains(message) }, "\(mistakes)")
  }

  @Test("have notes of the report tied to them, on the page under their own ids")
  func notes() async throws {
    let report = try TableReport(
      kpis: Self.kpis, files: ["facts/figures.csv": Self.table],
      more: "notes: [{kpi: \"figure:team-size\", period: 2026-10, text: A new team}]")
    let page = report.pipeline.render(try await report.report()).content(computed: report.pipeline.asOf)
    #expect(page.contains("October 2026: A new team."))
    #expect(page.contains("The number that the team wrote down as “team-size”"))
    #expect(try ReportJSON(try await report.report()).jsonText().contains("\"kpi\" : \"figure:team-size\""))
  }
}
