import LocalWiki
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("Deleted and restored pages", .bounded)
struct DeletionTests {
  /// A wiki with a long history that was collected, and was deleted and restored from its 10th day since.
  private static func setting(junk: Int, action: String = "delete") async throws -> CollectSetting {
    let setting = try await CollectSetting()
    try await setting.wiki.importHistories([
      PageHistory("Feedback", CollectSetting.history(600)),
      PageHistory("Feedback/Archive 1", CollectSetting.history(30)),
    ])
    try await setting.collect()
    #expect(try await setting.value("edits").value == 630)
    if junk > 0 { try await setting.wiki.logDeletions(junk, action: action) }
    try await setting.wiki.delete("Feedback")
    try await setting.wiki.restore("Feedback", from: "20261010000000")
    try setting.wiki.forgetRequests()
    return setting
  }

  @Test("are read again when they come back with a part of their history", arguments: [0, 700])
  func partlyRestored(junk: Int) async throws {
    let setting = try await Self.setting(junk: junk)
    defer { setting.wiki.stop() }
    try await setting.collect()
    #expect(try await setting.value("edits").value == 630 - 9 * 24)
    // The report's support page is not there, and what became of it is asked by its title.
    let logs = try setting.wiki.requests().filter {
      $0["list"]?.contains("logevents") == true && $0["letitle"] == nil
    }
    #expect(logs.count == (junk == 0 ? 1 : 3), "\(logs)")
    try await setting.expectLikeNew()
  }

  @Test("are read again where the log is too long to tell which they are")
  func endlessLog() async throws {
    let setting = try await Self.setting(junk: 6_000, action: "restore")
    defer { setting.wiki.stop() }
    try await setting.collect()
    #expect(try await setting.value("edits").value == 630 - 9 * 24)
    try await setting.expectLikeNew()
  }

  @Test("cost no request while nothing is deleted")
  func nothingDeleted() async throws {
    let setting = try await CollectSetting()
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([PageHistory("Feedback", CollectSetting.history(3))])
    try setting.wiki.forgetRequests()
    try await setting.collect()
    let cold = try setting.wiki.requests().count
    try setting.wiki.forgetRequests()
    try await setting.collect()
    // None of the history, the log of user rights, the log of the title and that of the archives has to be read.
    #expect(try setting.wiki.requests().count == cold - 4)
  }

  @Test("leave unknown what other pages of the product do not tell")
  func archiveRemains() async throws {
    let setting = try await Self.setting(junk: 0)
    defer { setting.wiki.stop() }
    try await setting.wiki.delete("Feedback")
    try await setting.collect()
    let value = try await setting.value("edits")
    #expect(value.value == nil && value.status == .unknown, "\(value)")
    #expect(value.reason == "Feedback on wiki was deleted, its history is no longer public")
    try await setting.expectLikeNew()
    let before = try await setting.value("edits", in: "2026-09")
    #expect(before.value == 0 && before.status == .complete, "\(before)")
  }
}
