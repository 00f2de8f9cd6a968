import Foundation
import LocalWiki
import MediaWiki
import Testing

@testable import KPIReports

/// A report about a feedback page that is a board, as it was recorded of the real extension.
struct BoardSetting {
  static let kpis = [
    "edits", "participants", "returning-participants", "new-participants", "discussions", "answered-in-time",
    "solo-threads", "volunteer-share",
  ]
  /// The months of the record.
  static let periods = ["2026-08", "2026-09", "2026-10"]

  /// A topic as it was made.
  struct Truth: Decodable {
    struct Comment: Decodable {
      let author: String
      let timestamp: String
      let hidden: Bool?
    }
    let root: String
    let comments: [Comment]
    let hidden: Bool?
    let locked: Bool?

    /// The comments that can be read.
    static func comments(_ topics: [Truth]) -> [Comment] { topics.filter { $0.hidden != true }.flatMap(\.comments) }
  }

  let setting: CollectSetting
  let proxy: BoardProxy
  private let server: RawServer

  var wiki: LocalWiki { setting.wiki }

  init(kpis: [String] = kpis, more: String = "", patience: Duration = .seconds(60)) async throws {
    var started: (proxy: BoardProxy, server: RawServer)?
    let lists = try (0...2).map { try Self.fixture("topiclist-\($0)") }
    // Topics are pages in a namespace of their own on every wiki with boards.
    let options = LocalWiki.Options(settings: "$wgExtraNamespaces[2600] = 'Topic';")
    setting = try await CollectSetting(kpis: kpis, patience: patience, options: options) { wiki, yaml in
      let pair = try BoardProxy.start(to: wiki.address, lists: lists)
      started = pair
      return yaml.replacing(wiki.api, with: pair.server.url + "/api.php")
        + "\npeople: {staff: {names: [\"* (WMF)\"]}}\n" + more
    }
    (proxy, server) = try #require(started)
    proxy.set(boards: ["Feedback"])
    try await wiki.importHistories([
      PageHistory("Feedback", [.init("2026-08-03T09:00:01Z", .account("Flow talk page manager"))])
    ])
  }

  static func fixture(_ name: String) throws -> Data {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/flow/\(name)", withExtension: "json"))
    return try Data(contentsOf: url)
  }

  static func truth() throws -> [Truth] { try JSONDecoder().decode([Truth].self, from: try fixture("truth")) }

  /// What the store has of the board.
  func facts() async throws -> ReportFacts {
    try await setting.store.facts(for: setting.definition, until: CollectSetting.asOf)
  }

  /// All values are those of a new store.
  func expectLikeNew(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let fresh = try FactStore()
    try await setting.collect(into: fresh)
    for kpi in setting.definition.kpis.map(\.kpi.id) {
      for period in Self.periods {
        let old = try await setting.value(kpi, in: period)
        let new = try await setting.value(kpi, in: period, from: fresh)
        #expect(
          old.value == new.value && old.status == new.status && old.n == new.n, "\(kpi): \(old) and \(new)",
          sourceLocation: sourceLocation)
      }
    }
    _ = proxy.takeAsked()
  }
}
