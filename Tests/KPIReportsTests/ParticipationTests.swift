import LocalWiki
import MediaWiki
import Testing

@testable import KPIReports

@Suite("The participation of people")
struct ParticipationTests {
  private static let day = 86_400

  @Test("is the same as a slow and obvious calculation gives on random histories", arguments: 0..<60)
  func randomHistories(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let boundaries = (0..<6).map { 1_000 * Self.day + $0 * (seed % 2 == 0 ? 7 : 30) * Self.day }
    let edits = (0..<Int.random(in: 0...400, using: &random)).map { _ in
      // Times often lie on the very boundary of a day.
      let time = Int.random(in: 900 * Self.day...1_200 * Self.day, using: &random)
      let rounded = Bool.random(using: &random) ? time / Self.day * Self.day : time
      return SlowParticipation.Edit(
        person: Int.random(in: 0..<40, using: &random), time: rounded,
        reverted: Int.random(in: 0..<8, using: &random) == 0)
    }
    var rule = ParticipationRule()
    rule.minEdits = Int.random(in: 1...3, using: &random)
    rule.distinctDays = Bool.random(using: &random)
    rule.excludeReverted = Bool.random(using: &random)
    rule.after = Int64(Self.day) * Int64.random(in: 0...2, using: &random)
    rule.within = rule.after + Int64(Self.day) * Int64.random(in: 1...40, using: &random)
    // The edits of a person are spread over three pages.
    let pages = (0..<3).map { page in
      edits.enumerated().filter { $0.offset % 3 == page }.map { packed($0.element) }.sorted()
    }
    let people = everyone(40)
    let end = Instant(seconds: Int64.max / 4)
    let timeline = Timeline(merging: pages.map { Timeline($0, people: people, before: end) })
    let tallies = ParticipationTally.tally(
      timeline.edits, people: people.count, boundaries: boundaries.map { UInt32($0) }, rule: rule)
    let slow = SlowParticipation(edits, rule: rule)
    for place in 1..<tallies.count {
      let previous = boundaries[place - 1]..<boundaries[place]
      #expect(tallies[place] == slow.tally(boundaries[place]..<boundaries[place + 1], previous: previous))
    }
  }

  @Test("counts the first second of a month to the new month")
  func firstSecond() throws {
    let start = try #require(Instant(iso8601: "2026-10-01T00:00:00Z"))
    let values = try measure(["edits"], edits: [start.adding(seconds: -1), start], in: ["2026-09", "2026-10"])
    #expect(values.map(\.value) == [1, 1])
  }

  @Test("counts a leap day to February")
  func leapDay() throws {
    let values = try measure(
      ["edits"], edits: [#require(Instant(iso8601: "2028-02-29T23:59:59Z"))], in: ["2028-02", "2028-03"])
    #expect(values.map(\.value) == [1, 0])
  }

  @Test("is zero, and known, for a page without history")
  func emptyHistory() throws {
    let values = try measure(["participants", "returning-rate"], edits: [], in: ["2026-10"])
    #expect(values.map(\.status) == [.complete, .complete])
    #expect(values[0].value == 0)
    #expect(values[1].value == nil && values[1].denominator == 0)
  }

  @Test("is unknown, never zero, where the page could not be read")
  func unread() throws {
    let values = try measure(["participants"], edits: [], in: ["2026-10"], checked: nil, problem: "the wiki is down")
    #expect(values[0].value == nil)
    #expect(values[0].status == .unknown)
    #expect(values[0].reason == "the wiki is down")
  }

  @Test("is partial while the period lasts, and a newcomer's return until 30 days after")
  func partial() throws {
    let inside = try #require(Instant(iso8601: "2026-10-20T00:00:00Z"))
    let running = try measure(["edits"], edits: [], in: ["2026-10"], checked: inside, asOf: inside)
    #expect(running[0].status == .partial)
    let after = try #require(Instant(iso8601: "2026-11-05T00:00:00Z"))
    let ended = try measure(["newcomer-return-rate"], edits: [], in: ["2026-10"], checked: after, asOf: after)
    #expect(ended[0].status == .partial)
    #expect(ended[0].reason?.contains("2026-12-01") == true)
    // Where the period still runs, its end is not when the value becomes final.
    let early = try measure(["newcomer-return-rate"], edits: [], in: ["2026-10"], checked: inside, asOf: inside)
    #expect(early[0].reason == "the value becomes final on 2026-12-01")
  }

  @Test("counts one person once, also when two wikis know the name")
  func oneNameOnTwoWikis() {
    let actors: [ActorFact?] = [
      nil, ActorFact(name: "Ann", kind: .registered, isInBotGroup: false),
      ActorFact(name: "Ann", kind: .registered, isInBotGroup: false),
    ]
    #expect(People(actors: actors, rules: PeopleRules()).count == 1)
  }

  @Test("leaves out bots, staff, IP editors and hidden authors, and takes in temporary accounts")
  func whoCounts() throws {
    var rules = PeopleRules()
    rules.botNames = [NamePattern("*Bot")]
    rules.botExceptions = ["Abbot"]
    rules.staffNames = [NamePattern("* (WMF)")]
    rules.staffList = [
      StaffMember(
        name: "Kim", from: CivilDate(year: 2026, month: 1, day: 1), to: CivilDate(year: 2026, month: 1, day: 31))
    ]
    let names: [(String, ActorFact.Kind, Bool)] = [
      ("ArchiverBot", .registered, false), ("Abbot", .registered, false), ("Ida (WMF)", .registered, false),
      ("192.0.2.1", .anonymous, false), ("~2026-12345-67", .temporary, false), ("Silent", .registered, true),
      ("Kim", .registered, false),
    ]
    let people = People(
      actors: [nil] + names.map { ActorFact(name: $0.0, kind: $0.1, isInBotGroup: $0.2) }, rules: rules)
    let january = try #require(Instant(iso8601: "2026-01-31T23:59:59Z"))
    func why(_ actor: UInt32, _ time: Instant) -> People.Exclusion? {
      people.exclusion(of: PackedEdit(timestamp: time, actor: actor, reverted: false))
    }
    #expect((0...7).map { why($0, january) } == [.hidden, .bot, nil, .staff, .anonymous, nil, .bot, .staff])
    #expect(why(7, january.adding(seconds: 1)) == nil)
  }

  private func packed(_ edit: SlowParticipation.Edit) -> PackedEdit {
    PackedEdit(
      timestamp: Instant(seconds: Int64(edit.time)), actor: UInt32(edit.person + 1), reverted: edit.reverted)
  }

  private func everyone(_ count: Int) -> People {
    let actors = (0..<count).map { ActorFact(name: "Person \($0)", kind: .registered, isInBotGroup: false) }
    return People(actors: [nil] + actors, rules: PeopleRules())
  }

  private func measure(
    _ kpis: [String], edits: [Instant], in periods: [String],
    checked: Instant? = Instant(seconds: 4_000_000_000), problem: String? = nil,
    asOf: Instant = Instant(seconds: 4_000_000_000)
  ) throws -> [KPIReports.Measurement] {
    let coverage = Coverage(name: "Feedback on wiki", until: checked, problem: problem)
    var facts = ReportFacts()
    facts.actors = [nil, ActorFact(name: "Ann", kind: .registered, isInBotGroup: false)]
    facts.pages = [
      PageFacts(
        title: "Feedback", wiki: "wiki", pageID: 1, created: nil, coverage: coverage, lastRevisionID: nil,
        edits: edits.map { PackedEdit(timestamp: $0, actor: 1, reverted: false) }.sorted())
    ]
    facts.products = [
      ProductFacts(name: "A", pages: [0], feedback: [coverage], support: [], supportSources: [])
    ]
    let definition = try TestReports.definition(kpis: kpis)
    return Measuring(definition, facts: facts, asOf: asOf)
      .measurements(over: periods.compactMap { Period($0) }).filter { $0.product == nil }
  }
}
