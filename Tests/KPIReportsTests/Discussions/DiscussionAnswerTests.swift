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
    let url = try #require(Bundle.module.url(forResource: "Fixtures/discussions-\(name)", withExtension: "json"))
    return try Data(contentsOf: url)
  }

  static func truth() throws -> [Truth] { try JSONDecoder().decode([Truth].self, from: try fixture("october-truth")) }

  private static func threads(_ answer: String) throws -> [ThreadFact] {
    try JSONDecoder().decode(DiscussionAnswer.self, from: Data(answer.utf8))
      .threads(temporaryAccounts: TemporaryAccountNames(patterns: []))
  }

  private static func answer(_ items: String) -> String {
    #"{"discussiontoolspageinfo":{"threaditemshtml":[\#(items)]}}"#
  }

  @Test("finds every thread and every comment of the recorded page, and nothing else")
  func recorded() throws {
    let threads = try Self.threads(String(decoding: try Self.fixture("october"), as: UTF8.self))
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

  @Test("refuses comments without an author or a time: what nobody knows of is not there")
  func nobody() throws {
    for spoilt in [
      #""author":"","timestamp":"2026-10-01T01:33:00Z""#, #""author":"Bo","timestamp":"""#, #""author":"Bo""#,
      #""author":null,"timestamp":null"#, #""author":"Bo","timestamp":"yesterday""#,
      #""timestamp":"2026-10-01T01:33:00Z""#,
    ] {
      let comment = #"{"type":"comment",\#(spoilt),"level":2,"replies":[]}"#
      let above = #"{"type":"comment","author":"Ann","timestamp":"2026-10-01T01:34:00Z","replies":[\#(comment)]}"#
      for item in [comment, above] {
        #expect(throws: DiscussionAnswer.UnreadableComment.self, "\(spoilt)") {
          try Self.threads(Self.answer(#"{"type":"heading","headingLevel":2,"html":"H","replies":[\#(item)]}"#))
        }
      }
    }
  }

  private static let grouped: [(heading: String, authors: [String])] = [
    ("", ["Zoe"]), ("Toolbar", ["Ann", "Ben"]), ("Keyboard", ["Cleo", "Cora"]), ("Red", ["Dora"]), ("Blue", ["Dora"]),
    ("Proposal", ["Eve", "Fay", "Gus"]), ("Older", ["Eve"]), ("Crash", ["Hal", "Ida"]),
  ]

  /// The page has threads below headings that only group, on three levels, and threads with sections of their own.
  @Test("finds each thread once that the real extension lists below headings of every level")
  func recordedHeadings() throws {
    let threads = try Self.threads(String(decoding: try Self.fixture("grouped"), as: UTF8.self))
    #expect(threads.map(\.heading) == Self.grouped.map(\.heading))
    #expect(threads.map { $0.comments.map(\.author.name) } == Self.grouped.map(\.authors))
  }

  @Test("takes headings below a thread's own comments for its own, and those below a heading without any for threads")
  func headings() throws {
    func comment(_ author: String) -> String {
      #"{"type":"comment","author":"\#(author)","timestamp":"2026-10-01T01:34:00Z","level":1,"replies":[]}"#
    }
    func heading(_ level: String, _ text: String, _ replies: String...) -> String {
      #"{"type":"heading","headingLevel":\#(level),"html":"\#(text)","replies":[\#(replies.joined(separator: ","))]}"#
    }
    let page = [
      heading("null", "", comment("Before")), heading("2", "A", comment("Ann"), heading("3", "A1", comment("Berta"))),
      heading("2", "October", heading("3", "B", comment("Bo"), heading("4", "B1", comment("Ben"))), heading("3", "C")),
      heading("1", "Older", comment("Intro"), heading("2", "D", comment("Cleo")), heading("2", "E", comment("Dora"))),
      heading("2", "Empty"),
    ]
    let threads = try Self.threads(Self.answer(page.joined(separator: ",")))
    #expect(threads.map(\.heading) == ["", "A", "B", "Older", "D", "E"])
    #expect(
      threads.map { $0.comments.map(\.author.name) } == [
        ["Before"], ["Ann", "Berta"], ["Bo", "Ben"], ["Intro"], ["Cleo"], ["Dora"],
      ])
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
