import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("With --log-format json both streams hold JSON objects alone", .bounded)
struct JSONStreamTests {
  @Test("whatever a command does, and however it ends")
  func objects() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    let commands: [(arguments: [String], status: Int32)] = [
      (["preview"], 0), (["check"], 0), (["collect"], 0), (["publish", "--dry-run"], 0), (["publish"], 0),
      (["publish", "--if-due"], 0), (["publish", "--period", "2099-01"], 64), (["preview", "--period", "2099-01"], 64),
    ]
    for (arguments, status) in commands {
      let result = try await setting.run(arguments)
      #expect(result.status == status, "\(arguments): \(result)")
      check(result, of: arguments)
    }
    try FileManager.default.removeItem(atPath: setting.folder.path + "/credentials")
    for command in ["publish", "check"] {
      let result = try await setting.run([command])
      #expect(result.status == 78, "\(command): \(result)")
      check(result, of: [command])
    }
    for arguments in [
      ["preview", "--format", "table"], ["publish", "--format", "text"], ["check", "--format", "text"],
    ] {
      let result = try await setting.run(arguments)
      #expect(result.status == 64 && result.errors.contains("both streams hold JSON alone"), "\(arguments): \(result)")
    }
  }

  /// Standard output is one value, standard error a line an object.
  private func check(_ result: Kpibot.Result, of arguments: [String]) {
    if !result.output.isEmpty {
      #expect(
        (try? JSONSerialization.jsonObject(with: Data(result.output.utf8))) is [String: Any], "\(arguments): \(result)")
    }
    for line in result.errors.split(separator: "\n") {
      #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) is [String: Any], "\(arguments): \(line)")
    }
  }
}

extension PublishSetting {
  /// Runs a command that logs in JSON.
  fileprivate func run(_ arguments: [String]) async throws -> Kpibot.Result {
    try await Kpibot.run(
      arguments + ["mine", "--log-format", "json", "--store", "facts.sqlite", "--as-of", "2026-11-05T00:00:00Z"],
      in: folder.path)
  }
}
