import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("The preview in a terminal", .bounded)
struct TerminalCommandTests {
  /// What a preview shows in a terminal of so many columns.
  private static func shown(
    columns: Int, _ options: [String] = [], environment: [String: String] = [:]
  ) async throws -> String {
    let result = try await Kpibot.start(
      columns: columns, ["preview", "demo", "--templates", Kpibot.templates] + options, environment: environment
    ).result()
    #expect(result.status == 0, "\(result.output)")
    return result.output.replacing("\r\n", with: "\n")
  }

  private static func piped(_ options: [String] = [], environment: [String: String] = [:]) async throws -> String {
    let result = try await Kpibot.run(
      ["preview", "demo", "--templates", Kpibot.templates] + options, environment: environment)
    #expect(result.status == 0, "\(result.errors)")
    return result.output
  }

  @Test("fills the terminal's columns, or those that COLUMNS or --width names")
  func width() async throws {
    let narrow = try await Self.piped(["--width", "64"])
    #expect(try await Self.shown(columns: 64, ["--color", "never"]) == narrow)
    #expect(try await Self.shown(columns: 90, ["--color", "never"], environment: ["COLUMNS": "64"]) == narrow)
    #expect(try await Self.piped(environment: ["COLUMNS": "64"]) == narrow)
    #expect(try await Self.piped(["--width", "64"], environment: ["COLUMNS": "100"]) == narrow)
    #expect(try await Self.piped() == Self.piped(["--width", "132"]))
    #expect(narrow.split(separator: "\n").allSatisfy { $0.count <= 64 })
  }

  @Test("colours on a terminal alone, unless it is told otherwise, and says the same with and without")
  func colour() async throws {
    func isColoured(_ text: String) -> Bool { text.contains("\u{1B}[") }
    let coloured = try await Self.shown(columns: 100)
    #expect(isColoured(coloured))
    #expect(!isColoured(try await Self.shown(columns: 100, environment: ["NO_COLOR": "1"])))
    #expect(isColoured(try await Self.shown(columns: 100, environment: ["NO_COLOR": ""])))
    #expect(!isColoured(try await Self.shown(columns: 100, environment: ["TERM": "dumb"])))
    #expect(!isColoured(try await Self.shown(columns: 100, ["--color", "never"])))
    #expect(isColoured(try await Self.piped(["--color", "always"], environment: ["NO_COLOR": "1"])))
    let plain = try await Self.piped(["--width", "100"])
    #expect(!isColoured(plain))
    #expect(coloured.replacing(try Regex("\u{1B}\\[[0-9]*m"), with: "") == plain)
  }

  @Test("leaves formats for programs as they are", arguments: ["json", "wikitext"])
  func formats(format: String) async throws {
    let usual = try await Self.piped(["--format", format])
    #expect(try await Self.piped(["--format", format, "--color", "always", "--width", "60"]) == usual)
    #expect(try await Self.shown(columns: 60, ["--format", format]) == usual)
  }

  @Test(
    "refuses what is no colour and no width", arguments: [["--color", "blue"], ["--width", "10"], ["--width", "x"]])
  func usage(options: [String]) async throws {
    #expect(try await Kpibot.run(["preview"] + options).status == 64)
  }
}
