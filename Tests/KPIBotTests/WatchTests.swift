import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("Watching a report", .bounded)
struct WatchTests {
  /// How often a text stands in another.
  private static func count(_ part: String, in text: String) -> Int { text.components(separatedBy: part).count - 1 }

  /// A copy of the demo in a folder.
  private static func demo(in folder: TemporaryFolder) throws -> String {
    let path = folder.path + "/mine"
    try FileManager.default.copyItem(atPath: Kpibot.templates + "/demo", toPath: path)
    return path
  }

  /// Writes a file as editors do: beside it, and then in its place.
  private static func save(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  private static func text(of path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }

  @Test("previews again after each change of a definition, template, table or partial, and tells mistakes")
  func changes() async throws {
    let folder = try TemporaryFolder()
    let report = try Self.demo(in: folder)
    let program = try await Kpibot.start(
      ["preview", report, "--templates", Kpibot.templates, "--watch", "--format", "wikitext"], in: folder.path)
    try await program.wait(for: "the first preview") { program.output.contains("<!-- kpibot:computed") }
    let definition = try Self.text(of: report + "/report.yaml")

    try Self.save(definition.replacing("period: month", with: "period: fortnight"), to: report + "/report.yaml")
    try await program.wait(for: "the mistake") { program.errors.contains("mine/report.yaml:11: ") }
    try Self.save(definition.replacing("Dark mode", with: "Night mode"), to: report + "/report.yaml")
    try await program.wait(for: "another definition") { program.output.contains("Night mode") }

    let page = try Self.text(of: report + "/page.mustache")
    try Self.save("Changed template\n" + page, to: report + "/page.mustache")
    try await program.wait(for: "another template") { program.output.contains("Changed template") }

    try folder.write("Changed partial", to: "partials/notes.mustache")
    try await program.wait(for: "another partial") { program.output.contains("Changed partial") }

    let revisions = try Self.text(of: report + "/facts/revisions.csv")
    let line = "wiki,102,999999,2026-10-15T00:00:00Z,999999,Somebody new,registered,0"
    let before = Self.count("<!-- kpibot:computed", in: program.output)
    try Self.save(revisions + line + "\n", to: report + "/facts/revisions.csv")
    try await program.wait(for: "another table") { Self.count("<!-- kpibot:computed", in: program.output) > before }
    let others = program.errors.split(separator: "\n").filter { !$0.contains("numbers in this table are samples") }
    #expect(others.count == 1, "\(program.errors)")

    program.kill(with: SIGINT)
    #expect(await program.result().status == 130)
  }

  @Test("asks the wiki once, and shows what would change on the page from what it said")
  func asksOnce() async throws {
    let wiki = try await LocalWiki.start()
    defer { wiki.stop() }
    try await wiki.importHistories([PageHistory("Feedback", [.init("2026-10-02T00:00:00Z", .account("Ann"))])])
    let folder = try TemporaryFolder()
    let yaml = """
      title: Ours
      wikis: {local: "\(wiki.api)"}
      publish: {wiki: local, page: KPIs}
      products: [{name: A, feedback: [{wiki: local, page: Feedback}]}]
      kpis: [edits]
      """
    try folder.write(yaml, to: "mine/report.yaml")
    for file in ["page.mustache", "summary.mustache"] { try folder.write("x", to: "mine/\(file)") }
    let program = try await Kpibot.start(["preview", "mine", "--watch", "--store", "mine/f.sqlite"], in: folder.path)
    try await program.wait(for: "the first preview") { program.output.contains("Summary:") }
    #expect(program.output.contains("KPIs on local: the page would be made"))

    try wiki.forgetRequests()
    try Self.save(yaml.replacing("title: Ours", with: "title: Theirs"), to: folder.path + "/mine/report.yaml")
    try await program.wait(for: "the second preview") { Self.count("Summary:", in: program.output) == 2 }
    #expect(try wiki.requests().isEmpty)
    let second = try #require(program.output.components(separatedBy: "Theirs").last)
    #expect(second.contains("KPIs on local: the page would be made"))
    #expect(second.contains("read    local: 1 feedback page, 1 revision, up to"))

    program.kill(with: SIGTERM)
    #expect(await program.result().status == 143)
  }

  @Test("watches nothing where there is no report")
  func noReport() async throws {
    let result = try await Kpibot.run(["preview", "nonesuch", "--watch"], killedAfter: .seconds(300))
    #expect(result.status == 78)
  }

  @Test("clears a terminal before each preview, and says there how it ends")
  func terminal() async throws {
    let folder = try TemporaryFolder()
    let report = try Self.demo(in: folder)
    let program = try await Kpibot.start(
      columns: 100, ["preview", report, "--templates", Kpibot.templates, "--watch"], in: folder.path)
    try await program.wait(for: "the first preview") { program.output.contains("Ctrl-C ends it") }
    try Self.save(try Self.text(of: report + "/report.yaml") + "\n", to: report + "/report.yaml")
    try await program.wait(for: "the second preview") { Self.count("Ctrl-C ends it", in: program.output) == 2 }
    // A signal that ends the terminal's program ends what runs in it, too.
    program.kill(with: SIGTERM)
    _ = await program.result()
    #expect(Self.count("\u{1B}[H\u{1B}[2J", in: program.output) == 2)
  }
}
