import Foundation
import LocalWiki
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("A note with links and templates", .bounded)
struct LinkedTextTests {
  private static let templates = Set(["phab", "Tracked", "done (mark)"].compactMap(TemplateName.init))

  private static func wikitext(_ text: String) -> String {
    WikitextContentType.settled(LinkedText(text, templates: templates).wikitext)
  }

  @Test(
    "has its words for terminals and programs, and its links as wikitext",
    arguments: [
      ("See [[Team/Plan]].", "See Team/Plan.", "See [[:Team/Plan|Team/Plan]]."),
      ("See [[Team/Plan|the  plan]]!", "See the plan!", "See [[:Team/Plan|the plan]]&#33;"),
      (
        "[[:Category:Team]][[File:Y.png|thumb]]", "Category:Teamthumb",
        "[[:Category:Team|Category:Team]][[:File:Y.png|thumb]]"
      ),
      ("[[phab:T1|T1]], [[de:X|y]]", "T1, y", "[[:phab:T1|T1]], [[:de:X|y]]"),
      ("[[A#B c|d]] [[#E]]", "d #E", "[[:A#B c|d]] [[#E|&#35;E]]"),
      ("[[K%C3%A4se]]", "K%C3%A4se", "[[:Käse|K%C3%A4se]]"),
      (
        "[https://x.example/a?b=1&c=%20#d the  report]", "the report (https://x.example/a?b=1&c=%20#d)",
        "[https://x.example/a?b=1&c=%20#d the report]"
      ),
      ("[http://x.example]", "http://x.example", "[http://x.example http&#58;//x.example]"),
      (
        "[https://x.example/__TOC__/'''/?a&amp;b=~~~~!!%zz y]",
        "y (https://x.example/__TOC__/'''/?a&amp;b=~~~~!!%zz)",
        "[https://x.example/_%5FTOC_%5F/%27%27%27/?a&amp;amp;b=%7E%7E%7E%7E%21%21%25zz y]"
      ),
      ("Blocked by {{phab|T1}}.", "Blocked by T1.", "Blocked by {{phab|1=T1}}."),
      ("{{ Phab | T1 }}-{{tracked|task = T1|a=b}}", "T1-T1 b", "{{Phab|1=T1}}&#45;{{tracked|task=T1|a=b}}"),
      ("{{done_(mark)}}", "done (mark)", "{{done (mark)}}"),
      (
        "{{phab|<b>[x]=~~~~''}}", "{{phab|<b>[x]=~~~~''}}",
        "&#123;&#123;phab&#124;&lt;b&gt;&#91;x&#93;&#61;&#126;&#126;&#126;&#126;&#39;&#39;&#125;&#125;"
      ),
      ("{{phab|<b>~~~~''}}", "<b>~~~~''", "{{phab|1=&lt;b&gt;&#126;&#126;&#126;&#126;&#39;&#39;}}"),
      ("", "", ""),
    ])
  func forms(text: String, plain: String, wikitext: String) {
    #expect(LinkedText(text, templates: Self.templates).plain == plain)
    #expect(Self.wikitext(text) == wikitext)
  }

  @Test(
    "keeps as text what is no link and calls nothing that the report declares",
    arguments: [
      "[[", "]]", "[[]]", "[[|x]]", "[[A", "[[A|b", "[[A]b]]", "[[A\nb]]", "[[A|b\nc]]", "[[/Sub]]", "[[../Up]]",
      "[[..]]",
      "[[A~~~~]]", "[[Talk:]]", "[[A#]]", "[[{{other}}]]x", "[[A<b>]]", "[[A%7CB]]", "[[A%5B]]", "[[A%2541]]",
      "[[A&amp;B]]",
      "[javascript:alert(1) x]", "[//x.example y]", "[ftp://x.example y]", "[https:// x]", "[https://a@x.example y]",
      "[https://x.example\ny z]", "[https://x.example<b> y]", "[https://x.example [y]]", "[mailto:a@b.example x]",
      "{{other}}", "{{other|x}}", "{{phab", "{{phab|", "{{phab|{{other}}}}", "{{{phab}", "{{subst:phab|T1}}",
      "{{Template:phab|T1}}", "{{:phab}}", "{{#if:phab|T1}}", "{{phab|[[A", "[[A&#91;B]]", "{{PAGENAME}}", "{{phab:x}}",
      "{{phab\n|T1}}",
    ])
  func text(text: String) {
    #expect(LinkedText(text, templates: Self.templates) == LinkedText(plain: text))
    #expect(Self.wikitext(text) == WikitextContentType.settled(WikitextContentType().escapeText(text)))
  }

  @Test(
    "can call no template whose name is something else to the wiki, or to bots",
    arguments: [
      "", " ", "#if", "subst:x", "Template:X", ":X", "/sub", "../x", "a|b", "a{b", "a}b", "a[b", "<b>", "PAGENAME",
      "CURRENTDAY2", "NAMESPACE", "bots", "NoBots", "!", "=", "a''b", "{{phab}}", "a\nb", "~~~",
    ])
  func names(name: String) {
    #expect(TemplateName(name) == nil)
  }

  // MARK: On the real parser

  private static let pieces =
    [
      "[[", "]]", "[", "]", "{{", "}}", "{", "}", "|", "||", "{{phab|", "{{phab|T1}}", "{{phab}}", "{{Tracked|task=",
      "{{evil|", "{{evil}}", "{{subst:", "{{{1}}}", "[[Team/Plan]]", "[[Team/Plan|", "[[File:X.png]]", "[[Category:X]]",
      "[[#E x]]", "[[A#",
      "[[Category:X|", "[[Special:Version|", "[https://x.example ", "[https://x.example]", "[https://x.example/", "[//",
      "[javascript:alert(1) ", "https://", "http://x.example/", "javascript:", "mailto:a@b.example", "\n", "\n|-",
      "\n|}",
      "\n! ", "\n* ", "{|", "|}", "''", "'''", "<b>", "</b>", "</span>", "<nowiki>", "</nowiki>", "<!--", "-->",
      "<script>alert(1)</script>", "<ref>", "&amp;", "&lt;", "&#91;", "&", "%", "%5D%5D", "%7C", "%0A", "~~~~",
      "__TOC__",
      "_", "__", "#", "#REDIRECT ", "=", "==", "!", "!!", "-", "-{", "}-", ":", ";", "*", "+", "\"", "'", "\\", "\u{0}",
      "\u{1A}", "\u{7F}", "\u{7F}'\"`UNIQ-", "\u{202E}", "\u{FFFE}", "Ω", "漢字", "نص", "e\u{301}", "👩‍👩‍👧", " ", "  ", "\t",
      "x", "RFC 1", "ISBN 978-3-16-148410-0", "onclick=", "style=\"", "href=\"", "kpibot:end mine -->", "../", "/",
      "..",
      "?", "&a;", "(", ")", "T1", "a@b",
    ]

  /// Where a note can stand, and the HTML that the parser must make around it.
  private static let places: [(before: String, after: String, html: (String, String))] = [
    ("# <span id=\"n\">", "</span>", ("<ol><li><span id=\"n\">", "</span></li></ol>")),
    ("{|\n| ", "\n| x\n|}", ("<td>", "\n</td>\n<td>x\n</td></tr></tbody></table>")),
    ("{|\n|", "||x\n|}", ("<td>", "</td>\n<td>x\n</td></tr></tbody></table>")),
    ("{|\n!", "!!x\n|}", ("<th>", "</th>\n<th>x\n</th></tr></tbody></table>")),
  ]

  /// Links and calls with each piece in them and around them.
  private static var spoiltNotes: [String] {
    ["[[Team/Plan|", "[https://x.example ", "{{phab|", "[[", "[https://x.example/"].flatMap { first in
      let end = first.hasPrefix("[[") ? "]]" : first.hasPrefix("[") ? "]" : "}}"
      return pieces.flatMap { piece in
        ["\(first)x\(piece)x\(end)", "\(piece)\(first)\(piece)\(end)\(piece)"]
      }
    }
  }

  /// Pieces in any order.
  private static func hostileNotes(_ count: Int, seed: UInt64) -> [String] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      (0..<Int.random(in: 2...8, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
    }
  }

  @Test("lets nothing through to the real parser but its words, its links and its templates")
  func realParser() async throws {
    let local = try await LocalWiki.start(
      LocalWiki.Options(settings: "$wgAllowExternalImages = true; $wgEnableMagicLinks = [ 'ISBN' => true ];"))
    defer { local.stop() }
    try await local.save("Template:Phab", "<code>{{{1|none}}}</code>")
    try await local.save("Template:Tracked", "<code>{{{task|none}}}</code>")
    for title in ["Template:Evil", "Template:Other"] { try await local.save(title, "<blockquote>evil</blockquote>") }
    let wiki = Wiki(
      name: "local", api: try WikiURL(local.api), client: try HTTPClient(userAgent: "kpibot-tests"),
      log: .init(label: "test"))
    var seen: (links: Int, calls: Int) = (0, 0)
    for (number, place) in Self.places.enumerated() {
      let notes = Self.hostileNotes(250, seed: UInt64(number)) + (number % 2 == 0 ? Self.spoiltNotes : [])
      for start in stride(from: 0, to: notes.count, by: 400) {
        let batch = Array(notes[start..<min(start + 400, notes.count)])
        let html = try await Self.rendered(batch.map(Self.wikitext), at: place, wiki: wiki)
        for (note, html) in zip(batch, html) {
          let told = "\(note.debugDescription) came out as \(html)"
          let begin = try #require(html.firstRange(of: place.html.0), "\(told)")
          let end = try #require(html.ranges(of: place.html.1).last, "\(told)")
          let shown = try Self.words(of: String(html[begin.upperBound..<end.lowerBound]), &seen)
          #expect(shown == Self.expected(note), "\(told)")
        }
      }
    }
    // It would prove nothing if there were none.
    #expect(seen.links > 500 && seen.calls > 200, "\(seen)")
  }

  private static func rendered(
    _ notes: [String], at place: (before: String, after: String, html: (String, String)), wiki: Wiki
  ) async throws -> [String] {
    struct Answer: Decodable, Sendable {
      struct Parse: Decodable, Sendable {
        struct Name: Decodable { let title: String? }
        let text: String
        let images: [String]
        let categories: [Name]
        let templates: [Name]
      }
      let parse: Parse
    }
    let mark = "<div class=\"c\">"
    let page = notes.map { "\(mark)\n\(place.before)\($0)\(place.after)\n</div>" }.joined(separator: "\n")
    let answer = try await wiki.call(
      [
        "action": "parse", "contentmodel": "wikitext", "prop": "text|images|categories|templates", "pst": "1",
        "disablelimitreport": "1", "wrapoutputclass": "", "text": page, "title": "Team/KPIs",
      ], as: Answer.self)
    #expect(answer.parse.images.isEmpty && answer.parse.categories.isEmpty)
    #expect(answer.parse.templates.allSatisfy { ["Template:Phab", "Template:Tracked"].contains($0.title) })
    let parts = answer.parse.text.components(separatedBy: mark).dropFirst()
    try #require(parts.count == notes.count)
    return Array(parts)
  }

  /// What a reader sees of HTML in which nothing stands but links and what the two templates show.
  private static func words(of html: String, _ seen: inout (links: Int, calls: Int)) throws -> String {
    let link =
      #/<a (?:rel="nofollow" class="external (?:text|free)" href="https?:\/\/[^"<>]*"|href="(?:\/index\.php[^"<>]*|#[^"<>]*)"(?: class="[a-z -]+")?(?: title="[^"<>]*")?|class="mw-selflink[a-z -]*")>/#
    seen.links += html.matches(of: link).count
    seen.calls += html.matches(of: #/<code>/#).count
    let text = html.replacing(link, with: "").replacing("</a>", with: "").replacing("<code>", with: "\u{2}")
      .replacing("</code>", with: "\u{3}")
    #expect(!text.contains("<") && !text.contains(">"), "\(html)")
    return Self.text(text)
  }

  private static func expected(_ note: String) -> String {
    let parts = LinkedText(note, templates: templates).parts.map { part in
      switch part {
      case .text(let text): shown(text)
      case .page(_, _, let label), .address(_, let label): shown(label)
      case .template(let name, let arguments):
        "\u{2}"
          + shown(
            arguments.last { $0.name == (name.lowercased() == "phab" ? "1" : "task") }?.value ?? "none") + "\u{3}"
      }
    }
    return parts.joined()
  }

  /// What HTML can't hold is shown as U+FFFD.
  private static func shown(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.replacing("\r\n", with: "\n").unicodeScalars.map { scalar in
          scalar.value < 32 && !"\n\r\t".unicodeScalars.contains(scalar) || (127..<160).contains(scalar.value)
            || scalar.value == 0xFFFE ? "\u{FFFD}" : scalar
        }))
  }

  private static func text(_ html: String) -> String {
    let named = ["lt": "<", "gt": ">", "quot": "\"", "nbsp": "\u{A0}", "amp": "&"]
    let reference = /&(?:#([0-9]+)|#x([0-9a-fA-F]+)|([a-z]+));/.matchingSemantics(.unicodeScalar)
    return html.replacing(reference) { match in
      let code = match.1.flatMap { UInt32($0) } ?? match.2.flatMap { UInt32($0, radix: 16) }
      return code.flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? match.3.flatMap { named[String($0)] }
        ?? "?"
    }
  }
}
