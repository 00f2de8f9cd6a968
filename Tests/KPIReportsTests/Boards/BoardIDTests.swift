import MediaWiki
import Testing

@testable import KPIReports

@Suite("Ids on boards")
struct BoardIDTests {
  @Test(
    "tell their time, also when they grow longer",
    arguments: [
      ("zixa23bc2d1nmqd9", "2026-08-03T09:00:01Z"), ("zlkgiz20gzla7yt9", "2026-09-15T02:27:01Z"),
      ("rqx0dj4nrxxcf3ch", nil), ("100000000000000000", nil),
    ])
  func time(text: String, time: String?) throws {
    guard let id = BoardID(text) else {
      #expect(text == "100000000000000000")
      return
    }
    if let time { #expect(id.time.description == time) }
  }

  @Test("are ordered by time, not as texts")
  func order() throws {
    let last = try #require(BoardID("zzzzzzzzzzzzzzzz"))
    let next = try #require(BoardID("10000000000000000"))
    #expect(last < next)
    #expect(last.text > next.text)
    #expect(next.time.seconds - last.time.seconds < 2)
    #expect(next.time.date.year == 2027)
  }

  @Test("are no other texts", arguments: ["", "+1", "-1", "zixa 23", "é", String(repeating: "z", count: 18)])
  func none(text: String) { #expect(BoardID(text) == nil) }
}
