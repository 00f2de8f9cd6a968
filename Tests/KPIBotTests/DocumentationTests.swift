import Foundation
import LocalWiki
import TestTraits
import Testing

/// What the documentation tells people to type, typed.
@Suite("The documentation", .bounded)
struct DocumentationTests {
  private static let project = URL(fileURLWithPath: Kpibot.templates).deletingLastPathComponent().path
  private static let documents = ["README.md"] + guides.map { "Sources/kpibot/Guides/\($0).md" }
  private static let guides = ["reports", "templates", "numbers"]

  /// What a test can't run inside a test: CI runs the first two, a test here does what the third does, and the others are
  /// run by hand before a release.
  private static let outside: Set = [
    "swift test", "swift run kpibot preview", "swift run localwiki",
    "KPIBOT_FAULT_SCHEDULES=2000 swift test --filter FaultTests.FaultTests",
    "swift build -c release --static-swift-stdlib --product kpibot",
  ]

  @Test("has a tour whose commands do in their order what they say, on a real wiki")
  func tour() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    let folder = try TemporaryFolder()
    try folder.write(try Self.text("credentials.example"), to: "credentials.example")
    let commands = Self.commands(in: try Self.text("README.md"))
    #expect(commands.count > 12)
    for command in commands {
      let words = try Self.words(of: command)
      switch words.first {
      case "kpibot":
        let asOf = words.contains("preview") || words.contains("publish") ? ["--as-of", "2026-11-05T00:00:00Z"] : []
        try await run(Array(words.dropFirst()) + asOf, in: folder)
        if words.contains("init") { try Self.fillIn(setting, in: folder) }
      case "cp", "chmod":
        let end = try await RunningProgram.start(
          ["/usr/bin/env"] + words, in: folder.path, environment: ["PATH": "/usr/bin:/bin"]
        ).end()
        #expect(end == 0, "\(command)")
        let credentials = "KPIBOT_USERNAME=\(setting.bot.username)\nKPIBOT_PASSWORD=\(setting.bot.password)\n"
        if words.first == "cp" { try folder.write(credentials, to: "credentials") }
      default:
        let last = command.components(separatedBy: " && ").last ?? ""
        #expect(Self.outside.contains(last), "nobody runs \(command)")
      }
    }
    #expect(try await setting.wiki.history(of: "Team/KPIs").count == 1)
  }

  @Test("has a tour whose output names the wiki as its init does")
  func tourWiki() async throws {
    let folder = try TemporaryFolder()
    let readme = try Self.text("README.md")
    let command = try #require(Self.commands(in: readme).first { $0.hasPrefix("kpibot init my-team") })
    let made = try await Kpibot.run(Array(try Self.words(of: command).dropFirst()), in: folder.path)
    #expect(made.status == 0, "\(made)")
    let yaml = try String(contentsOfFile: folder.path + "/my-team/report.yaml", encoding: .utf8)
    let wiki = try #require(yaml.firstMatch(of: #/publish:\n  wiki: (\w+)/#)).1
    let shown = readme.matches(of: #/(?:signing in|Team\/KPIs) on (\w+)/#).map(\.1)
    #expect(shown.count == 5 && shown.allSatisfy { $0 == wiki }, "\(shown)")
  }

  @Test("has a wiki to try it on, whose words lead to a published page, and which is gone in the end")
  func localWiki() async throws {
    let localwiki = URL(fileURLWithPath: Kpibot.path).deletingLastPathComponent().appendingPathComponent("localwiki")
    let program = try await RunningProgram.start(
      [localwiki.path], in: Self.project, environment: ["PATH": "/usr/bin:/bin", "HOME": NSTemporaryDirectory()])
    try await program.wait(for: "the wiki") { program.output.text.contains("Ctrl-C") }
    #expect(program.errors.text.isEmpty, "\(program.errors.text)")
    let said = program.output.text.replacing("\\\n", with: "")
    let command = try #require(said.firstMatch(of: #/swift run kpibot (publish .+)/#).map { String($0.1) })
    let folder = try TemporaryFolder()
    let result = try await Kpibot.run(try Self.words(of: command), in: folder.path)
    #expect(result.status == 0 && result.output.hasPrefix("published Product feedback/KPIs"), "\(result)")
    let credentials = try #require(try Self.words(of: command).first { $0.hasSuffix("/credentials") })
    program.kill(with: SIGINT)
    #expect(await program.end() == 0)
    #expect(!FileManager.default.fileExists(atPath: credentials))
  }

  @Test("names in its sentences only commands that there are", arguments: documents)
  func sentences(document: String) async throws {
    let folder = try TemporaryFolder()
    let commands = try Self.text(document).matches(of: #/`kpibot ([^`]+)`/#).map { String($0.1) }
    for command in Set(commands) {
      let result = try await Kpibot.run(try Self.words(of: command), in: folder.path)
      #expect(result.status == 0, "kpibot \(command): \(result)")
    }
  }

  @Test("shows a report that can be read, and a template that can be rendered")
  func examples() async throws {
    let folder = try TemporaryFolder()
    let report = try #require(Self.blocks("yaml", in: try Self.text("Sources/kpibot/Guides/reports.md")).first)
    try folder.write(report, to: "mine/report.yaml")
    let page = try #require(Self.blocks("mustache", in: try Self.text("Sources/kpibot/Guides/templates.md")).first)
    try folder.write(page, to: "mine/page.mustache")
    try folder.write("Bot\n", to: "mine/summary.mustache")
    let result = try await Kpibot.run(["preview", "mine", "--offline", "--format", "wikitext"], in: folder.path)
    #expect(result.status == 0, "\(result)")
    #expect(result.output.contains("Scorecard"))
  }

  @Test("has links that lead somewhere", arguments: documents + ["Sources/kpibot/Schedules/README.md"])
  func links(document: String) throws {
    let folder = URL(fileURLWithPath: Self.project + "/" + document).deletingLastPathComponent()
    for match in try Self.text(document).matches(of: #/\]\(([^)#:]+)\)/#) {
      let path = folder.appendingPathComponent(String(match.1)).path
      #expect(FileManager.default.fileExists(atPath: path), "\(document): \(match.1)")
    }
  }

  /// What templates are given is what the guide says they are given.
  @Test("tells every value of a page")
  func values() throws {
    let guide = try Self.text("Sources/kpibot/Guides/templates.md")
    let partials = try FileManager.default.contentsOfDirectory(atPath: Kpibot.templates + "/partials")
    for partial in partials {
      for match in try Self.text("templates/partials/\(partial)").matches(of: #/<%[#^&]?([a-zA-Z]+)%>/#) {
        #expect(guide.contains("`\(match.1)`"), "\(partial): \(match.1)")
      }
    }
  }

  private func run(_ arguments: [String], in folder: TemporaryFolder) async throws {
    guard arguments.contains("--watch") else {
      let result = try await Kpibot.run(arguments, in: folder.path, environment: ["BROWSER": "/bin/true"])
      #expect(result.status == 0, "\(arguments): \(result)")
      return
    }
    let program = try await Kpibot.start(arguments, in: folder.path)
    try await program.wait(for: "the preview") { program.output.contains("Summary:") }
    program.kill(with: SIGINT)
    #expect(await program.result().status == 130)
  }

  /// Does what the reader does after `init`: names pages that there are, on a wiki that can be asked.
  private static func fillIn(_ setting: PublishSetting, in folder: TemporaryFolder) throws {
    let file = folder.path + "/my-team/report.yaml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
      .replacing("https://meta.wikimedia.org/w/api.php", with: setting.wiki.api)
      .replacing("Product A/Feedback", with: "Feedback")
    try folder.write(text, to: "my-team/report.yaml")
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOfFile: project + "/" + path, encoding: .utf8)
  }

  private static func blocks(_ language: String, in text: String) -> [String] {
    text.components(separatedBy: "```\(language)\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
  }

  /// The commands of the blocks for a shell, without their comments.
  private static func commands(in text: String) -> [String] {
    blocks("sh", in: text).flatMap { $0.split(separator: "\n").map(String.init) }
      .map { ($0.components(separatedBy: " # ").first ?? "").trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }

  /// The words of a command, as a shell would see them.
  private static func words(of command: String) throws -> [String] {
    command.matches(of: #/"([^"]*)"|(\S+)/#).map { String($0.1 ?? $0.2 ?? "") }
  }
}
