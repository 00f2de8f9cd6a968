import Foundation
import GRDB
import LocalWiki
import Logging
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("Collecting discussions from a real wiki", .bounded)
struct TalkCollectTests {
  private static func thread(_ heading: String, _ comments: (String, String)...) -> TalkThread {
    TalkThread(
      heading, comments.enumerated().map { .init($0.element.0, "2026-10-\($0.element.1):00Z", level: $0.offset + 1) })
  }

  @Test("gives what was recorded of the real extension, thread by thread and comment by comment")
  func recorded() async throws {
    let talk = try await TalkSetting()
    defer { talk.wiki.stop() }
    _ = try await talk.wiki.createBot("Archiver Bot")
    talk.proxy.set("Feedback", answer: String(decoding: try DiscussionAnswerTests.fixture("october"), as: UTF8.self))
    #expect(try await talk.setting.collect().failures.isEmpty)
    let facts = try await talk.setting.store.facts(for: talk.setting.definition, until: CollectSetting.asOf)
    let threads = try #require(facts.discussions.first).threads
    let truth = try DiscussionAnswerTests.truth()
    #expect(threads.map(\.heading) == truth.map(\.heading))
    #expect(
      threads.map { $0.comments.map { facts.actors[Int($0.actor)]?.name } }
        == truth.map { $0.comments.map(\.author) })
    #expect(
      threads.map { $0.comments.map { Instant(seconds: Int64($0.seconds)).description } }
        == truth.map { $0.comments.map(\.timestamp) })
    // The bot is known by its group, from its name alone.
    #expect(try await talk.setting.value("discussions").value == 14)
    let solo = try await talk.setting.value("solo-threads")
    #expect(solo.numerator == 5 && solo.denominator == 14)
    let share = try await talk.setting.value("volunteer-share")
    #expect(share.numerator == 30 && share.denominator == 38)
  }

  @Test("counts the threads below headings that only group, and not twice what the real extension lists twice")
  func grouped() async throws {
    let talk = try await TalkSetting()
    defer { talk.wiki.stop() }
    talk.proxy.set("Feedback", answer: String(decoding: try DiscussionAnswerTests.fixture("grouped"), as: UTF8.self))
    #expect(try await talk.setting.collect().failures.isEmpty)
    #expect(try await talk.setting.value("discussions").value == 8)
    #expect(try await talk.setting.value("volunteer-share").denominator == 13)
  }

  @Test("knows no number where the author or the time of a comment can't be read")
  func unreadableComment() async throws {
    let talk = try await TalkSetting()
    defer { talk.wiki.stop() }
    let recorded = String(decoding: try DiscussionAnswerTests.fixture("grouped"), as: UTF8.self)
    talk.proxy.set("Feedback", answer: recorded.replacing("2026-10-02T12:00:00Z", with: "Friday"))
    try await talk.setting.collect()
    let value = try await talk.setting.value("discussions")
    #expect(value.status == .unknown && value.value == nil, "\(value)")
    #expect(value.reason == "a comment on Feedback on wiki has no author or no time that can be read", "\(value)")
    talk.proxy.set("Feedback", answer: recorded)
    try await talk.setting.collect()
    #expect(try await talk.setting.value("discussions").value == 8)
  }

  @Test("asks only for pages that were edited, and counts what moves to an archive once")
  func incremental() async throws {
    let talk = try await TalkSetting(pages: ["Feedback", "Feedback/Archive 1"])
    defer { talk.wiki.stop() }
    let (old, new) = (
      Self.thread("Old", ("Ann", "01T10:00"), ("Lea (WMF)", "02T10:00")), Self.thread("New", ("Ann", "20T10:00"))
    )
    try talk.proxy.set("Feedback", [old, new])
    try talk.proxy.set("Feedback/Archive 1", [Self.thread("Older", ("Cleo", "01T09:00"))])
    try await talk.setting.collect()
    #expect(Set(talk.proxy.takeAsked()) == ["Feedback", "Feedback/Archive 1"])
    #expect(try await talk.setting.value("discussions").value == 3)

    try await talk.setting.collect()
    #expect(talk.proxy.takeAsked().isEmpty)
    #expect(try await talk.setting.value("discussions").status == .complete)

    // The bot has saved the archive, and not yet the page.
    try talk.proxy.set("Feedback/Archive 2", [old])
    try await talk.create(["Feedback/Archive 2"])
    try await talk.setting.collect()
    #expect(talk.proxy.takeAsked() == ["Feedback/Archive 2"])
    #expect(try await talk.setting.value("discussions").value == 3)
    #expect(try await talk.setting.value("volunteer-share").denominator == 4)

    try talk.proxy.set("Feedback", [new])
    try await talk.touch("Feedback")
    try await talk.setting.collect()
    #expect(talk.proxy.takeAsked() == ["Feedback"])
    #expect(try await talk.setting.value("discussions").value == 3)
    #expect(try await talk.setting.value("volunteer-share").denominator == 4)
    try await talk.setting.expectLikeNew()
    #expect(talk.proxy.takeAsked().count == 3)
  }

  @Test("does not double a thread that is edited, signed again or retitled, and forgets one that is removed")
  func edited() async throws {
    let talk = try await TalkSetting()
    defer { talk.wiki.stop() }
    for thread in [
      Self.thread("Bug", ("Ann", "01T10:00")), Self.thread("Bug", ("Ann", "01T10:00"), ("Berta", "03T10:00")),
      Self.thread("Bug", ("Ann", "01T11:45"), ("Berta", "03T10:00")),
      Self.thread("Bug (solved)", ("Ann", "01T11:45"), ("Berta", "03T10:00")),
    ] {
      try talk.proxy.set("Feedback", [thread])
      try await talk.touch("Feedback")
      try await talk.setting.collect()
      #expect(try await talk.setting.value("discussions").value == 1)
      #expect(try await talk.threads().flatMap(\.comments).count == thread.comments.count)
    }
    try talk.proxy.set("Feedback", [])
    try await talk.touch("Feedback")
    try await talk.setting.collect()
    #expect(try await talk.setting.value("discussions").value == 0)
    try await talk.setting.expectLikeNew()
  }

  @Test("says that a wiki without the extension is unknown, asks it once for all pages, and has not failed")
  func withoutExtension() async throws {
    let setting = try await CollectSetting(kpis: ["edits"] + TalkSetting.kpis)
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories(
      ["Feedback", "Feedback/Archive 1", "Feedback/Archive 2"].map { PageHistory($0, CollectSetting.history(3)) })
    for _ in 0..<2 {
      try setting.wiki.forgetRequests()
      #expect(try await setting.collect().failures.isEmpty)
      #expect(try setting.wiki.requests().count { $0["action"] == "discussiontoolspageinfo" } == 1)
    }
    for kpi in TalkSetting.kpis {
      let value = try await setting.value(kpi)
      #expect(value.status == .unknown && value.value == nil && value.numerator == nil)
      #expect(
        value.reason == "wiki does not have the extension DiscussionTools, which tells the threads of a page",
        "\(value)")
    }
    #expect(try await setting.value("edits").value == 9)
  }

  @Test("says that a page of which the wiki tells no discussions is unknown, and asks again")
  func withoutDiscussions() async throws {
    let talk = try await TalkSetting(pages: ["Feedback", "Feedback/Archive 1"])
    defer { talk.wiki.stop() }
    try talk.proxy.set("Feedback", [Self.thread("Bug", ("Ann", "01T10:00"))])
    for answer in [#"{"discussiontoolspageinfo":{"threaditemshtml":[]}}"#, #"{"discussiontoolspageinfo":[]}"#] {
      talk.proxy.set("Feedback/Archive 1", answer: answer)
      try await talk.setting.collect()
      let value = try await talk.setting.value("discussions")
      #expect(value.status == .unknown && value.value == nil, "\(value)")
      #expect(value.reason?.contains("Feedback/Archive 1") == true, "\(value)")
    }
    try talk.proxy.set("Feedback/Archive 1", [])
    try await talk.setting.collect()
    #expect(try await talk.setting.value("discussions").value == 1)
  }

  @Test("tells no number from what is left on a page after its threads went to an archive that can't be read")
  func archivedOutOfReach() async throws {
    let talk = try await TalkSetting()
    defer { talk.wiki.stop() }
    let threads = (1...10).map { Self.thread("Bug \($0)", ("Ann", "\(10 + $0)T10:00"), ("Ben", "\(10 + $0)T11:00")) }
    try talk.proxy.set("Feedback", threads)
    try await talk.setting.collect()
    #expect(try await talk.setting.value("discussions").value == 10)
    try await talk.wiki.importHistories([
      PageHistory("Feedback/Archive 2026", [.init("2026-11-15T00:00:00Z", .account("Ann"))])
    ])
    try talk.proxy.set("Feedback", [threads[9]])
    try await talk.touch("Feedback")
    for answer in [#"{"discussiontoolspageinfo":[]}"#, "<html>"] {
      talk.proxy.set("Feedback/Archive 2026", answer: answer)
      try await talk.setting.collect()
      for kpi in TalkSetting.kpis {
        let value = try await talk.setting.value(kpi)
        #expect(value.status == .unknown && value.value == nil, "\(value)")
        #expect(value.reason?.contains("Feedback/Archive 2026") == true, "\(value)")
      }
    }
    try talk.proxy.set("Feedback/Archive 2026", Array(threads.dropLast()))
    try await talk.setting.collect()
    #expect(try await talk.setting.value("discussions").value == 10)
    #expect(try await talk.setting.value("solo-threads").value == 0)
  }

  @Test("goes on with the other pages when one fails, keeps what was read of it, and knows how far")
  func onePageFails() async throws {
    let talk = try await TalkSetting(pages: ["Feedback", "Feedback/Archive 1"], patience: .seconds(10))
    defer { talk.wiki.stop() }
    try talk.proxy.set("Feedback", [Self.thread("Bug", ("Ann", "01T10:00"))])
    try talk.proxy.set("Feedback/Archive 1", [Self.thread("Old", ("Ann", "02T10:00"))])
    try await talk.setting.collect()
    try await talk.touch("Feedback")
    try await talk.touch("Feedback/Archive 1")
    try talk.proxy.set("Feedback/Archive 1", [])
    for answer in ["", "<html>", #"{"errors":[{"code":"permissiondenied","text":"No.","module":"main"}]}"#] {
      talk.proxy.set("Feedback", answer: answer)
      let outcome = try await talk.setting.collect()
      #expect(outcome.failures.count == 1 && outcome.wikisReached == 1, "\(outcome)")
      // October was read whole before, but what the archive lost may stand on the page that can't be read.
      let value = try await talk.setting.value("discussions")
      #expect(value.status == .unknown && value.reason?.contains("Feedback on wiki") == true, "\(value)")
      // Had it been read a day ago, its newest threads would not be known.
      let now = Instant(seconds: Int64(Date().timeIntervalSince1970))
      try await talk.setting.store.database.write { database in
        try database.execute(
          sql: "UPDATE discussion_page SET checked = ? WHERE problem IS NOT NULL",
          arguments: [now.adding(seconds: -86_400).seconds])
      }
      let later = try await talk.setting.value("discussions", in: Period(.month, containing: now).id, asOf: now)
      #expect(later.status == .unknown, "\(later)")
      #expect(later.reason?.hasPrefix("the discussions of Feedback on wiki could not be read") == true, "\(later)")
    }
  }

  @Test("knows a signature for that of an account which was renamed since, and one person by name and revisions")
  func renamed() async throws {
    let talk = try await TalkSetting(pages: [])
    defer { talk.wiki.stop() }
    try await talk.wiki.importHistories([PageHistory("Feedback", [.init("2026-10-01T10:00:00Z", .account("Berta"))])])
    try talk.proxy.set("Feedback", [Self.thread("Bug", ("Berta", "01T10:00"))])
    try await talk.setting.collect()
    try await talk.wiki.rename("Berta", to: "Bertha")
    try await talk.wiki.importHistories([PageHistory("Feedback", [.init("2026-10-03T10:00:00Z", .account("Bertha"))])])
    try talk.proxy.set("Feedback", [Self.thread("Bug", ("Berta", "01T10:00"), ("Bertha", "03T10:00"))])
    try await talk.setting.collect()
    #expect(Set(try await talk.threads().flatMap(\.comments).map(\.actor)).count == 1)
    #expect(try await talk.setting.value("solo-threads").value == 1)
  }

  @Test("takes hostile headings, names and depths for what they are")
  func hostile() async throws {
    let talk = try await TalkSetting()
    defer { talk.wiki.stop() }
    let deep = (1...200).map { TalkThread.Comment("Reader \($0)", "2026-10-02T10:00:00Z", level: $0) }
    try talk.proxy.set(
      "Feedback",
      [
        TalkThread(
          "<b onclick='x>'>{{Delete}}</b> | '); DROP TABLE thread; --", [.init("'; --", "2026-10-01T10:00:00Z")]),
        TalkThread("Deep", deep),
        TalkThread("Many", (0..<5_000).map { .init("Reader \($0 % 50)", "2026-10-03T1\($0 % 10):00:00Z") }),
      ])
    #expect(try await talk.setting.collect().failures.isEmpty)
    let threads = try await talk.threads()
    #expect(threads.map(\.heading) == ["{{Delete}} | '); DROP TABLE thread; --", "Deep", "Many"])
    #expect(threads.map(\.comments.count) == [1, 200, 5_000])
    #expect(try await talk.setting.value("discussions").value == 3)
  }
}
