import Foundation
import LocalWiki
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("Collecting from a wiki that fails", .bounded)
struct CollectFaultTests {
  /// A wiki with a page for each of some products.
  private static func setting(products: Int = 3) async throws -> CollectSetting {
    let setting = try await CollectSetting(patience: .seconds(10)) { _, yaml in
      let products = (1...products).map { "  - {name: P\($0), feedback: [{wiki: wiki, page: Feedback \($0)}]}" }
      let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
      let start = try #require(lines.firstIndex(of: "products:"))
      let end = try #require(lines.firstIndex { $0.hasPrefix("kpis:") })
      return (lines[...start] + products.map { $0[...] } + lines[end...]).joined(separator: "\n")
    }
    try await setting.wiki.importHistories(
      (1...products).map { PageHistory("Feedback \($0)", CollectSetting.history(10)) })
    return setting
  }

  /// The requests that read the history of a page; those of the test are the first after the wiki's main page.
  private static func reading(_ page: Int) -> LocalWiki.Fields { ["prop": "revisions", "pageids": "\(page + 1)"] }

  @Test("goes on with the other pages when one fails, for good or in passing", arguments: [403, 500])
  func onePage(status: Int) async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    try setting.wiki.fail([Self.reading(2)], status: status)
    let outcome = try await setting.collect()
    #expect(outcome.wikisReached == 1)
    #expect(outcome.failures.count == 1, "\(outcome)")
    for product in ["P1", "P3"] {
      let value = try await setting.value("edits", of: product)
      #expect(value.value == 10 && value.status == .complete, "\(value)")
    }
    let failed = try await setting.value("edits", of: "P2")
    #expect(failed.status == .unknown && failed.reason?.contains("HTTP status \(status)") == true, "\(failed)")
    #expect(try await setting.value("edits").status == .unknown)
  }

  @Test(
    "takes no history for whole that lacks its newest revision, or tells not who wrote it, and heals",
    arguments: [
      (#"[]"#, "lacks revision"),
      (#"[{"revid": 1, "timestamp": "2026-10-01T00:00:00Z", "user": "A"}]"#, "lacks revision"),
      (#"null"#, "lacks revision"), (#"[{"revid": 999, "timestamp": "2026-10-01T00:00:00Z"}]"#, "lacks the author of"),
    ])
  func incomplete(revisions: String, message: String) async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    let body =
      #"{"batchcomplete": true, "query": {"pages": [{"pageid": 3, "ns": 0, "title": "Feedback 2", "revisions": "#
      + revisions + "}]}}"
    for hasHistory in [false, true] {
      if hasHistory { try await setting.wiki.save("Feedback 2", "More.") }
      try setting.wiki.fail([Self.reading(2)], status: 200, body: body)
      #expect(try await setting.collect().failures.count == 1)
      let value = try await setting.value("edits", of: "P2")
      // What was known of October already stays true.
      let isKept = hasHistory && value.value == 10 && value.status == .complete
      #expect(isKept || value.status == .unknown && value.reason?.contains(message) == true, "\(value)")
      try setting.wiki.fail([], status: 200)
      #expect(try await setting.collect().failures.isEmpty)
      try await setting.expectLikeNew()
    }
  }

  @Test("does not take bots for people where the wiki does not tell who they are")
  func noBots() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    let body = #"{"batchcomplete": true, "curtimestamp": "2026-11-05T00:00:00Z", "query": {"pages": []}}"#
    try setting.wiki.fail([["prop": "info|redirects|revisions|pageprops"]], status: 200, body: body)
    let outcome = try await setting.collect()
    #expect(outcome.wikisReached == 0 && "\(outcome.failures)".contains("the list of accounts"), "\(outcome)")
  }

  @Test("tells a page that may not be read among what failed")
  func noPermission() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    try setting.wiki.fail(
      [Self.reading(2)], status: 200,
      body: #"{"errors": [{"code": "permissiondenied", "text": "No.", "module": "query"}]}"#)
    let failures = try await setting.collect().failures
    #expect(failures.map { ($0.error as? WikiError)?.category } == [.refused])
  }

  @Test("stops asking a wiki that is down for all pages")
  func down() async throws {
    let setting = try await Self.setting(products: 8)
    defer { setting.wiki.stop() }
    try setting.wiki.fail([["prop": "revisions"]], status: 503)
    let outcome = try await setting.collect()
    #expect(outcome.wikisReached == 1 && (3...5).contains(outcome.failures.count), "\(outcome)")
    // Three in a row, and those that were begun meanwhile.
    #expect((3...5).contains(Set(try setting.wiki.requests().compactMap { $0["pageids"] }).count))
    for product in 1...8 {
      let value = try await setting.value("edits", of: "P\(product)")
      #expect(value.status == .unknown && value.reason?.contains("503") == true, "\(value)")
    }
    try setting.wiki.fail([], status: 200)
    #expect(try await setting.collect().failures.isEmpty)
    #expect(try await setting.value("edits").value == 80)
  }

  @Test("has not reached a wiki that does not tell of itself")
  func unreached() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    try setting.wiki.fail([["prop": "info|redirects|revisions|pageprops"]], status: 500)
    let outcome = try await setting.collect()
    #expect(outcome.wikisReached == 0 && outcome.failures.count == 1, "\(outcome)")
  }
}
