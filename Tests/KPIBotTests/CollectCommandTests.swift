import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("Collecting and previewing when a part fails", .bounded)
struct CollectCommandTests {
  /// Runs commands on a report about two pages, of which the second may be spoilt.
  private static func run(
    _ commands: [String], groups: String = "bot", spoilt: (status: Int, body: String)? = nil
  ) async throws -> [Kpibot.Result] {
    let wiki = try await LocalWiki.start()
    defer { wiki.stop() }
    try await wiki.importHistories(
      (1...2).map { PageHistory("Feedback \($0)", [.init("2026-10-02T00:00:00Z", .account("Ann"))]) })
    if let spoilt {
      try wiki.fail([["prop": "revisions", "pageids": "3"]], status: spoilt.status, body: spoilt.body)
    }
    let folder = try TemporaryFolder()
    try folder.write(
      """
      title: Ours
      wikis: {local: "\(wiki.api)"}
      people: {bots: {groups: [\(groups)]}}
      products:
        - {name: A, feedback: [{wiki: local, page: Feedback 1}]}
        - {name: B, feedback: [{wiki: local, page: Feedback 2}]}
      kpis: [edits]
      """, to: "mine/report.yaml")
    for file in ["page.mustache", "summary.mustache"] { try folder.write("", to: "mine/\(file)") }
    var results: [Kpibot.Result] = []
    for command in commands {
      results.append(
        try await Kpibot.run(
          [command, "mine", "--store", "facts.sqlite", "--as-of", "2026-11-05T00:00:00Z", "--patience", "10s"]
            + (command == "preview" ? ["--format", "json"] : []), in: folder.path))
    }
    return results
  }

  @Test("collect ends with the code of what failed, preview shows the rest")
  func pageFails() async throws {
    let denied = #"{"errors": [{"code": "permissiondenied", "text": "No.", "module": "query"}]}"#
    for (answer, status) in [((200, denied), 77), ((500, ""), 75)] as [((Int, String), Int32)] {
      let results = try await Self.run(["collect", "preview"], spoilt: answer)
      #expect(results.map(\.status) == [status, 0], "\(results)")
      #expect(results[1].output.contains("Feedback 2 on local could not be read"))
      #expect(results[1].output.contains("\"complete\""))
    }
  }

  @Test("a group that the wiki does not know is the report's mistake")
  func unknownGroup() async throws {
    let results = try await Self.run(["collect", "preview"], groups: "robots")
    #expect(results.map(\.status) == [78, 78])
    #expect(results.allSatisfy { $0.errors.contains("local has no user group \"robots\"") }, "\(results)")
  }
}
