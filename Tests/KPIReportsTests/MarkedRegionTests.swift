import LocalWiki
import Testing

@testable import KPIReports

@Suite("The marked region of a page")
struct MarkedRegionTests {
  private let region = MarkedRegion(report: "demo")

  @Test("is replaced and every byte outside is kept", arguments: 0..<200)
  func keepsTheRest(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = ["a", "é", "e\u{301}", "\r\n", "\n", "漢字", "== x ==", "<!-- c -->", "{{t}}", " ", "\u{200F}", "👩‍👩‍👧"]
    func text() -> String {
      (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
    }
    let (before, after) = (text(), text())
    let page = before + "\n" + region.begin + "\nold\n" + region.end + "\n" + after
    let new = try region.replacing(in: page, with: "new")
    #expect(Array(new.utf8) == Array((before + "\n" + region.begin + "\nnew\n" + region.end + "\n" + after).utf8))
    #expect(try region.content(of: new) == "new")
  }

  @Test(
    "is refused where the markers are not right, with the two lines to paste",
    arguments: [
      ("", MarkedRegion.Fault.missing), ("B", .oneMissing), ("E", .oneMissing), ("E\nB", .swapped),
      ("B\nB\nE", .doubled),
      ("B\nE\nE", .doubled), ("B\n<!-- kpibot:begin other -->\nE", .nested), ("x B\nE", .notAlone),
      ("B\nE x", .notAlone),
      ("<nowiki>\nB\nE\n</nowiki>", .inactive), ("<pre>\nB\nE\n</pre>", .inactive), ("<!--\nB\nE", .inactive),
    ])
  func faults(sketch: String, fault: MarkedRegion.Fault) {
    let page = sketch.map { $0 == "B" ? region.begin : $0 == "E" ? region.end : String($0) }.joined()
    let error = #expect(throws: RegionError.self) { try region.replacing(in: page, with: "new") }
    #expect(error?.fault == fault)
    #expect(error?.description.contains("\(region.begin)\n\(region.end)") == true)
  }
}
