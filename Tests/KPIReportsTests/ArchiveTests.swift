import LocalWiki
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("Archives of feedback pages", .bounded)
struct ArchiveTests {
  private static let names = ["Talk:A", "Talk:B", "C/Feedback", "D/Feedback", "Project:E", "F"]

  /// A wiki with six feedback pages and archives, more of them from page to page.
  private static func setting() async throws -> CollectSetting {
    let setting = try await CollectSetting(edit: { _, yaml in
      let products = names.map {
        "  - {name: \"\($0)\", feedback: [{wiki: wiki, page: \"\($0)\", archives: \"\($0)/Archive *\"}]}"
      }
      let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
      let start = try #require(lines.firstIndex(of: "products:"))
      let end = try #require(lines.firstIndex { $0.hasPrefix("kpis:") })
      return (lines[...start] + products.map { $0[...] } + lines[end...]).joined(separator: "\n")
    })
    try await setting.wiki.importHistories(
      names.enumerated().flatMap { place, name in
        [PageHistory(name, CollectSetting.history(2))]
          + (0..<place * 3).map { PageHistory("\(name)/Archive \($0)", CollectSetting.history(1)) }
      })
    return setting
  }

  @Test("are looked through with at most four requests for six pages, and new ones are found")
  func fewRequests() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    #expect(try await setting.collect().failures.isEmpty)
    let first = 6 * 2 + 3 * (0 + 1 + 2 + 3 + 4 + 5)
    #expect(try await setting.value("edits").value == Double(first))

    try setting.wiki.forgetRequests()
    try await setting.collect()
    #expect(try setting.wiki.requests().count <= 4)
    #expect(try await setting.value("edits").value == Double(first))

    // One prefix had no page yet, one is named only, one is listed whole.
    try await setting.wiki.importHistories(
      ["Talk:A", "Talk:B", "F"].map { PageHistory("\($0)/Archive new", CollectSetting.history(5)) })
    try await setting.wiki.importHistories([
      PageHistory("Talk:B/Archive 1", [.init("2026-10-30T00:00:00Z", .account("Zoe"), text: "late")])
    ])
    try await setting.wiki.delete("C/Feedback/Archive 2")
    try await setting.wiki.move("D/Feedback/Archive 2", to: "Elsewhere")
    // What was touched within the second of reading is looked at again.
    try await Task.sleep(for: .milliseconds(1_100))
    try await setting.collect()
    let deleted = try await setting.value("edits")
    #expect(deleted.status == .unknown, "\(deleted)")
    #expect(deleted.reason == "C/Feedback/Archive 2 on wiki was deleted, its history is no longer public")
    var others = 0.0
    for name in Self.names where name != "C/Feedback" {
      others += try #require(try await setting.value("edits", of: name).value)
    }
    #expect(others == Double(first + 15 + 1 - (2 + 6)))
    try setting.wiki.forgetRequests()
    try await setting.collect()
    #expect(try setting.wiki.requests().count <= 4)
  }

  @Test("are listed in pairs as far as the survey can ask for the pages of one")
  func plan() {
    let titles = { (count: Int) in (0..<count).map { "T\($0)" } }
    let plan = ArchivePlan([("A*", titles(30)), ("B*", titles(5)), ("C*", titles(20)), ("D*", nil)], room: 40)
    #expect(plan.pairs == [.init(full: "A*", named: "B*"), .init(full: "D*", named: "C*")])
    #expect(plan.titles.count == 25)
    let cold = ArchivePlan([("A*", nil), ("B*", nil)], room: 40)
    #expect(cold.pairs == [.init(full: "A*", named: nil), .init(full: "B*", named: nil)])
  }
}
