import LocalWiki
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("Edits and threads that contradict each other", .bounded)
struct ThreadEvidenceTests {
  private static let months = ["2026-08", "2026-09", "2026-10"]
  private static let kpis = [
    "discussions", "first-response-time", "answered-in-time", "solo-threads", "volunteer-share",
  ]

  private static func time(_ month: String, _ day: Int) -> String { "\(month)-\(day < 10 ? "0" : "")\(day)T10:00:00Z" }

  /// An edit to each of some names, one a day.
  private static func edits(_ names: [String], in month: String) -> [(author: String, time: String)] {
    names.enumerated().map { ($0.element, time(month, $0.offset % 28 + 1)) }
  }

  private static func names(_ count: Int, _ stem: String = "Reader") -> [String] {
    (0..<count).map { "\(stem) \($0)" }
  }

  /// A thread of each of some names in a month.
  private static func threads(_ names: [String], in month: String) -> [TalkThread] {
    names.enumerated().map { place, name in
      TalkThread("\(name) in \(month)", [.init(name, time(month, place % 28 + 1))])
    }
  }

  @Test("tell that threads were archived elsewhere, in each month and for each KPI of threads", arguments: kpis)
  func lost(kpi: String) throws {
    let facts = TalkFacts([
      TalkFacts.Page(
        threads: Self.threads(["Reader 1"], in: "2026-10"),
        edits: Self.months.flatMap { Self.edits(Self.names(20), in: $0) })
    ])
    for (value, silent) in zip(try facts.measure(kpi, in: Self.months), [20, 20, 19]) {
      #expect(value.status == .unknown && value.value == nil, "\(value)")
      let reason = value.reason ?? ""
      #expect(reason.hasPrefix("\(silent) of the 20 people who edited Feedback on wiki in "), "\(reason)")
      #expect(reason.contains("name the archive under \"archives\""), "\(reason)")
    }
  }

  @Test(
    "say nothing where few people are silent, or not twice as many as others",
    arguments: [(7, 0, true), (8, 0, false), (8, 5, true), (8, 4, false), (11, 6, true), (12, 6, false), (0, 1, true)])
  func thresholds(silent: Int, others: Int, isKnown: Bool) throws {
    let writers = Self.names(others, "Writer")
    let facts = TalkFacts([
      TalkFacts.Page(
        threads: Self.threads(writers, in: "2026-10"),
        edits: Self.edits(Self.names(silent) + writers, in: "2026-10"))
    ])
    let value = try facts.value("discussions")
    #expect((value.status == .complete) == isKnown, "\(value)")
    #expect(value.value == (isKnown ? Double(others) : nil))
    // What is missing from a product is missing from the whole, however much is written elsewhere.
    #expect(try facts.value("discussions", of: "A").status == value.status)
  }

  @Test("make the whole report unknown where one of its products lacks threads, and no other product")
  func products() throws {
    let writers = Self.names(80, "Writer")
    let other = TalkFacts.Page(
      title: "Other", product: 1, threads: Self.threads(writers, in: "2026-10"),
      edits: Self.edits(writers, in: "2026-10"))
    let facts = TalkFacts([
      TalkFacts.Page(threads: [], edits: Self.edits(Self.names(10), in: "2026-10")), other,
    ])
    #expect(try facts.value("discussions", of: "A").status == .unknown)
    #expect(try facts.value("discussions", of: "P1").value == 80)
    #expect(try facts.value("discussions").status == .unknown)
  }

  @Test("count nobody who was undone, nor bots and addresses, and those who speak in an archive")
  func leftOut() throws {
    let silent = Self.names(30).map { "undone \($0)" } + (1...30).map { "192.0.2.\($0)" } + ["Archiver Bot"]
    let writers = Self.names(12, "Writer")
    let facts = TalkFacts([
      TalkFacts.Page(threads: [], edits: Self.edits(silent + writers, in: "2026-10")),
      TalkFacts.Page(title: "Feedback/Archive 1", threads: Self.threads(writers, in: "2026-10"), edits: []),
    ])
    #expect(try facts.value("discussions").value == 12)
  }

  @Test("are in accord on ordinary pages, whatever people mend, sort and archive", arguments: 0..<30)
  func ordinary(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var edits: [(author: String, time: String)] = []
    var threads: [TalkThread] = []
    for month in Self.months {
      let writers = Self.names(.random(in: 0...30, using: &random), "Writer")
      threads += Self.threads(writers, in: month)
      for _ in 0..<4 { edits += Self.edits(writers.filter { _ in .random(using: &random) }, in: month) }
      edits += Self.edits(writers, in: month)
      // Two who archive, and one who mends something for every three who write.
      edits += Self.edits(Self.names(2 + writers.count / 3, "Mender"), in: month)
      edits += Self.edits(Self.names(.random(in: 0...20, using: &random), "undone Vandal"), in: month)
    }
    let facts = TalkFacts([TalkFacts.Page(threads: threads, edits: edits)])
    for value in try facts.measure("discussions", in: Self.months) { #expect(value.status == .complete, "\(value)") }
  }

  @Test("are told of a real wiki's page until the archive is named")
  func archived() async throws {
    let talk = try await TalkSetting(pages: [], kpis: Self.kpis)
    defer { talk.wiki.stop() }
    let readers = Self.names(20)
    try await talk.wiki.importHistories([
      PageHistory(
        "Feedback",
        Self.months.flatMap { month in Self.edits(readers, in: month).map { .init($0.time, .account($0.author)) } }),
      PageHistory("Old talk/1", [.init("2026-10-30T00:00:00Z", .account("Reader 3"))]),
    ])
    try talk.proxy.set("Feedback", Self.threads(["Reader 1"], in: "2026-10"))
    try await talk.setting.collect()
    for kpi in Self.kpis {
      let value = try await talk.setting.value(kpi)
      #expect(value.status == .unknown && value.reason?.contains("19 of the 20 people") == true, "\(value)")
    }
    let archive = "Feedback/Archive 1"
    try await talk.wiki.move("Old talk/1", to: archive)
    try talk.proxy.set(archive, Self.months.flatMap { Self.threads(readers, in: $0) })
    try await talk.setting.collect()
    let value = try await talk.setting.value("discussions")
    #expect(value.value == 21 && value.status == .complete, "\(value)")
  }

  @Test("are foreseen by a check, where no title begins as the archives do")
  func emptyArchives() async throws {
    let setting = try await CollectSetting()
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories(
      ["Feedback", "Talk:Feedback/Archive 1"].map {
        PageHistory($0, [.init("2026-10-30T00:00:00Z", .account("Ann"))])
      })
    func findings(_ archives: String...) async throws -> [CheckFinding] {
      await FeedbackCheck(
        wiki: try setting.connect.wiki(setting.definition.wikis[0]), titles: ["Feedback"], archives: archives,
        hasLiquidThreads: false
      ).findings().findings
    }
    #expect(try await findings("Talk:Feedback/Archive *", "talk:Feedback/Arch*").map(\.state) == [.ok])
    let found = try await findings("Talk:Feedback/Archive *", "Talk:Feedback/archive *", "Feedback/Archive *")
    #expect(found.map(\.state) == [.warning, .warning])
    #expect(found.first?.subject == "wiki: the archives Talk:Feedback/archive *")
    #expect(found.first?.problem?.contains("not counted") == true, "\(found)")
  }
}
