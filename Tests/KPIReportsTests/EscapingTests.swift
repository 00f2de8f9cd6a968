import Foundation
import LocalWiki
import MediaWiki
import Testing

@testable import KPIReports

@Suite("A value in wikitext")
struct EscapingTests {
  private static let pieces = [
    "{{", "}}", "{{!}}", "[[", "]]", "|", "||", "\n", "\n|-", "\n! ", "!!", "\n|}", "{|", "''", "'''", "==",
    "\n== x ==",
    "\n* ", "\n# ", "\n; a : b", "----", "\n----", "~~~~", "__TOC__", "__NOINDEX__", "<nowiki>", "</nowiki>", "<ref>",
    "<script>alert(1)</script>", "<!--", "-->", "<br>", "&amp;", "&#91;", "&nbsp;", "http://evil.example/",
    "//x.example",
    "mailto:a@b.example", "RFC 2324", "PMID 123", "ISBN 978-3-16-148410-0", "-{", "}-", "#REDIRECT [[X]]",
    "{{PAGENAME}}",
    "{{{1}}}", "subst:", " ", "  ", "\t", "\r\n", "a", "Ω", "漢字", "نص", "e\u{301}", "👩‍👩‍👧", "\u{7F}", "\u{0}", "\u{202E}",
    " ?",
    " %", "« x »", " !", "\"", "=", "+", "-", "*", ":", "_", "\\", "`", "[https://x.example y]", "</td>", "\u{FFFE}",
    "\u{7F}'\"`UNIQ-", "kpibot:end demo -->",
  ]

  @Test("comes out of the real parser as exactly its text, in exactly one cell")
  func realParser() async throws {
    let local = try await LocalWiki.start(
      LocalWiki.Options(settings: "$wgEnableMagicLinks = [ 'ISBN' => true, 'PMID' => true, 'RFC' => true ];"))
    defer { local.stop() }
    let client = try HTTPClient(userAgent: "kpibot-tests")
    let wiki = Wiki(name: "local", api: try WikiURL(local.api), client: client, log: .init(label: "test"))
    var random = SeededGenerator(seed: 7)
    for _ in 0..<15 {
      let values = (0..<200).map { _ in
        (0..<Int.random(in: 1...6, using: &random)).map { _ in Self.pieces.randomElement(using: &random)! }.joined()
      }
      try await check(values, wiki: wiki)
    }
  }

  private func check(_ values: [String], wiki: Wiki) async throws {
    struct Answer: Decodable, Sendable {
      struct Parse: Decodable, Sendable { let text: String }
      let parse: Parse
    }
    let escape = WikitextContentType()
    // Begin and end are marked, so that a cell is found again whatever happens in it.
    let rows = values.map { "|-\n| <b>(</b>\(escape.escapeText($0))<b>)</b>\n| x" }
    let answer = try await wiki.call(
      [
        "action": "parse", "contentmodel": "wikitext", "prop": "text", "disablelimitreport": "1", "wrapoutputclass": "",
        "text": "{|\n\(rows.joined(separator: "\n"))\n|}",
      ], as: Answer.self)
    let cells = answer.parse.text.components(separatedBy: "<td>").dropFirst()
    try #require(cells.count == values.count * 2)
    for (value, cell) in zip(values, cells.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)) {
      let shown = cell.components(separatedBy: "<b>(</b>").dropFirst().first?.components(separatedBy: "<b>)</b>").first
      // What HTML can't hold is shown as U+FFFD; an end of line is a line feed.
      let expected = String(
        String.UnicodeScalarView(
          value.replacing("\r\n", with: "\n").unicodeScalars.map { scalar in
            scalar.value < 32 && !"\n\r\t".unicodeScalars.contains(scalar) || (127..<160).contains(scalar.value)
              || scalar.value == 0xFFFE ? "\u{FFFD}" : scalar
          }))
      #expect(shown.map(Self.text) == expected, "\(value.debugDescription)")
    }
  }

  /// The text of HTML without tags; a tag would stay and fail the comparison.
  private static func text(_ html: String) -> String {
    let named = ["lt": "<", "gt": ">", "quot": "\"", "nbsp": "\u{A0}", "amp": "&"]
    // By scalars: a reference can stand before a combining character.
    let reference = /&(?:#([0-9]+)|#x([0-9a-fA-F]+)|([a-z]+));/.matchingSemantics(.unicodeScalar)
    return html.replacing(reference) { match in
      let code = match.1.flatMap { UInt32($0) } ?? match.2.flatMap { UInt32($0, radix: 16) }
      return code.flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? match.3.flatMap { named[String($0)] }
        ?? "?"
    }
  }
}
