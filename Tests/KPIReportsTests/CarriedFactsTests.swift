import Foundation
import LocalWiki
import Testing

@testable import KPIReports

@Suite("Facts that a report carries")
struct CarriedFactsTests {
  /// The mistakes of the demo with a text replaced in one of its files.
  private static func mistakes(_ file: String, _ text: String, by other: String) async throws -> String {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: TestReports.templates + "/demo", toPath: folder.path + "/demo")
    let changed = try TestReports.text(of: "demo/facts/\(file)").replacing(text, with: other, maxReplacements: 1)
    try folder.write(changed, to: "demo/facts/\(file)")
    let report = try ReportReader().read(folder: folder.path + "/demo")
    let facts = try #require(CarriedFacts(report))
    let error = await #expect(throws: ReportMistakes.self) { try await facts.load(into: FactStore()) }
    return error?.description ?? ""
  }

  @Test("are marked as samples in every table that comes with kpibot")
  func shipped() throws {
    let files = try FileManager.default.subpathsOfDirectory(atPath: TestReports.templates).filter {
      $0.hasSuffix(".csv")
    }
    #expect(files.count == 5)
    for file in files {
      #expect(
        SampleMark.position(in: try TestReports.text(of: file)) == CSVText.Position(line: 1, column: 1), "\(file)")
    }
  }

  @Test("are samples as long as one of their tables is", arguments: ["pages.csv", "revisions.csv", "pageviews.csv"])
  func samples(file: String) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: TestReports.templates + "/demo", toPath: folder.path + "/demo")
    let facts = try #require(CarriedFacts(try ReportReader().read(folder: folder.path + "/demo")))
    for other in ["pages.csv", "revisions.csv", "pageviews.csv"] where other != file {
      let text = try TestReports.text(of: "demo/facts/\(other)").split(separator: "\n", maxSplits: 1)[1]
      try folder.write(String(text), to: "demo/facts/\(other)")
    }
    #expect(facts.sampleMark?.file.hasSuffix("facts/" + file) == true)
    try folder.write("", to: "demo/facts/\(file)")
    #expect(facts.sampleMark == nil)
  }

  @Test("are refused where they are of no page and no wiki, since they would be lost and show as zeros")
  func unknown() async throws {
    let revisions = try await Self.mistakes("revisions.csv", "\nwiki,1", by: "\nwkii,1")
    #expect(revisions.contains("/facts/revisions.csv:3"), "\(revisions)")
    #expect(revisions.contains("on the wiki \"wkii\""), "\(revisions)")
    let views = try await Self.mistakes("pageviews.csv", "\nwiki,H", by: "\nwkii,H")
    #expect(views.contains("/facts/pageviews.csv:3"), "\(views)")
    #expect(views.contains("the wiki \"wkii\" is not defined in report.yaml; did you mean \"wiki\"?"), "\(views)")
  }
}
