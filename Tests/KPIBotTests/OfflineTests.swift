import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("With --offline nobody is asked", .bounded)
struct OfflineTests {
  @Test("no command makes a connection, whatever else it does")
  func nobody() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    let server = try RawServer { _ in .answer("{}", status: 500) }
    try setting.writeReport(
      api: "\(server.url)/api.php", more: "see_also: [{wiki: local, page: Portal}]\nshutoff: {wiki: local, page: Stop}",
      kpis: "[participants, edits]")
    let statuses: [(arguments: [String], status: Int32)] = [
      (["check"], 65), (["check", "--format", "json"], 65), (["preview"], 0), (["preview", "--format", "diff"], 0),
      (["preview", "--format", "html"], 0), (["preview", "--format", "wikitext"], 0), (["collect"], 0),
      (["publish", "--dry-run"], 65), (["publish", "--dry-run", "--allow-partial"], 0), (["publish"], 64),
      (["publish", "--if-due"], 64),
    ]
    for (arguments, status) in statuses {
      let result = try await setting.run(arguments)
      #expect(result.status == status, "\(arguments): \(result)")
    }
    #expect(server.connectionCount == 0)
  }

  @Test("a rehearsal needs what a publish needs: without credentials both end with 78")
  func credentials() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try FileManager.default.removeItem(atPath: setting.folder.path + "/credentials")
    for arguments in [["--dry-run"], ["--dry-run", "--offline"], []] {
      let result = try await Kpibot.run(
        ["publish", "mine", "--store", "facts.sqlite", "--as-of", "2026-11-05T00:00:00Z"] + arguments,
        in: setting.folder.path)
      #expect(result.status == 78 && result.errors.contains("nothing to sign in with"), "\(arguments): \(result)")
    }
  }
}

extension PublishSetting {
  /// Runs a command offline.
  fileprivate func run(_ arguments: [String]) async throws -> Kpibot.Result {
    try await Kpibot.run(
      arguments + ["mine", "--offline", "--store", "facts.sqlite", "--as-of", "2026-11-05T00:00:00Z"], in: folder.path)
  }
}
