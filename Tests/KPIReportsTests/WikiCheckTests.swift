import Foundation
import MediaWiki
import Testing

@testable import KPIReports

@Suite("Checking a wiki")
struct WikiCheckTests {
  @Test(
    "warns of a clock that is more than a minute off, however long the answer took",
    arguments: [
      (0, 0, 0, "ok"), (0, 60, 60, "ok"), (0, 60, 30, "ok"), (0, 0, 60, "ok"), (0, 0, -60, "ok"),
      (0, 10, 71, "warning"),
      (0, 10, -61, "warning"), (0, 300, 299, "ok"),
    ])
  func clock(asked: Int, answered: Int, wiki: Int, state: String) {
    let now = 1_790_000_000
    let finding = WikiCheck.clock(
      of: "wiki", at: Instant(seconds: Int64(now + wiki)), asked: Date(timeIntervalSince1970: Double(now + asked)),
      answered: Date(timeIntervalSince1970: Double(now + answered)))
    #expect(finding.state.rawValue == state, "\(finding)")
    if state == "warning" { #expect(finding.problem?.contains(wiki > 0 ? "behind" : "ahead of") == true) }
  }

  @Test("warns of a wiki that does not tell its time")
  func noClock() {
    #expect(WikiCheck.clock(of: "wiki", at: nil, asked: Date(), answered: Date()).state == .warning)
  }
}
