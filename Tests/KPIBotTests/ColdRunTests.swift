import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("How long a first run takes, as check says", .bounded)
struct ColdRunTests {
  private struct List: Decodable {
    struct Finding: Decodable {
      let subject: String
      let state: String
    }
    let findings: [Finding]
  }

  /// How many requests `check` says that a first run takes, and what it said before it collected the facts.
  private static func told(_ setting: PublishSetting) async throws -> (requests: Int, isAtLeast: Bool) {
    let check = try await setting.run("check", "--format", "json", "--log-format", "text")
    let list = try JSONDecoder().decode(List.self, from: Data(check.output.utf8))
    let finding = try #require(list.findings.first { $0.subject.hasPrefix("a first run") }, "\(check)")
    #expect(finding.state == "ok")
    #expect(check.errors.contains(finding.subject), "\(check)")
    let match = try #require(
      finding.subject.firstMatch(
        of: #/^a first run, with an empty store, takes .+: (about|at least) ([0-9,]+) requests?$/#), "\(finding)")
    return (try #require(Int(match.2.replacing(",", with: ""))), match.1 == "at least")
  }

  /// Compares what `check` says with what a first run does, and `check` once more when the store is full.
  private static func compare(_ setting: PublishSetting, count: () throws -> Int) async throws {
    let first = try await told(setting)
    let before = try count()
    let collect = try await Kpibot.run(
      ["collect", "mine", "--store", "empty.sqlite", "--as-of", "2026-11-05T00:00:00Z"], in: setting.folder.path)
    #expect(collect.status == 0, "\(collect)")
    let sent = try count() - before
    for told in [first, try await told(setting)] {
      #expect(!told.isAtLeast)
      #expect(abs(Double(told.requests - sent)) <= 0.2 * Double(sent), "\(told.requests) instead of \(sent)")
    }
  }

  private static func history(_ title: String, _ count: Int) -> PageHistory {
    PageHistory(
      title,
      (0..<count).map { place in
        let (day, hour, minute) = (place / 1_440 % 28 + 1, place / 60 % 24, place % 60)
        let time = [hour, minute].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return .init("2026-10-\(day < 10 ? "0" : "")\(day)T\(time):00Z", .account("Reader \(place % 7)"))
      })
  }

  /// A report about some feedback and support pages.
  private static func report(
    _ setting: PublishSetting, wiki: String, products: [String], kpis: String = "[edits, participants]",
    more: String = ""
  ) throws {
    try setting.folder.write(
      """
      title: Cold
      wikis: \(wiki)
      publish: {wiki: local, page: "\(PublishSetting.page)"}
      products:
      \(products.enumerated().map { "  - {name: P\($0.offset), \($0.element)}" }.joined(separator: "\n"))
      kpis: \(kpis)
      \(more)
      """, to: "mine/report.yaml")
  }

  @Test("is right for long histories of few pages, of bots and of other accounts", arguments: [true, false])
  func longHistories(isFlagged: Bool) async throws {
    let setting = try await PublishSetting(isFlagged: isFlagged)
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories(
      [("Long", 1_100), ("Middle", 510), ("Short", 30)].map { Self.history($0.0, $0.1) })
    try Self.report(
      setting, wiki: "{local: \"\(setting.wiki.api)\"}",
      products: ["Long", "Middle", "Short"].map { "feedback: [{wiki: local, page: \($0)}]" })
    try await Self.compare(setting) { try setting.wiki.requests().count }
  }

  @Test("is right for many archives, of which only some are counted")
  func archives() async throws {
    let setting = try await PublishSetting(isFlagged: false)
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories(
      [Self.history("Talk", 700)]
        + (1...60).map { Self.history("Talk/Archive \($0)", $0 % 10 == 0 ? 510 : 3) })
    try Self.report(
      setting, wiki: "{local: \"\(setting.wiki.api)\"}",
      products: ["feedback: [{wiki: local, page: Talk, archives: \"Talk/Archive *\"}]"])
    try await Self.compare(setting) { try setting.wiki.requests().count }
  }

  @Test("is right for discussions, support pages with redirects, their views, and tables, on two wikis")
  func allKinds() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    let (proxy, server) = try DiscussionsProxy.start(to: setting.wiki.address)
    let views = try PageviewsServer(["Help:S1": ["20261010": 5], "Help:S2": ["20261011": 5]])
    let talk = (1...8).map { "Talk \($0)" }
    for title in talk { try proxy.set(title, [TalkThread("A", [.init("Ann", "2026-10-10T10:00:00Z")])]) }
    try await setting.wiki.importHistories(
      talk.map { Self.history($0, 20) } + (1...5).map { Self.history("Help:S\($0)", 2) }
        + (1...4).map { number in
          PageHistory(
            "Help:Old \(number)",
            [.init("2020-01-01T00:00:00Z", .account("Ann"), text: "#REDIRECT [[Help:S\(number)]]")])
        })
    try await setting.wiki.refreshLinks()
    let table = "{| class=\"wikitable\"\n! KPI !! Period !! Value\n|-\n| team-size || 2026-10 || 5\n|}"
    try await setting.wiki.importHistories([
      PageHistory(
        "Figures",
        ["2026-06-10", "2026-08-10", "2026-10-10"].map {
          .init("\($0)T00:00:00Z", .account("Ann"), text: table)
        })
    ])
    let other = server.url.replacing("127.0.0.1", with: "localhost")
    let pageviews = "pageviews: \"\(views.base)\", project: \(views.project)"
    try Self.report(
      setting,
      wiki: "{local: {api: \"\(server.url)/api.php\", \(pageviews)}, other: {api: \"\(other)/api.php\", \(pageviews)}}",
      products: talk.prefix(6).map { "feedback: [{wiki: local, page: \($0)}]" }
        + talk.suffix(2).map { "feedback: [{wiki: other, page: \($0)}]" }
        + ["support: [\((1...5).map { "{wiki: local, page: \"Help:S\($0)\"}" }.joined(separator: ", "))]"],
      kpis: "[edits, discussions, support-pageviews, figure: {name: team-size}]",
      more: "figures: {wiki: local, page: Figures}")
    try await Self.compare(setting) { server.requests.count + views.requestCount }
  }
}
