import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("The name of a report on the command line", .bounded)
struct ReportNameTests {
  private static func folder() async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let made = try await Kpibot.run(["init", "our-team", "--from", "demo"], in: folder.path)
    #expect(made.status == 0, "\(made)")
    return folder
  }

  @Test(
    "is its folder, or the file in it",
    arguments: [
      "our-team", "./our-team/", "our-team/report.yaml", "./our-team/report.yaml", "our-team/../our-team/report.yaml",
    ])
  func taken(name: String) async throws {
    let folder = try await Self.folder()
    let shown = try await Kpibot.run(["preview", name, "--format", "json"], in: folder.path)
    #expect(shown.status == 0 && shown.output.contains("\"report\" : \"our-team\""), "\(shown)")
    let inside = try await Kpibot.run(["preview", "report.yaml", "--format", "json"], in: folder.path + "/our-team")
    #expect(inside.output == shown.output, "\(inside)")
  }

  @Test(
    "is told with the nearest, beside it and among the templates",
    arguments: [
      ("our-taem", "did you mean \"our-team\"?"), ("./our-taem", "did you mean \"./our-team\"?"),
      ("dmeo", "did you mean \"demo\"?"),
      ("our-taem/report.yaml", "there is no report in this folder"), ("other", "rename other/report.yml"),
      ("other/report.yml", "must be called report.yaml; rename other/report.yml"),
    ])
  func meant(name: String, words: String) async throws {
    let folder = try await Self.folder()
    try folder.write("title: T", to: "other/report.yml")
    let result = try await Kpibot.run(["preview", name], in: folder.path)
    #expect(result.status == 78 && result.errors.contains(words), "\(result)")
  }
}
