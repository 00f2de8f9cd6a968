import Foundation
import LocalWiki
import Logging
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("The marked region of a page", .bounded)
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
      ("B\nB\nE", .doubled), ("B\nE\nE", .doubled), ("B\n<!-- kpibot:begin other -->\nE", .nested),
      ("<!-- kpibot:begin other -->\nB\nE\n<!-- kpibot:end other -->", .nested), ("x B\nE", .notAlone),
      ("B\nE x", .notAlone), ("BE", .notAlone), ("<nowiki>\nB\nE\n</nowiki>", .inactive),
      ("<pre>\nB\nE\n</pre>", .inactive), ("<pRe class='x'>\nB\nE\n</pRe>", .inactive),
      ("<syntaxhighlight lang=\"html\">\nB\nE\n</syntaxhighlight>", .inactive), ("<!--\nB\nE", .inactive),
      ("<!-- \n{{x}}\nB\nE\n-->", .inactive), ("{{box|\nB\nE\n}}", .inactive), ("{{box|{{a}}|x=\nB\nE\n}}", .inactive),
      ("B\n<nowiki>\nE\n</nowiki>", .inactive), ("<nowiki>\nB\n</nowiki>\nE", .inactive),
    ])
  func faults(sketch: String, fault: MarkedRegion.Fault) {
    let error = #expect(throws: RegionError.self) { try region.replacing(in: page(sketch), with: "new") }
    #expect(error?.fault == fault)
    let mends = error?.spoiled.count == 1 ? [region.begin, region.end].contains { error?.lines == [$0] } : false
    #expect(mends || error?.description.contains("\(region.begin)\n\(region.end)") == true)
  }

  @Test(
    "names the line of a marker that is nearly right, and how it must read",
    arguments: [
      "<!--  kpibot:begin demo -->", "<!--kpibot:begin demo-->", "<!-- kpibot:begin\u{A0}demo -->",
      "<!-- KPIbot:Begin Demo -->", "<!-- kpibot:begin demo (do not touch) -->", "<!-- kpibot: begin demo -->",
      "&lt;!-- kpibot:begin demo --&gt;", "<nowiki><!-- kpibot:begin demo --></nowiki>", "<!– kpibot:begin demo –>",
      "<!-- kpibot:begin demo --> Words", "<!-- \u{200B}kpibot:begin demo -->", "kpibot:begin demo",
      "<!-- kpibot:begin demo - A bot rewrites this part. -->",
    ])
  func spoiled(marker: String) throws {
    func error(_ page: String) -> RegionError? { #expect(throws: RegionError.self) { try region.content(of: page) } }
    let first = try #require(error("Words\n\n\(marker)\nold\n\(region.end)\n"))
    #expect(
      first.description == """
        line 3 of the page can't be taken for a marker, since it is not exactly as the bot writes it: "\(first.spoiled[0].text)". \
        Make line 3 of the page read exactly as this one, with nothing else on it:
        \(region.begin)
        """)
    let alone = try #require(error("Words\n\(marker)\n"))
    #expect(alone.lines == [region.begin, region.end])
    #expect(alone.request.contains("make line 2 of the page read exactly as the first of these lines"))
    #expect(alone.request.contains("put the second where the report shall end"))
    let end = marker.replacing("begin", with: "end").replacing("Begin", with: "End")
    let both = try #require(error("\(marker)\nold\n\(end)"))
    #expect(both.spoiled.map(\.line) == [1, 3] && both.lines == [region.begin, region.end], "\(both)")
    let last = try #require(error("\(region.begin)\nold\n\(end)"))
    #expect(last.spoiled.map(\.line) == [3] && last.lines == [region.end], "\(last)")
  }

  @Test(
    "takes nothing else for a marker that is nearly right",
    arguments: [
      "<!--kpibot:begin demo2-->", "<!-- kpibot:begin -->", "The kpibot begins demo", "<!-- kpibot:computed -->",
    ])
  func unspoiled(line: String) {
    let error = #expect(throws: RegionError.self) { try region.content(of: "Words\n\(line)\n") }
    #expect(error?.spoiled.isEmpty == true && error?.problem.contains("no markers") == true)
  }

  @Test(
    "is found where nothing around it matters",
    arguments: [
      "B\nE", "  B\t\nold\n E ", "x\r\nB\r\nold\r\nE\r\ny", "<nowiki/>\nB\nE", "<pre>x</pre>\nB\nE\n<pre>y</pre>",
      "<preview>\nB\nE", "<nowiki>\nB\nE".replacing("<nowiki>", with: "<nowiki>x</nowiki>"), "{{a|{{b}}}}\nB\nE\n{{c}}",
      "{{unclosed\nB\nE", "B\nE\n}} <!-- x", "<!-- kpibot:begin other -->\n<!-- kpibot:end other -->\nB\nE", "< B\nE",
    ])
  func found(sketch: String) throws {
    guard sketch != "< B\nE" else {
      #expect(throws: RegionError.self) { try region.replacing(in: page(sketch), with: "new") }
      return
    }
    #expect(try region.content(of: region.replacing(in: page(sketch), with: "new")) == "new")
  }

  @Test(
    "is found by a line that says nothing to people, or something else, and keeps that line",
    arguments: ["", "· ", "· Ein Bot schreibt das hier. ", "· A > B -- c "])
  func explanation(words: String) throws {
    let begin = "<!-- kpibot:begin demo \(words)-->"
    let page = "x\n\(begin)\nold\n\(region.end)\ny"
    #expect(try region.replacing(in: page, with: "new") == "x\n\(begin)\nnew\n\(region.end)\ny")
    // Another report's region around it is noticed all the same.
    let other = "<!-- kpibot:begin other \(words)-->\n\(page)\n<!-- kpibot:end other -->"
    #expect(#expect(throws: RegionError.self) { try region.content(of: other) }?.fault == .nested)
    #expect(throws: RegionError.self) { try region.content(of: page + "\n\(region.begin)") }
    #expect(throws: RegionError.self) {
      try region.content(of: page.replacing("demo", with: "demo2", maxReplacements: 1))
    }
  }

  @Test("keeps the rest of a page of 2 MB, whatever its tags and braces")
  func large() throws {
    let pieces = ["<pre", "{{", "<!-", "<nowiki", "[[x]] ", "漢字\n", "</pre", "<"]
    var random = SeededGenerator(seed: 2)
    let mixed = (0..<200_000).map { _ in pieces.randomElement(using: &random)! }.joined()
    let braces = String(repeating: "{{", count: 250_000)
    let closed = braces + String(repeating: "}}", count: 250_000)
    for (before, after) in [(mixed, mixed), (closed, braces), (String(repeating: "<pre", count: 250_000), "")] {
      let page = page(before + "\nB\nold\nE\n" + after)
      let new = try region.replacing(in: page, with: "new")
      #expect(new.utf8.count == page.utf8.count && new.hasPrefix(before) && new.hasSuffix(after))
      #expect(BotExclusion(page).template(excluding: "KPIBot") == nil)
    }
  }

  @Test("shows itself on the real wiki wherever it is not refused, and every byte outside is kept")
  func realParser() async throws {
    struct Answer: Decodable, Sendable {
      struct Parse: Decodable, Sendable { let text: String }
      let parse: Parse
    }
    let local = try await LocalWiki.start(LocalWiki.Options(extensions: ["SyntaxHighlight_GeSHi"]))
    defer { local.stop() }
    let wiki = Wiki(
      name: "local", api: try WikiURL(local.api), client: try HTTPClient(userAgent: "kpibot-tests"),
      log: Logger(label: "test"))
    let pieces = [
      "<nowiki>", "</nowiki>", "<nowiki/>", "<pre>", "</pre>", "<!--", "-->", "{{", "}}", "{{{", "}}}", "[[", "]]",
      "\n",
      "a", "é", "<syntaxhighlight lang=\"c\">", "</syntaxhighlight>", "<b>", "|", "{|\n|x\n|}", "<includeonly />",
      "<pre />",
    ]
    var random = SeededGenerator(seed: 11)
    var (shown, refused) = (0, 0)
    for _ in 0..<240 {
      func text() -> String {
        (0..<Int.random(in: 0...5, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
      }
      let (before, after) = (text(), text())
      let page = page("\(before)\nB\nE\n\(after)")
      guard let new = try? region.replacing(in: page, with: "\n'''region'''\n") else {
        refused += 1
        continue
      }
      #expect(new.hasPrefix(before) && new.hasSuffix(after))
      let answer = try await wiki.call(
        ["action": "parse", "contentmodel": "wikitext", "prop": "text", "text": new], as: Answer.self)
      #expect(answer.parse.text.contains("<b>region</b>"), "\(new.debugDescription)")
      shown += 1
    }
    #expect(shown > 80 && refused > 20, "\(shown) shown, \(refused) refused")
  }

  private func page(_ sketch: String) -> String {
    sketch.map { $0 == "B" ? region.begin : $0 == "E" ? region.end : String($0) }.joined()
  }
}
