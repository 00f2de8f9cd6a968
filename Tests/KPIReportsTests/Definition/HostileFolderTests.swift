import LocalWiki
import Foundation
import Testing

@testable import KPIReports

@Suite("A hostile report folder")
struct HostileFolderTests {
  @Test("is no symbolic link that leads elsewhere, and has none that leads out")
  func links() throws {
    let (outside, folder) = (try TemporaryFolder(), try TemporaryFolder())
    let good = TestReports.yaml(kpis: ["edits"])
    try outside.write(good, to: "report/report.yaml")
    try outside.write("title: secret", to: "secret")
    let manager = FileManager.default
    try manager.createSymbolicLink(atPath: folder.path + "/out", withDestinationPath: outside.path + "/report")
    #expect(try mistakes(folder.path + "/out").contains { $0.contains("symbolic link that leads elsewhere") })

    try folder.write(good, to: "releases/report.yaml")
    try manager.createSymbolicLink(atPath: folder.path + "/current", withDestinationPath: "releases")
    #expect(throws: Never.self) { try ReportReader().read(folder: folder.path + "/current") }

    try manager.createDirectory(atPath: folder.path + "/linked", withIntermediateDirectories: true)
    try manager.createSymbolicLink(
      atPath: folder.path + "/linked/report.yaml", withDestinationPath: outside.path + "/secret")
    let told = try mistakes(folder.path + "/linked")
    #expect(
      told.contains { $0.contains("symbolic link that leads out of its folder") } && !told.joined().contains("secret"))
  }

  @Test("has no file that is none, is too large, or holds NUL bytes or no text")
  func files() throws {
    let folder = try TemporaryFolder()
    mkfifo((folder.path as NSString).appendingPathComponent("pipe"), 0o600)
    try FileManager.default.createDirectory(atPath: folder.path + "/a", withIntermediateDirectories: true)
    try FileManager.default.moveItem(atPath: folder.path + "/pipe", toPath: folder.path + "/a/report.yaml")
    #expect(try mistakes(folder.path + "/a").contains { $0.contains("it is no file") })

    try folder.write(String(repeating: "- a\n", count: 13_000_000), to: "b/report.yaml")
    #expect(try mistakes(folder.path + "/b").contains { $0.contains("has 52000000 bytes; 1048576 are the most") })
    try folder.write("title: a\0b", to: "c/report.yaml")
    #expect(try mistakes(folder.path + "/c").contains { $0.contains("holds a NUL byte") })
    try FileManager.default.createDirectory(atPath: folder.path + "/d", withIntermediateDirectories: true)
    try Data([0xFF, 0xFE, 0x41]).write(to: URL(fileURLWithPath: folder.path + "/d/report.yaml"))
    #expect(try mistakes(folder.path + "/d").contains { $0.contains("is not a UTF-8 text") })
  }

  @Test("has no aliases that grow without bound, and no depth that exhausts the stack")
  func bombs() throws {
    let folder = try TemporaryFolder()
    let bomb = "a: &a [x, x]\n" + (1...30).map { "b\($0): &b\($0) [*a, *a]\n" }.joined()
    try folder.write(bomb, to: "a/report.yaml")
    #expect(try mistakes(folder.path + "/a").contains { $0.contains("anchors and aliases") })
    try folder.write(String(repeating: "[", count: 200_000), to: "b/report.yaml")
    #expect(try !mistakes(folder.path + "/b").isEmpty)
    try folder.write(
      "title: " + String(repeating: "[", count: 20_000) + String(repeating: "]", count: 20_000), to: "c/report.yaml")
    #expect(try !mistakes(folder.path + "/c").isEmpty)
  }

  @Test("has no formulas in its tables", arguments: ["=1+1", "@SUM(A1)", "+cmd", "-2+3", "\t=1"])
  func formulas(field: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("wiki,title\nmeta,\"\(field)\"\n", to: "facts/x.csv")
    let error = #expect(throws: ReportMistakes.self) {
      try CSVTable(path: folder.path + "/facts/x.csv", columns: ["wiki", "title"])
    }
    #expect(error?.description.contains("x.csv:2:6: title begins like a formula") == true)
    try folder.write("wiki,title\nmeta,-2.5\nmeta,a=b\n", to: "facts/x.csv")
    #expect(try CSVTable(path: folder.path + "/facts/x.csv", columns: ["title"]).rows.count == 2)
  }

  @Test("has tables that are read or refused, whatever they hold", arguments: 0..<300)
  func tables(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = ["wiki", ",", "\"", "\"\"", "\n", "\r\n", "\r", "é", "\0", "=", ";", "title", " ", "漢", "\u{FEFF}"]
    let text =
      "wiki,title\n"
      + (0..<Int.random(in: 0...30, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
    let folder = try TemporaryFolder()
    try folder.write(text, to: "facts/x.csv")
    do { _ = try CSVTable(path: folder.path + "/facts/x.csv", columns: ["wiki"]) } catch let error as ReportMistakes {
      #expect(error.mistakes.allSatisfy { !$0.message.isEmpty })
    }
  }

  @Test("has templates that are read or refused, whatever they hold", arguments: 0..<300)
  func templates(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = [
      "{{=<% %>=}}", "<%", "%>", "{{", "}}", "{{{", "}}}", "#", "/", "^", ">", "&", "=", "title", "rows", "\n", "é",
      "!",
      "%", "<%#groups%>", "<%/groups%>", "<%> value%>", "$", "*",
    ]
    let folder = try TemporaryFolder()
    for file in ["page.mustache", "summary.mustache", "value.mustache"] {
      try folder.write(
        (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined(),
        to: "r/" + file)
    }
    do { _ = try TemplateFolder(folder: folder.path + "/r", shipped: nil) } catch {
      #expect(!error.mistakes.isEmpty)
    }
  }

  private func mistakes(_ folder: String) throws -> [String] {
    let error = #expect(throws: ReportMistakes.self) { try ReportReader().read(folder: folder) }
    return (error?.mistakes ?? []).map(\.description)
  }
}
