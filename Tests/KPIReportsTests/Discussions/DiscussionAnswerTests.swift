import Foundation
import LocalWiki
import MediaWiki
import Testing

@testable import KPIReports

@Suite("Reading what DiscussionTools answers")
struct DiscussionAnswerTests {
  /// A thread as it was generated, before the real extension read it.
  struct Truth: Decodable {
    struct Comment: Decodable {
      let author: String
      let timestamp: String
      let depth: Int
    }
    let heading: String
    let comments: [Comment]
  }

  static func fixture(_ name: String) throws -> Data {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/discussions-october\(name)", withExtension: "json"))
    return try Data(contentsOf: url)
  }

  static func truth() throws -> [Truth] { try JSONDecoder().decode([Truth].self, from: try fixture("-truth")) }

  private static func threads(_ answer: String) throws -> [ThreadFact] {
    try JSONDecoder().decode(DiscussionAnswer.self, from: Data(answer.utf8)).items
      .flatMap { $0.threads(temporaryAccounts: TemporaryAccountNames(patterns: [])) }
  }

  private static func answer(_ items: String) -> String {
    #"{"discussiontoolspageinfo":{"threaditemshtml":[\#(items)]}}"#
  }

  @Test("finds every thread and every comment of the recorded page, and nothing else")
  func recorded() throws {
    let threads = try Self.threads(String(decoding: try Self.fixture(""), as: UTF8.self))
    let truth = try Self.truth()
    #expect(threads.count == truth.count && truth.count == 14)
    for (thread, expected) in zip(threads, truth) {
      #expect(thread.heading == expected.heading)
      #expect(thread.comments.map(\.author.name) == expected.comments.map(\.author))
      #expect(thread.comments.map(\.timestamp.description) == expected.comments.map(\.timestamp))
      #expect(thread.comments.map(\.level) == expected.comments.map { $0.depth + 1 })
    }
    let authors = threads.flatMap(\.comments).map(\.author)
    #expect(authors.contains(.temporary(id: nil, name: "~2026-10019-11")))
    #expect(authors.contains(.anonymous(address: "192.0.2.9")))
    #expect(authors.contains(.registered(id: nil, name: "Archiver Bot")))
  }

  @Test("reads the times of all versions of the extension")
  func times() throws {
    let expected = try #require(Instant(iso8601: "2022-07-01T01:34:00Z"))
    for text in ["2022-07-01T01:34:00Z", "2022-07-01T01:34:00.000Z", "20220701013400"] {
      #expect(DiscussionAnswer.Item.instant(text) == expected, "\(text)")
    }
    for text in ["", "yesterday", "2022-13-01T01:34:00Z", "20221301013400", "２０２２０７０１０１３４００"] {
      #expect(DiscussionAnswer.Item.instant(text) == nil, "\(text)")
    }
  }

  @Test("leaves out comments without author or time, and keeps the replies to them")
  func nobody() throws {
    let reply = #"{"type":"comment","author":"Ann","timestamp":"2026-10-01T01:34:00Z","level":2,"replies":[]}"#
    for spoilt in [
      #""author":"","timestamp":"2026-10-01T01:33:00Z""#, #""author":"Bo","timestamp":"""#, #""author":"Bo""#,
      #""author":null,"timestamp":null"#,
    ] {
      let item = #"{"type":"comment",\#(spoilt),"level":1,"replies":[\#(reply)]}"#
      let threads = try Self.threads(
        Self.answer(
          #"{"type":"heading","headingLevel":2,"html":"H","replies":[\#(item)]},{"type":"heading","replies":[]}"#))
      #expect(threads.map { $0.comments.map(\.author.name) } == [["Ann"]], "\(spoilt)")
    }
  }

  @Test("takes headings below a thread's for its own, and those below one of level 1 for threads")
  func headings() throws {
    func comment(_ author: String) -> String {
      #"{"type":"comment","author":"\#(author)","timestamp":"2026-10-01T01:34:00Z","level":1,"replies":[]}"#
    }
    func heading(_ level: String, _ text: String, _ replies: String...) -> String {
      #"{"type":"heading","headingLevel":\#(level),"html":"\#(text)","replies":[\#(replies.joined(separator: ","))]}"#
    }
    let page = [
      heading("null", "", comment("Before")), heading("2", "A", comment("Ann"), heading("3", "A1", comment("Berta"))),
      heading("1", "October", comment("Intro"), heading("2", "B", comment("Cleo")), heading("2", "C", comment("Dora"))),
      heading("2", "Empty"),
    ]
    let threads = try Self.threads(Self.answer(page.joined(separator: ",")))
    #expect(threads.map(\.heading) == ["", "A", "October", "B", "C"])
    #expect(
      threads.map { $0.comments.map(\.author.name) } == [["Before"], ["Ann", "Berta"], ["Intro"], ["Cleo"], ["Dora"]])
  }

  @Test("makes plain text of headings, whatever they hold")
  func plainText() {
    #expect(
      PlainText.text(ofHTML: "<i>A</i> &amp;&#160;<a title='x>y' href=\"b>c\">B&lt;script&gt;</a>\n ")
        == "A & B<script>")
    #expect(PlainText.text(ofHTML: "&#x1F600; &#xD800; &nosuch; it's 5 &lt; 6") == "😀 &#xD800; &nosuch; it's 5 < 6")
    #expect(PlainText.text(ofHTML: "a < b <unclosed") == "a")
    #expect(PlainText.text(ofHTML: String(repeating: "x", count: 10_000)).count == 255)
  }
}

extension RevisionFact.Author {
  var name: String {
    switch self {
    case .registered(_, let name), .temporary(_, let name), .anonymous(let name): name
    case .hidden: ""
    }
  }
}
