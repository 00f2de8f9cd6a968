import Foundation
import LocalWiki
import Testing

@Suite("Collecting and previewing when a part fails")
struct CollectCommandTests {
  /// Runs commands on a report about two pages, of which the second may be spoilt.
  private static func run(
    _ commands: [String], groups: String = "bot", spoilt: WikiProxy.Answer? = nil
  ) async throws -> [Kpibot.Result] {
    let wiki = try await LocalWiki.start()
    defer { wiki.stop() }
    try await wiki.importHistories(
      (1...2).map { PageHistory("Feedback \($0)", [.init("2026-10-02T00:00:00Z", .account("Ann"))]) })
    let proxy = try await WikiProxy(to: wiki) { fields in
      fields["prop"] == "revisions" && fields["pageids"] == "3" ? spoilt : nil
    }
    let folder = try TemporaryFolder()
    try folder.write(
      """
      title: Ours
      wikis: {local: "\(proxy.api)"}
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
          [command, "mine", "--store", "facts.sqlite", "--as-of", "2026-11-05T00:00:00Z", "--patience", "5s"]
            + (command == "preview" ? ["--format", "json"] : []), in: folder.path))
    }
    return results
  }

  @Test("collect ends with the code of what failed, preview shows the rest")
  func pageFails() async throws {
    let denied = #"{"errors": [{"code": "permissiondenied", "text": "No.", "module": "query"}]}"#
    for (answer, status) in [(WikiProxy.Answer.json(denied), Int32(77)), (.status(500), 75)] {
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
