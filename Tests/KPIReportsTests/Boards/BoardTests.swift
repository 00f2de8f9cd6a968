import Foundation
import LocalWiki
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("Boards of StructuredDiscussions", .bounded)
struct BoardTests {
  private static func isPerson(_ name: String) -> Bool { !name.hasSuffix(" (WMF)") }

  @Test("give each post as an edit by who wrote it when it was written, whoever corrected, hid or locked it later")
  func edits() async throws {
    let board = try await BoardSetting()
    defer { board.wiki.stop() }
    #expect(try await board.setting.collect().failures.isEmpty)
    let comments = BoardSetting.Truth.comments(try BoardSetting.truth())
    #expect(comments.count == 30)
    var seen: Set<String> = []
    for period in BoardSetting.periods {
      let own = comments.filter { $0.timestamp.hasPrefix(period) && Self.isPerson($0.author) }
      let edits = try await board.setting.value("edits", in: period)
      #expect(edits.value == Double(own.count) && edits.status == .complete, "\(edits)")
      let people = Set(own.map(\.author))
      #expect(try await board.setting.value("participants", in: period).value == Double(people.count))
      let returning = people.count { name in own.count { $0.author == name } > 1 }
      #expect(try await board.setting.value("returning-participants", in: period).value == Double(returning))
      #expect(
        try await board.setting.value("new-participants", in: period).value
          == Double(people.subtracting(seen).count))
      seen.formUnion(people)
    }
    let facts = try await board.facts()
    let page = try #require(facts.pages.first)
    let told = page.edits.map { edit in
      let minute = Instant(seconds: Int64(edit.seconds)).description.prefix(16)
      return "\(minute) \(facts.actors[Int(edit.actor)]?.name ?? "") \(edit.isReverted)"
    }
    #expect(Set(told) == Set(comments.map { "\($0.timestamp) \($0.author) \($0.hidden == true)" }))
    #expect(page.isBoard && page.lastRevisionID == nil)
    #expect(page.created?.description.hasPrefix("2026-08-03T09:00") == true)
  }

  @Test("leave hidden posts out where undone edits are left out")
  func reverted() async throws {
    let board = try await BoardSetting(kpis: ["edits"], more: "")
    defer { board.wiki.stop() }
    try await board.setting.collect()
    let facts = try await board.facts()
    #expect(facts.pages[0].edits.count(where: \.isReverted) == 1)
    #expect(facts.pages[0].edits.count == 30)
  }

  @Test("give each topic as a thread, whether it is resolved, and no hidden one")
  func threads() async throws {
    let board = try await BoardSetting()
    defer { board.wiki.stop() }
    try await board.setting.collect()
    let truth = try BoardSetting.truth().filter { $0.hidden != true }
    let facts = try await board.facts()
    let threads = try #require(facts.discussions.first).threads
    #expect(threads.count == 12)
    #expect(threads.map(\.isResolved) == truth.map { $0.locked == true })
    #expect(
      threads.map { $0.comments.map { facts.actors[Int($0.actor)]?.name ?? "" } }
        == truth.map { $0.comments.filter { $0.hidden != true }.map(\.author) })
    #expect(
      threads.map { $0.comments.map { Instant(seconds: Int64($0.seconds)).description } }
        == truth.map { $0.comments.filter { $0.hidden != true }.map { "\($0.timestamp):00Z" } })
    #expect(threads.first?.heading == "Topic 0: it <b>breaks</b> here")
    for period in BoardSetting.periods {
      let begun = truth.filter { $0.comments[0].timestamp.hasPrefix(period) }
      #expect(try await board.setting.value("discussions", in: period).value == Double(begun.count))
      let solo = try await board.setting.value("solo-threads", in: period)
      #expect(solo.status == .complete && solo.denominator == Double(begun.count), "\(solo)")
    }
  }

  @Test("are asked for titles alone while nothing happens, and for what happened alone")
  func incremental() async throws {
    let board = try await BoardSetting()
    defer { board.wiki.stop() }
    try await board.setting.collect()
    #expect(board.proxy.takeAsked() == ["topics", "topics", "topics"])
    try await board.setting.collect()
    #expect(board.proxy.takeAsked() == ["titles", "titles", "titles"])
    #expect(try await board.setting.value("edits").status == .complete)
    try await board.expectLikeNew()

    // Somebody hides a post far down.
    let old = board.proxy.listed[1]
    board.proxy.change(old, at: 1_793_600_000_000) { posts in
      let last = posts.keys.filter { $0 != old }.max() ?? ""
      posts[last]?["isModerated"] = true
      posts[last]?["moderateState"] = "hide"
    }
    try await board.setting.collect()
    let title = "Topic:\(old.prefix(1).uppercased())\(old.dropFirst())"
    #expect(board.proxy.takeAsked() == ["titles", "titles", "titles", title])
    #expect(try await board.facts().pages[0].edits.count(where: \.isReverted) == 2)
    try await board.expectLikeNew()

    // Changes in more topics than the list has parts are read with the list.
    for topic in board.proxy.listed.prefix(4) { board.proxy.change(topic, at: 1_793_700_000_000) { _ in } }
    try await board.setting.collect()
    #expect(board.proxy.takeAsked() == ["titles", "titles", "titles", "topics", "topics", "topics"])
    try await board.expectLikeNew()
  }

  @Test("lose topics that are hidden, deleted or come back, wherever they stand in the list")
  func vanished() async throws {
    let board = try await BoardSetting()
    defer { board.wiki.stop() }
    try await board.setting.collect()
    for topic in [board.proxy.listed[0], board.proxy.listed[6], board.proxy.listed[11]] {
      board.proxy.set(topic, isListed: false)
      try await board.setting.collect()
      #expect(try await board.facts().discussions[0].threads.count == 11)
      try await board.expectLikeNew()
      board.proxy.set(topic, isListed: true)
      try await board.setting.collect()
      #expect(try await board.facts().discussions[0].threads.count == 12)
      #expect(try await board.facts().pages[0].edits.count == 30)
      try await board.expectLikeNew()
    }
  }

  @Test("count what was deleted not at all, a hidden name as nobody, and a locked topic as before")
  func moderated() async throws {
    let board = try await BoardSetting()
    defer { board.wiki.stop() }
    let topic = board.proxy.listed[4]
    board.proxy.change(topic, at: 1_793_600_000_000) { posts in
      let own = posts.keys.filter { $0 != topic }.sorted()
      posts[own[0]]?["isModerated"] = true
      posts[own[0]]?["moderateState"] = "delete"
      posts[own[1]]?["creator"] = ["name": false, "id": NSNull()]
      posts[topic]?["isModerated"] = true
      posts[topic]?["moderateState"] = "lock"
    }
    #expect(try await board.setting.collect().failures.isEmpty)
    let facts = try await board.facts()
    #expect(facts.pages[0].edits.count == 29)
    #expect(facts.pages[0].edits.count { $0.actor == PackedEdit.hiddenActor } == 1)
    #expect(facts.discussions[0].threads.count { $0.isResolved == true } == 2)
    #expect(facts.discussions[0].threads.flatMap(\.comments).contains { $0.actor == PackedEdit.hiddenActor })
    try await board.expectLikeNew()
  }

  @Test("are unknown when an answer is cut, endless or an error, and the store keeps what it knew")
  func faults() async throws {
    let board = try await BoardSetting(patience: .seconds(5))
    defer { board.wiki.stop() }
    try await board.setting.collect()
    let topic = board.proxy.listed[3]
    for failure in [
      #"{"flow":{"view-topiclist":{"result":{"topiclist":{"roots":["\#(topic)"],"posts":[],"revisions":[]}}}}}"#,
      #"{"flow":{"view-topiclist":{"result":{}}}}"#, #"{"flow":[]}"#,
      #"{"flow":{"view-topiclist":{"result":{"topiclist":{"roots":[],"posts":[],"revisions":[],"#
        + #""links":{"pagination":{"fwd":{"url":"/index.php?topiclist_offset-id=\#(topic)"}}}}}}}"#,
      #"{"errors":[{"code":"flow-error","text":"No.","module":"flow"}]}"#,
    ] {
      board.proxy.set(failure: failure)
      let outcome = try await board.setting.collect()
      #expect(outcome.failures.count == 1, "\(failure): \(outcome)")
      // October was whole before, and a new store knows nothing.
      #expect(try await board.setting.value("edits").status == .complete)
      let fresh = try FactStore()
      try await board.setting.collect(into: fresh)
      for kpi in ["edits", "discussions"] {
        let value = try await board.setting.value(kpi, from: fresh)
        #expect(value.status == .unknown && value.value == nil, "\(failure): \(value)")
      }
    }
    board.proxy.set(failure: nil)
    try await board.setting.collect()
    try await board.expectLikeNew()
  }

  @Test("are unknown, with what to do, where the wiki has no such extension any more")
  func withoutExtension() async throws {
    let board = try await BoardSetting()
    defer { board.wiki.stop() }
    let unknown =
      #"{"errors":[{"code":"badvalue","text":"Unrecognized value for parameter action: flow.","module":"main"}]}"#
    board.proxy.set(failure: unknown)
    #expect(try await board.setting.collect().failures.isEmpty)
    let value = try await board.setting.value("edits")
    #expect(value.status == .unknown && value.value == nil, "\(value)")
    #expect(value.reason?.contains("it is a board") == true, "\(value)")
    #expect(value.reason.map(UnreadablePage.isReason) == true, "\(value)")
  }

  @Test("that an earlier version took for wikitext are read anew")
  func upgraded() async throws {
    let board = try await BoardSetting()
    defer { board.wiki.stop() }
    board.proxy.set(boards: [])
    try await board.setting.collect()
    #expect(try await board.setting.value("edits", in: "2026-08").value == 1)
    board.proxy.set(boards: ["Feedback"])
    try await board.setting.collect()
    try await board.expectLikeNew()
    #expect(try await board.facts().pages[0].edits.count == 30)
    // And back again: the page is wikitext once more.
    board.proxy.set(boards: [])
    try await board.setting.collect()
    #expect(try await board.setting.value("edits", in: "2026-08").value == 1)
    #expect(try await board.facts().pages[0].edits.count == 1)
  }
}
