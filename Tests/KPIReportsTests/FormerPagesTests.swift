import LocalWiki
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

/// Pages that had a feedback title before: moved away, turned into redirects, or deleted.
@Suite("Former pages of a feedback title", .bounded)
struct FormerPagesTests {
  private static let kpis = ["edits", "participants", "new-participants", "retention-rate", "newcomer-return-rate"]
  private static let asOf = Instant(iso8601: "2026-11-30T00:00:00Z")!

  /// So many revisions in September, one an hour.
  private static func september(_ count: Int, from author: Int = 0) -> [PageHistory.Revision] {
    CollectSetting.history(count, from: author).map {
      PageHistory.Revision($0.timestamp.replacing("2026-10-", with: "2026-09-"), $0.author)
    }
  }

  private static func setting(_ histories: [PageHistory]) async throws -> CollectSetting {
    let setting = try await CollectSetting(kpis: kpis)
    try await setting.wiki.importHistories(histories)
    return setting
  }

  /// What is expected of a KPI in a month; nil is an unknown value.
  private struct Expected {
    let kpi: String
    let month: String
    let value: Double?

    init(_ kpi: String, _ month: String, _ value: Double?) {
      self.kpi = kpi
      self.month = month
      self.value = value
    }
  }

  /// Collects into the store that has lived, twice, and into a new one; what both tell is what is expected.
  @discardableResult
  private static func expect(
    _ setting: CollectSetting, _ expected: [Expected], because reason: String = "", onlyLived: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> FactStore {
    try await setting.collect()
    let fresh = try FactStore()
    try await setting.collect(into: fresh)
    for (name, store) in [("lived", setting.store), ("fresh", fresh), ("lived, again", setting.store)] {
      guard name != "fresh" || !onlyLived else { continue }
      if name == "lived, again" { try await setting.collect() }
      for item in expected {
        let value = try await setting.value(item.kpi, in: item.month, from: store, asOf: asOf)
        let place = Comment(rawValue: "\(name): \(value)")
        #expect(value.value == item.value, place, sourceLocation: sourceLocation)
        #expect(
          value.status == (item.value == nil ? .unknown : .complete), place, sourceLocation: sourceLocation)
        if item.value == nil { #expect(value.reason == reason, place, sourceLocation: sourceLocation) }
      }
    }
    return fresh
  }

  /// 21 edits by seven people in September on the page that was moved; 10 by seven in October on the new one, of whom
  /// three are the same.
  private static let moved = [
    Expected("edits", "2026-09", 21), Expected("edits", "2026-10", 10), Expected("participants", "2026-10", 7),
    Expected("new-participants", "2026-09", 7), Expected("new-participants", "2026-10", 4),
    Expected("retention-rate", "2026-10", 3 / 7),
  ]

  @Test("are its own after they were moved to make place for a new one", arguments: [true, false])
  func archivedByMoving(leavesRedirect: Bool) async throws {
    let setting = try await Self.setting([PageHistory("Feedback", Self.september(21))])
    defer { setting.wiki.stop() }
    try await setting.collect()
    try await setting.wiki.move("Feedback", to: "Old talk", leavesRedirect: leavesRedirect)
    if leavesRedirect { try await setting.wiki.delete("Feedback") }
    try await setting.wiki.importHistories([PageHistory("Feedback", CollectSetting.history(10, from: 4))])
    try await Self.expect(setting, Self.moved)

    // From move to move, without a trace at the titles between.
    try await setting.wiki.move("Old talk", to: "Between", leavesRedirect: false)
    try await setting.wiki.move("Between", to: "Talk of old", leavesRedirect: false)
    try await Self.expect(setting, Self.moved)

    // While nothing happens, no log is read; the log of deletions is looked at again for a minute.
    guard !leavesRedirect else { return }
    try setting.wiki.forgetRequests()
    try await setting.collect()
    let requests = try setting.wiki.requests()
    #expect(requests.filter { $0["letitle"] != nil && $0["letitle"] != "Help:A" } == [])
    #expect(requests.filter { $0["prop"] == "revisions" } == [])
  }

  @Test("are its own where somebody wrote over the redirect of the move")
  func writtenOverRedirect() async throws {
    let setting = try await Self.setting([PageHistory("Feedback", Self.september(21))])
    defer { setting.wiki.stop() }
    try await setting.wiki.move("Feedback", to: "Old talk")
    try await setting.wiki.save("Feedback", "A new page")
    try await Self.expect(setting, Array(Self.moved.prefix(1)))
  }

  @Test("are none where only the redirect of a move is there, or was moved itself")
  func bareRedirects() async throws {
    let setting = try await Self.setting([PageHistory("Feedback", Self.september(21))])
    defer { setting.wiki.stop() }
    try await setting.wiki.move("Feedback", to: "Old talk")
    try await Self.expect(setting, [Expected("edits", "2026-09", 21)])
    try await setting.wiki.move("Feedback", to: "Somewhere", leavesRedirect: false)
    let fresh = try await Self.expect(setting, [Expected("edits", "2026-09", 21)])
    for store in [setting.store, fresh] {
      let pages = try await store.facts(for: setting.definition, until: Self.asOf).pages
      #expect(pages.map(\.title) == ["Old talk"])
    }
  }

  @Test("count with what was written before an edit made a redirect of them")
  func becameRedirect() async throws {
    let setting = try await Self.setting([
      PageHistory("Feedback", Self.september(21)), PageHistory("Elsewhere", CollectSetting.history(10, from: 4)),
    ])
    defer { setting.wiki.stop() }
    try await setting.collect()
    try await setting.wiki.save("Feedback", "#REDIRECT [[Elsewhere]]")
    try await Self.expect(setting, Self.moved)
  }

  @Test("are only the page to which a redirect leads today", arguments: [true, false])
  func retargeted(isDeletedLater: Bool) async throws {
    let setting = try await Self.setting([
      PageHistory("Feedback", [.init("2026-09-01T00:00:00Z", .account("Ann"), text: "#REDIRECT [[First]] ")]),
      PageHistory("First", CollectSetting.history(3)), PageHistory("Second", CollectSetting.history(3, from: 2)),
    ])
    defer { setting.wiki.stop() }
    try await Self.expect(setting, [Expected("edits", "2026-10", 3), Expected("edits", "2026-09", 0)])
    try await setting.wiki.save("Feedback", "#REDIRECT [[Second]]")
    try await Self.expect(setting, [Expected("edits", "2026-10", 3), Expected("participants", "2026-10", 3)])
    guard isDeletedLater else { return }
    // It is another page's matter.
    try await setting.wiki.delete("First")
    try await Self.expect(setting, [Expected("edits", "2026-10", 3)])
    try await setting.wiki.delete("Second")
    try await setting.collect()
    let lost = try await setting.value("edits")
    #expect(lost.status == .unknown, "\(lost)")
    #expect(lost.reason?.hasPrefix("Second does not exist on wiki: it was deleted on ") == true, "\(lost)")
    try await setting.expectLikeNew()
    try await setting.wiki.restore("Second")
    try await Self.expect(setting, [Expected("edits", "2026-10", 3)])
  }

  @Test("make unknown what was written before they were deleted, and who is new since, until they are restored")
  func deletedAndMadeAnew() async throws {
    let setting = try await Self.setting([PageHistory("Feedback", Self.september(21))])
    defer { setting.wiki.stop() }
    try await setting.collect()
    try await setting.wiki.delete("Feedback")
    let reason = "Feedback on wiki was deleted, its history is no longer public"
    try await Self.expect(
      setting, [Expected("edits", "2026-09", nil), Expected("edits", "2026-10", nil)], because: reason)
    try await setting.wiki.importHistories([PageHistory("Feedback", CollectSetting.history(10, from: 4))])
    // The page was there until today.
    try await Self.expect(
      setting,
      [
        Expected("edits", "2026-09", nil), Expected("edits", "2026-10", nil),
        Expected("new-participants", "2026-10", nil),
      ], because: reason)
    // The store that knew it also knows when it began.
    try await Self.expect(setting, [Expected("edits", "2026-08", 0)], onlyLived: true)
    try await setting.wiki.restore("Feedback")
    try await Self.expect(setting, Self.moved)
  }

  @Test("leave what was written after they were deleted, but for who is new")
  func deletedLongAgo() async throws {
    let setting = try await CollectSetting(
      kpis: Self.kpis, options: LocalWiki.Options(settings: LocalWiki.ownClock))
    defer { setting.wiki.stop() }
    try setting.wiki.setClock(Instant(iso8601: "2026-09-20T00:00:00Z")!.seconds)
    try await setting.wiki.importHistories([PageHistory("Feedback", Self.september(21))])
    try await setting.wiki.delete("Feedback")
    try setting.wiki.setClock(Self.asOf.seconds)
    try await setting.wiki.importHistories([PageHistory("Feedback", CollectSetting.history(10, from: 4))])
    try await Self.expect(
      setting,
      [
        Expected("edits", "2026-09", nil), Expected("edits", "2026-10", 10), Expected("participants", "2026-10", 7),
        Expected("new-participants", "2026-10", nil), Expected("newcomer-return-rate", "2026-10", nil),
        Expected("retention-rate", "2026-10", nil),
      ], because: "Feedback on wiki was deleted, its history is no longer public")
  }

  @Test("are missed after they were moved away and deleted there")
  func movedAndDeleted() async throws {
    let setting = try await Self.setting([PageHistory("Feedback", Self.september(21))])
    defer { setting.wiki.stop() }
    try await setting.wiki.move("Feedback", to: "Old talk", leavesRedirect: false)
    try await setting.wiki.importHistories([PageHistory("Feedback", CollectSetting.history(10, from: 4))])
    try await Self.expect(setting, Self.moved)
    try await setting.wiki.delete("Old talk")
    try await Self.expect(
      setting, [Expected("edits", "2026-09", nil), Expected("new-participants", "2026-10", nil)],
      because: "Old talk on wiki was deleted, its history is no longer public")
    try await setting.wiki.restore("Old talk")
    try await Self.expect(setting, Self.moved)
  }

  @Test("lose nothing with the redirect that a move left, and are known where nothing is at the title any more")
  func redirectDeleted() async throws {
    let setting = try await Self.setting([PageHistory("Feedback", Self.september(21))])
    defer { setting.wiki.stop() }
    try await setting.wiki.move("Feedback", to: "Old talk")
    try await setting.wiki.delete("Feedback")
    try await Self.expect(
      setting,
      [Expected("edits", "2026-09", 21), Expected("new-participants", "2026-09", 7), Expected("edits", "2026-10", 0)])
  }

  @Test("are missed among archives that were deleted, until they are restored")
  func archives() async throws {
    let setting = try await Self.setting([
      PageHistory("Feedback", CollectSetting.history(10, from: 4)),
      PageHistory("Feedback/Archive 1", Self.september(21)),
    ])
    defer { setting.wiki.stop() }
    try await Self.expect(setting, Self.moved)
    try await setting.wiki.delete("Feedback/Archive 1")
    try await Self.expect(
      setting, [Expected("edits", "2026-09", nil), Expected("new-participants", "2026-10", nil)],
      because: "Feedback/Archive 1 on wiki was deleted, its history is no longer public")
    // When it began, a new store can't tell.
    try await Self.expect(setting, [Expected("edits", "2026-08", 0)], onlyLived: true)
    try await setting.wiki.restore("Feedback/Archive 1")
    try await Self.expect(setting, Self.moved)
  }

  @Test("concern the KPIs whose periods they reach, and all later ones that ask who is new; threads up to the deletion")
  func standings() throws {
    let day = { (text: String) in Instant(iso8601: "\(text)T00:00:00Z")! }
    let lost = LostPage(name: "Old on wiki", first: day("2026-03-10"), deleted: day("2026-05-20"))
    let kpis = ["edits", "retention-rate", "new-participants"]
    var series = try MonthlyEdits([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], kpis: kpis)
    series.shown = 10
    var facts = series.facts
    facts.products[0].lost = [lost]
    let periods = (1...9).compactMap { Period("2026-0\($0)") }
    let values = Measuring(series.definition, facts: facts, asOf: MonthlyEdits.asOf).measurements(over: periods)
    func unknown(_ kpi: String) -> [String] {
      values.filter { $0.kpi == kpi && $0.product == "A" && $0.status == .unknown }.map(\.period.id)
    }
    #expect(unknown("edits") == ["2026-03", "2026-04", "2026-05"])
    #expect(unknown("retention-rate") == ["2026-03", "2026-04", "2026-05", "2026-06"])
    #expect(unknown("new-participants") == (3...9).map { "2026-0\($0)" })
    #expect(values.allSatisfy { $0.status != .unknown || $0.reason == lost.reason })

    var talk = TalkFacts([.init(threads: [])]).facts
    talk.products[0].lost = [lost]
    let definition = try TestReports.definition(kpis: ["discussions"])
    let threads = Measuring(definition, facts: talk, asOf: day("2027-01-01")).measurements(over: periods)
      .filter { $0.product == nil }
    #expect(threads.filter { $0.status == .unknown }.map(\.period.id) == (1...5).map { "2026-0\($0)" })
  }

  @Test(
    "are archives that a new store never saw: those that were moved count, and a deleted one leaves unknown",
    arguments: [false, true])
  func formerArchives(isWithoutPrefixSearch: Bool) async throws {
    let setting = try await CollectSetting(
      kpis: ["edits"],
      options: LocalWiki.Options(settings: isWithoutPrefixSearch ? "$wgMiserMode = true;" : ""))
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories(
      [PageHistory("Feedback", CollectSetting.history(10)), PageHistory("Feedback/Archives", Self.september(50))]
        + [21, 5, 3, 4].enumerated().map {
          PageHistory("Feedback/Archive \($0.offset + 1)", Self.september($0.element))
        })
    try await setting.wiki.delete("Feedback/Archives")
    try await setting.wiki.move("Feedback/Archive 4", to: "Elsewhere", leavesRedirect: false)
    try await Self.expect(setting, [Expected("edits", "2026-09", 33), Expected("edits", "2026-10", 10)])
    try await setting.wiki.delete("Feedback/Archive 2")
    try await Self.expect(
      setting, [Expected("edits", "2026-09", nil), Expected("edits", "2026-10", nil)],
      because: "Feedback/Archive 2 on wiki was deleted, its history is no longer public")
    try await setting.wiki.restore("Feedback/Archive 2")
    try await Self.expect(setting, [Expected("edits", "2026-09", 33), Expected("edits", "2026-10", 10)])
  }

  @Test("may be the numbers that are missing in a row of archives")
  func gaps() {
    let gaps = FormerArchives.gaps(in: [
      "T/Archive 1", "T/Archive 4", "T/Archive 2", "T/Old", "T/2025/3", "T/Archive x",
    ])
    #expect(gaps == ["T/Archive 3", "T/Archive 5"])
    #expect(FormerArchives.gaps(in: (0..<50).map { "A\($0 * 2 + 1)" }).count == 20)
    #expect(FormerArchives.gaps(in: ["2026-10-30", "2026-10-31", "20261031235959", "Archive 2019"]).isEmpty)
  }
}
