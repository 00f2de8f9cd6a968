import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("The examples of schedules", .bounded)
struct SchedulesTests {
  private static let folder = URL(fileURLWithPath: Kpibot.templates).deletingLastPathComponent()
    .appendingPathComponent("Sources/kpibot/Schedules")

  /// What each file has after the program's name.
  private static func arguments(in file: String) throws -> [String] {
    let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
    let line = try #require(text.split(separator: "\n").last { !$0.hasPrefix("#") && $0.contains("publish") })
    let isList = line.hasPrefix("CMD ")
    let words = line.split(separator: isList ? "\"" : " ").map(String.init)
      .filter { !isList || !$0.allSatisfy { "[, ]".contains($0) } }
    let start = try #require(words.firstIndex(of: "publish"))
    return words[start...].prefix { !$0.hasPrefix(">") && $0 != "]" }.map(\.self)
  }

  @Test("give the program what it takes", arguments: ["kpibot.service", "crontab", "toolforge.yaml", "Containerfile"])
  func parse(file: String) async throws {
    let arguments = try Self.arguments(in: file)
    #expect(arguments.starts(with: ["publish", "my-team", "--if-due"]), "\(arguments)")
    let folder = try TemporaryFolder()
    let made = try await Kpibot.run(["init", "my-team", "--from", "community-liaisons"], in: folder.path)
    #expect(made.status == 0, "\(made)")
    // The report is read, and then there is nothing to sign in with, or nobody to ask.
    let result = try await Kpibot.run(arguments + ["--dry-run", "--patience", "0s"], in: folder.path)
    #expect(result.status == 78 && result.errors.contains("KPIBOT_CONTACT"), "\(result)")
    let wrong = try await Kpibot.run(arguments + ["--no-such-option"], in: folder.path)
    #expect(wrong.status == 64)
  }
}
