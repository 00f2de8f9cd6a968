import Foundation
import LocalWiki
import Logging
import MediaWiki
import Testing

@testable import KPIReports

/// A report about a talk page of a local wiki that is reached through a proxy with DiscussionTools.
struct TalkSetting {
  static let kpis = ["discussions", "first-response-time", "answered-in-time", "solo-threads", "volunteer-share"]

  let setting: CollectSetting
  let proxy: DiscussionsProxy
  private let servers: [RawServer]

  var wiki: LocalWiki { setting.wiki }

  /// The pages are there with a text that is not read; another server can stand before all.
  init(
    pages: [String] = ["Feedback"], kpis: [String] = Self.kpis, patience: Duration = .seconds(60),
    options: LocalWiki.Options = LocalWiki.Options(),
    behind: (String) throws -> RawServer? = { _ in nil }
  ) async throws {
    var started: (proxy: DiscussionsProxy, servers: [RawServer])?
    setting = try await CollectSetting(kpis: kpis, patience: patience, options: options) { wiki, yaml in
      let pair = try DiscussionsProxy.start(to: wiki.address)
      let first = try behind(pair.server.url)
      started = (pair.proxy, [pair.server, first].compactMap(\.self))
      return yaml.replacing(wiki.api, with: (first ?? pair.server).url + "/api.php")
        + "\npeople: {staff: {names: [\"* (WMF)\"]}}\n"
    }
    (proxy, servers) = try #require(started)
    try await create(pages)
  }

  /// Makes pages before October 2026.
  func create(_ pages: [String]) async throws {
    try await wiki.importHistories(pages.map { PageHistory($0, [.init("2026-09-01T00:00:00Z", .account("Ann"))]) })
  }

  /// Edits pages, so that they have another newest revision.
  func touch(_ page: String) async throws { try await wiki.save(page, UUID().uuidString) }

  func threads() async throws -> [PageThread] {
    try await setting.store.facts(for: setting.definition, until: CollectSetting.asOf).discussions.flatMap(\.threads)
  }
}
