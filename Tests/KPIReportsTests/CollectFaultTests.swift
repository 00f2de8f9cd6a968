import Foundation
import LocalWiki
import MediaWiki
import Synchronization
import Testing

@testable import KPIReports

@Suite("Collecting from a wiki that fails")
struct CollectFaultTests {
  /// A wiki with pages of three products, of which requests can be spoilt by the page's title.
  private static func setting(
    products: Int = 3, instead: @escaping @Sendable (WikiProxy.Fields) -> WikiProxy.Answer?
  ) async throws -> CollectSetting {
    let setting = try await CollectSetting(patience: .seconds(5), instead: instead) { _, yaml in
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

  /// Whether a request reads the history of one of the pages, which are the first of the wiki after its main page.
  private static func reads(_ page: Int, _ fields: WikiProxy.Fields) -> Bool {
    fields["prop"] == "revisions" && fields["pageids"] == String(page + 1)
  }

  @Test("goes on with the other pages when one fails, for good or in passing", arguments: [403, 500])
  func onePage(status: Int) async throws {
    let setting = try await Self.setting { Self.reads(2, $0) ? .status(status) : nil }
    defer { setting.wiki.stop() }
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

  @Test("tells a page that may not be read among what failed")
  func noPermission() async throws {
    let setting = try await Self.setting {
      Self.reads(2, $0)
        ? .json(#"{"errors": [{"code": "permissiondenied", "text": "No.", "module": "query"}]}"#) : nil
    }
    defer { setting.wiki.stop() }
    let failures = try await setting.collect().failures
    #expect(failures.map { ($0.error as? WikiError)?.category } == [.refused])
  }

  @Test("stops asking a wiki that is down for all pages")
  func down() async throws {
    let isDown = Mutex(true)
    let setting = try await Self.setting(products: 8) { fields in
      fields["prop"] == "revisions" && isDown.withLock { $0 } ? .status(503) : nil
    }
    defer { setting.wiki.stop() }
    let started = ContinuousClock.now
    let outcome = try await setting.collect()
    #expect(outcome.wikisReached == 1 && outcome.failures.count == 3, "\(outcome)")
    #expect(ContinuousClock.now - started < .seconds(40))
    #expect(Set(setting.proxy.requests.compactMap { $0["pageids"] }).count == 3)
    for product in 1...8 {
      let value = try await setting.value("edits", of: "P\(product)")
      #expect(value.status == .unknown && value.reason?.contains("503") == true, "\(value)")
    }
    isDown.withLock { $0 = false }
    #expect(try await setting.collect().failures.isEmpty)
    #expect(try await setting.value("edits").value == 80)
  }

  @Test("has not reached a wiki that does not tell of itself")
  func unreached() async throws {
    let setting = try await Self.setting { $0["meta"] == "siteinfo" ? .status(500) : nil }
    defer { setting.wiki.stop() }
    let outcome = try await setting.collect()
    #expect(outcome.wikisReached == 0 && outcome.failures.count == 1, "\(outcome)")
  }
}
