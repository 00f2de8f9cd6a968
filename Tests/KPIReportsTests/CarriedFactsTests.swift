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

  @Test("are refused where they are of no page and no wiki, since they would be lost and show as zeros")
  func unknown() async throws {
    let revisions = try await Self.mistakes("revisions.csv", "\nwiki,", by: "\nwkii,")
    #expect(revisions.contains("/facts/revisions.csv:2"), "\(revisions)")
    #expect(revisions.contains("on the wiki \"wkii\""), "\(revisions)")
    let views = try await Self.mistakes("pageviews.csv", "\nwiki,", by: "\nwkii,")
    #expect(views.contains("/facts/pageviews.csv:2"), "\(views)")
    #expect(views.contains("the wiki \"wkii\" is not defined in report.yaml; did you mean \"wiki\"?"), "\(views)")
  }
}
