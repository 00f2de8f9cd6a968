import LocalWiki
import MediaWiki
import Testing

@testable import KPIReports

@Suite("Who stays, and what depends on how it is counted")
struct CohortTests {
  private static let day = 86_400

  @Test("is the same as a slow and obvious calculation gives on random histories", arguments: 0..<40)
  func random(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let boundaries = (0...5).map { 1_000 * Self.day + $0 * 30 * Self.day }
    let edits = (0..<Int.random(in: 0...300, using: &random)).map { _ in
      let time = Int.random(in: 950 * Self.day...1_170 * Self.day, using: &random)
      return (
        person: Int.random(in: 0..<30, using: &random),
        time: Bool.random(using: &random) ? time / (30 * Self.day) * 30 * Self.day + 10 * Self.day : time
      )
    }
    let timeline = edits.map {
      PackedEdit(timestamp: Instant(seconds: Int64($0.time)), actor: UInt32($0.person), reverted: false)
    }.sorted()
    let tally = CohortTally(timeline, people: 30, boundaries: boundaries.map { UInt32($0) })
    let first = Dictionary(edits.map { ($0.person, $0.time) }, uniquingKeysWith: min)
    for place in 0..<5 {
      let present = Set(edits.filter { (boundaries[place]..<boundaries[place + 1]).contains($0.time) }.map(\.person))
      for cohort in 0...5 {
        let born = cohort == 0 ? Int.min..<boundaries[0] : boundaries[cohort - 1]..<boundaries[min(cohort, 5)]
        #expect(tally.counts[cohort][place] == present.count { born.contains(first[$0]!) })
      }
    }
  }

  @Test(
    "tells which temporary accounts had ended, and how many people have one, as a slow calculation does",
    arguments: 0..<40)
  func temporary(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let boundaries = (0...6).map { 1_000 * Self.day + $0 * 30 * Self.day }
    let isTemporary = (0..<30).map { _ in Bool.random(using: &random) }
    let edits = (0..<Int.random(in: 0...200, using: &random)).map { _ in
      // Often at the very second at which a life of 90 days ends with a period's start.
      (
        person: Int.random(in: 0..<30, using: &random),
        time: Bool.random(using: &random)
          ? (970 + 30 * Int.random(in: 0..<7, using: &random)) * Self.day
          : Int.random(in: 950 * Self.day...1_200 * Self.day, using: &random)
      )
    }
    let timeline = edits.map {
      PackedEdit(timestamp: Instant(seconds: Int64($0.time)), actor: UInt32($0.person), reverted: false)
    }.sorted()
    let starts = boundaries.map { UInt32($0) }
    let tally = CohortTally(timeline, people: 30, boundaries: starts, isTemporary: isTemporary)
    let rule = ParticipationRule()
    let months = ParticipationTally.tally(
      timeline, people: 30, boundaries: starts, rule: rule, isTemporary: isTemporary)
    let first = Dictionary(edits.map { ($0.person, $0.time) }, uniquingKeysWith: min)
    for cohort in 0...6 {
      let born = cohort == 0 ? Int.min..<boundaries[0] : boundaries[cohort - 1]..<boundaries[cohort]
      let people = first.filter { born.contains($0.value) }
      let temporary = people.filter { isTemporary[$0.key] }
      #expect(tally.people[cohort] == people.count && tally.temporary[cohort] == temporary.count)
      for place in 0..<6 {
        let ended = temporary.count { $0.value + 90 * Self.day <= boundaries[place] }
        #expect(tally.ended[cohort][place] == ended, "\(cohort), \(place)")
      }
      guard cohort > 0 else { continue }
      let own = edits.filter { born.contains($0.time) && isTemporary[$0.person] }
      let counts = Dictionary(grouping: own, by: \.person).mapValues(\.count)
      #expect(months[cohort - 1].temporaryParticipants == counts.count)
      #expect(months[cohort - 1].temporaryNewcomers == temporary.count)
      #expect(months[cohort - 1].temporaryNewReturning == temporary.keys.count { (counts[$0] ?? 0) > 1 })
    }
  }

  @Test("shows shares of few people as fractions, and what is not known as a dash")
  func texts() {
    func line(_ cell: CohortTable.Cell) -> String { cell.text(minimum: 5).line }
    #expect(line(.all(1_234)) == "1,234" && line(.some(12, of: 47)) == "12 (26 %)" && line(.some(1, of: 4)) == "1 of 4")
    #expect(line(.reachable(12, of: 47, without: 3)) == "12 (26 %) †")
    #expect(line(.reachable(1, of: 4, without: 1)) == "1 of 4 †")
    #expect(line(.reachable(7, of: nil, without: 3)) == "7 †" && line(.reachable(0, of: 0, without: 9)) == "– †")
    #expect(line(.none) == "" && line(.unknown) == "–" && line(.some(0, of: 0)) == "–")
  }

  /// Months with people who edit so many times each, in the order of the months.
  private static func report(_ months: [[Int]], kpis: [String]) throws -> Report {
    var facts = ReportFacts()
    let people = months.map(\.count).max() ?? 0
    facts.actors = [nil] + (0..<people).map { ActorFact(name: "P\($0)", kind: .registered, isInBotGroup: false) }
    let periods = months.indices.map { MonthlyEdits.last.advanced(by: $0 - months.count + 1) }
    let coverage = Coverage(name: "Feedback on wiki", until: MonthlyEdits.asOf, problem: nil)
    let edits = zip(periods, months).flatMap { period, counts in
      counts.enumerated().flatMap { person, count in
        (0..<count).map {
          PackedEdit(
            timestamp: period.start.adding(seconds: Int64($0) * 60), actor: UInt32(person + 1), reverted: false)
        }
      }
    }
    facts.pages = [
      PageFacts(
        title: "Feedback", wiki: "wiki", pageID: 1, created: nil, coverage: coverage, lastRevisionID: nil,
        edits: edits.sorted())
    ]
    facts.products = [ProductFacts(name: "A", pages: [0], feedback: [coverage], support: [], supportSources: [])]
    var definition = try TestReports.definition(kpis: kpis)
    definition.blocks = [.robustness, .cohorts]
    return Report(definition, facts: facts, periods: periods, asOf: MonthlyEdits.asOf)
  }

  @Test("leaves out a share at one edit, which everybody who takes part has")
  func invariable() throws {
    let report = try Self.report([[3, 1], [3, 1, 1]], kpis: ["returning-rate", "returning-participants"])
    let names = report.robustness.map { $0.rows.filter { $0.variant.temporary == .include }.map(\.variant.name) }
    let share = ["2 edits", "3 edits", "2 days", "3 days"]
    #expect(names == [share, ["1 edit"] + share])
  }

  @Test("says when the direction of the trend depends on the choice, and when not")
  func sentence() throws {
    // More people come from month to month, and fewer of them come often: all on one day.
    let report = try Self.report(
      [[3, 3, 3, 3], [3, 3, 3, 1, 1], [3, 3, 1, 1, 1, 1], [3, 1, 1, 1, 1, 1, 1]], kpis: ["returning-participants"])
    let table = try #require(report.robustness.first)
    #expect(table.rows[0].cells.map(\.value) == [4, 5, 6, 7] && table.rows[0].direction == .rising)
    #expect(table.rows[2].cells.map(\.value) == [4, 3, 2, 1] && table.rows[2].direction == .falling)
    #expect(table.rows[3].cells.map(\.value) == [0, 0, 0, 0] && table.rows[3].direction == .unclear)
    #expect(
      table.sentence == "Which way the trend goes depends on what is counted: no clear trend with 2 days, 3 days; "
        + "rising with 1 edit; falling with the others.")
    let same = try Self.report([[2], [2, 2], [2, 2, 2], [2, 2, 2, 2]], kpis: ["returning-participants"])
    #expect(
      same.robustness[0].rows.filter { !$0.variant.countsDays && ($0.variant.count ?? 3) < 3 }.allSatisfy {
        $0.direction == .rising
      })
    let one = try Self.report([[2]], kpis: ["returning-participants"])
    #expect(one.robustness[0].sentence == "Too few values are final to tell a trend.")
    let page = PageContext(report, computed: MonthlyEdits.asOf)
    #expect(page.hasRobustness && page.robustness[0].sentence == table.sentence)
    #expect(page.robustness[0].lines.filter(\.isChosen).map(\.heading) == ["2 edits"])
    #expect(TerminalReport(report, style: .plain).text.contains("* 2 edits"))
  }

  @Test("is on the page only where the report asks for it")
  func optional() throws {
    let edits = try MonthlyEdits([1, 2, 3])
    let page = PageContext(edits.report, computed: MonthlyEdits.asOf)
    #expect(page.cohorts == nil && !page.hasRobustness && page.robustness.isEmpty && edits.report.cohorts == nil)
  }
}
