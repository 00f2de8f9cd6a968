import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("A result that can't be written where it is to go", .bounded)
struct UnwrittenOutputTests {
  private static func run(_ command: String, in folder: TemporaryFolder) async throws -> Kpibot.Result {
    try await Kpibot.run(shell: "\"$0\" \(command) >/dev/full", in: folder.path)
  }

  @Test(
    "ends with 74 and says so",
    arguments: [
      "", "preview --format json", "preview --format wikitext", "preview --format html", "kpis", "kpis --format json",
      "init mine --from demo", "--help", "publish --help", "--version",
    ])
  func full(command: String) async throws {
    let folder = try TemporaryFolder()
    let result = try await Self.run(command, in: folder)
    #expect(result.status == 74, "\(result)")
    #expect(result.errors.contains("standard output could not be written"), "\(result)")
    #expect(result.errors.contains("make room where it goes"), "\(result)")
  }

  @Test("says so in an object where the log has such, and keeps the code of what is worse")
  func codes() async throws {
    let folder = try TemporaryFolder()
    for (command, status) in [("preview", 74), ("kpis", 74), ("check --offline", 78)] as [(String, Int32)] {
      let result = try await Self.run("\(command) --log-format json", in: folder)
      #expect(result.status == status, "\(command): \(result)")
      #expect(result.errors.contains("standard output could not be written"), "\(command): \(result)")
      for line in result.errors.split(separator: "\n") {
        _ = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
      }
    }
    #expect(try await Self.run("preview nowhere", in: folder).status == 78)
    #expect(try await Self.run("preview --perod 1", in: folder).status == 64)
  }

  @Test("does not mind who reads the first lines alone")
  func head() async throws {
    let folder = try TemporaryFolder()
    let result = try await Kpibot.run(
      shell: "\"$0\" preview --format json | head -1; exit ${PIPESTATUS[0]}", in: folder.path)
    #expect([0, 128 + SIGPIPE].contains(result.status))
    #expect(result.errors.isEmpty, "\(result.errors)")
  }

  @Test("tells a page as saved all the same")
  func published() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    let options = "mine --store facts.sqlite --as-of 2026-11-05T00:00:00Z"
    for command in ["publish \(options) --format json", "publish \(options)"] {
      let result = try await Self.run(command, in: setting.folder)
      #expect(result.status == 74, "\(result)")
      let revision = try #require(try await setting.edits().first).id
      let isFirst = command.hasSuffix("json")
      #expect(
        result.errors.contains(isFirst ? "published revision \(revision) of" : "unchanged \(PublishSetting.page)"),
        "\(result)")
      #expect(result.errors.contains("standard output could not be written"), "\(result)")
    }
    #expect(try await setting.edits().count == 1)
  }
}
