import LocalWiki
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("Reading several pages of a wiki at once", .bounded)
struct ReadAtOnceTests {
  private static let archives = (1...6).map { "Feedback/Archive \($0)" }
  private static let support = (1...8).map { "Help:P\($0)" }

  /// What was collected, and what was told on the way.
  private struct Collected: Equatable {
    var log: [String]
    var failures: [String]
    var values: [String]

    init(_ setting: CollectSetting) async throws {
      let store = try FactStore()
      let recorder = LogRecorder()
      failures = try await setting.collect(into: store, log: recorder.logger).failures.map { "\($0)" }
      log = recorder.lines.filter { !$0.hasPrefix("debug") }
      values = []
      for kpi in setting.definition.kpis.map(\.kpi.id) { values.append("\(try await setting.value(kpi, from: store))") }
    }
  }

  @Test("reads three discussions at once, and whichever ends first, the facts and the log are the same")
  func discussions() async throws {
    var held: LastFirstProxy?
    let talk = try await TalkSetting(pages: ["Feedback"] + Self.archives) { address in
      let (proxy, server) = try LastFirstProxy.start(to: address)
      held = proxy
      return server
    }
    defer { talk.wiki.stop() }
    for (place, page) in (["Feedback"] + Self.archives).enumerated() {
      let day = place < 9 ? "0\(place + 1)" : "\(place + 1)"
      try talk.proxy.set(
        page,
        [
          TalkThread("Thread \(place)", [.init("Ann", "2026-10-\(day)T10:00:00Z")]),
          TalkThread(
            "Moved", [.init("Lea (WMF)", "2026-10-20T10:00:00Z"), .init("Reader \(place)", "2026-10-21T10:00:00Z")]),
        ])
    }
    let proxy = try #require(held)
    let kind = LastFirstProxy.Kind(["action": "discussiontoolspageinfo"], count: 7, alone: 1)
    let inOrder = try await Collected(talk.setting)
    #expect(inOrder.failures.isEmpty && inOrder.log.count == 1, "\(inOrder)")
    proxy.hold(kind)
    #expect(try await Collected(talk.setting) == inOrder)
    #expect(proxy.come == 7)

    // Two pages of which nothing can be told, and two that can't be read.
    for page in [Self.archives[0], Self.archives[3]] {
      talk.proxy.set(page, answer: #"{"discussiontoolspageinfo":{"threaditemshtml":[]}}"#)
    }
    for (page, code) in [(Self.archives[1], "permissiondenied"), (Self.archives[4], "readapidenied")] {
      talk.proxy.set(page, answer: #"{"errors":[{"code":"\#(code)","text":"No.","module":"main"}]}"#)
    }
    let faulty = try await Collected(talk.setting)
    #expect(faulty.failures.count == 2 && faulty.log.count >= 4, "\(faulty)")
    proxy.hold(kind)
    #expect(try await Collected(talk.setting) == faulty)
    #expect(proxy.come == 7)
  }

  @Test("asks for three support pages at once, each page once, and keeps their order")
  func support() async throws {
    let server = try PageviewsServer(["Help:P1": ["20261010": 5], "Help:P8": ["20261010": 7]])
    var held: LastFirstProxy?
    var before: RawServer?
    let setting = try await CollectSetting(kpis: ["support-pageviews", "views-per-support-page"], pageviews: server) {
      wiki, yaml in
      let (proxy, server) = try LastFirstProxy.start(to: wiki.address)
      (held, before) = (proxy, server)
      // A redirect leads to one of them.
      let titles = (Self.support + ["Help:Old"]).map { "{wiki: wiki, page: \"\($0)\"}" }
      return yaml.replacing(wiki.api, with: server.url + "/api.php")
        .replacing("support: [{wiki: wiki, page: \"Help:A\"}]", with: "support: [\(titles.joined(separator: ", "))]")
    }
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories(
      [PageHistory("Feedback", [.init("2026-10-01T00:00:00Z", .account("Ann"))])]
        + Self.support.map { PageHistory($0, [.init("2020-01-01T00:00:00Z", .account("Ann"))]) }
        + [PageHistory("Help:Old", [.init("2020-01-01T00:00:00Z", .account("Ann"), text: "#REDIRECT [[Help:P3]]")])])
    try await setting.wiki.refreshLinks()
    let inOrder = try await Collected(setting)
    #expect(inOrder.failures.isEmpty, "\(inOrder)")
    let proxy = try #require(held)
    try setting.wiki.forgetRequests()
    let properties = "ids|timestamp|size|comment"
    proxy.hold(LastFirstProxy.Kind(["prop": "revisions", "rvprop": properties], count: Self.support.count))
    #expect(try await Collected(setting) == inOrder)
    let asked = try setting.wiki.requests().filter { $0["rvprop"] == properties }.compactMap { $0["pageids"] }
    #expect(asked.count == Self.support.count && Set(asked).count == asked.count, "\(asked)")
    withExtendedLifetime(before) {}
  }
}
