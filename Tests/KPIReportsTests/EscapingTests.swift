import Foundation
import LocalWiki
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("A value in wikitext", .bounded)
struct EscapingTests {
  private static let pieces = [
    "{{", "}}", "{{!}}", "[[", "]]", "|", "||", "\n", "\n|-", "\n! ", "!!", "\n|}", "{|", "'", "''", "'''", "==",
    "\n== x ==", "\n* ", "\n# ", "\n; a : b", "----", "\n----", "~~~~", "__TOC__", "__NOINDEX__", "<nowiki>",
    "</nowiki>", "<ref>", "<script>alert(1)</script>", "<!--", "-->", "<br>", "&amp;", "&#91;", "&nbsp;", "&",
    "RFC 2324",
    "PMID 123", "ISBN 978-3-16-148410-0", "-{", "}-", "#REDIRECT [[X]]", "{{PAGENAME}}", "{{{1}}}", "subst:", " ", "  ",
    "\t", "\r\n", "a", "Ω", "漢字", "نص", "e\u{301}", "👩‍👩‍👧", "\u{7F}", "\u{0}", "\u{1A}", "\u{202E}", " ?", " %", " ;",
    " :", " »", "« x »", " !", "\"", "=", "+", "-", "*", "#", ";", ":", ": ", "_", "\\", "`", "(", ")", "</td>",
    "[https://x.example y]", "\u{FFFE}", "\u{FFFD}", "\u{3000}", "\u{7F}'\"`UNIQ-", "kpibot:end demo -->", "it's ",
    "00:00", "12:",
    "+13 %", "-1", "Help:", "Talk:x", "user:", "\u{A0}%", "\u{A0}",
    // Every protocol of MediaWiki's, and one that a wiki could add.
    "bitcoin:", "ftp://", "ftps://", "geo:", "git://", "gopher://", "http://", "https://", "irc://", "ircs://",
    "magnet:",
    "mailto:", "matrix:", "mms://", "news:", "nntp://", "redis://", "sftp://", "sip:", "sips:", "sms:", "ssh://",
    "svn://", "tel:", "telnet://", "urn:", "worldwind://", "xmpp:", "//", "steam:", "x.example", "a@b.example", "1",
  ]

  /// Where a value can stand: wikitext around it, and the HTML that the parser must make around its text.
  private struct Context: Sendable {
    let name: String
    let before: String
    let after: String
    let html: (before: String, after: String)

    init(_ name: String, _ before: String, _ after: String = "", html begin: String, _ end: String) {
      (self.name, self.before, self.after, html) = (name, before, after, (begin, end))
    }

    static let all = [
      Context("a line", "", html: "<p>", "\n</p>"),
      Context(
        "a cell", "{|\n| x\n|-\n| ", "\n|}", html: "<td>x\n</td></tr>\n<tr>\n<td>", "\n</td></tr></tbody></table>"),
      Context("a cell without spaces", "{|\n|", "||x\n|}", html: "<td>", "</td>\n<td>x\n</td></tr></tbody></table>"),
      Context("a head", "{|\n!", "!!x\n|}", html: "<th>", "</th>\n<th>x\n</th></tr></tbody></table>"),
      Context("a caption", "{|\n|+", "\n|-\n| x\n|}", html: "<caption>", "\n</caption>"),
      Context(
        "a cell's attribute", "{|\n| data-sort-value=\"", "\" | x\n|}", html: "<td data-sort-value=\"", "\">x\n</td>"),
      Context("an attribute", "<span title=\"", "\">x</span>", html: "<p><span title=\"", "\">x</span>\n</p>"),
      Context("a term", "; ", html: "<dl><dt>", "</dt></dl>"),
      Context("a term without spaces", ";", html: "<dl><dt>", "</dt></dl>"),
      Context("a term with a definition", "; ", " : x", html: "<dl><dt>", "</dt>\n<dd>x</dd></dl>"),
      Context("a term in a list", "*; ", html: "<ul><li><dl><dt>", "</dt></dl></li></ul>"),
      Context("a definition", ": ", html: "<dl><dd>", "</dd></dl>"),
      Context("bold", "'''", "'''", html: "<p><b>", "</b>\n</p>"),
      Context("bold in italics", "''x'''", "'''''", html: "<p><i>x<b>", "</b></i>\n</p>"),
      Context("a list item", "* ", html: "<ul><li>", "</li></ul>"),
      Context("a numbered item", "#", html: "<ol><li>", "</li></ol>"),
      Context("small", "<small>", "</small>", html: "<p><small>", "</small>\n</p>"),
      Context("parentheses", "x (", ") y", html: "<p>x (", ") y\n</p>"),
      Context(
        "an external link", "[https://x.example ", "]",
        html: "<p><a rel=\"nofollow\" class=\"external text\" href=\"https://x.example\">", "</a>\n</p>"),
      Context(
        "an internal link", "[[Special:Version|", "]]",
        html: "<p><a href=\"/index.php/Special:Version\" title=\"Special:Version\">", "</a>\n</p>"),
    ]
  }

  @Test("comes out of the real parser as exactly its text, wherever it stands")
  func realParser() async throws {
    let local = try await LocalWiki.start(
      LocalWiki.Options(
        settings: """
          $wgEnableMagicLinks = [ 'ISBN' => true, 'PMID' => true, 'RFC' => true ];
          $wgUrlProtocols[] = 'steam:';
          """))
    defer { local.stop() }
    let client = try HTTPClient(userAgent: "kpibot-tests")
    let wiki = Wiki(name: "local", api: try WikiURL(local.api), client: client, log: .init(label: "test"))
    var random = SeededGenerator(seed: 7)
    for context in Context.all {
      // Each piece alone and beside plain words, then many together.
      var values: [String] = []
      for piece in Self.pieces { values += [piece, "x\(piece)", "\(piece)x", "x \(piece) x", "\(piece)x\(piece)"] }
      for _ in 0..<300 {
        let count = Int.random(in: 2...6, using: &random)
        values.append((0..<count).map { _ in Self.pieces.randomElement(using: &random)! }.joined())
      }
      try await check(values, in: context, wiki: wiki)
    }
  }

  private func check(_ values: [String], in context: Context, wiki: Wiki) async throws {
    struct Answer: Decodable, Sendable {
      struct Parse: Decodable, Sendable { let text: String }
      let parse: Parse
    }
    let escape = WikitextContentType()
    let mark = "<div class=\"c\">"
    let page = values.map { "\(mark)\n\(context.before)\(escape.escapeText($0))\(context.after)\n</div>" }
    let answer = try await wiki.call(
      [
        "action": "parse", "contentmodel": "wikitext", "prop": "text", "disablelimitreport": "1", "wrapoutputclass": "",
        "text": WikitextContentType.settled(page.joined(separator: "\n")),
      ], as: Answer.self)
    let parts = answer.parse.text.components(separatedBy: mark).dropFirst()
    try #require(parts.count == values.count, "\(context.name)")
    for (value, html) in zip(values, parts) {
      let pieces = html.components(separatedBy: context.html.before)
      let shown = pieces.dropFirst().joined(separator: context.html.before)
        .components(separatedBy: context.html.after).dropLast().joined(separator: context.html.after)
      #expect(
        Self.text(shown) == Self.expected(value), "in \(context.name), \(value.debugDescription) came out as \(html)")
    }
  }

  /// What HTML can't hold is shown as U+FFFD; an end of line is a line feed.
  private static func expected(_ value: String) -> String {
    String(
      String.UnicodeScalarView(
        value.replacing("\r\n", with: "\n").unicodeScalars.map { scalar in
          scalar.value < 32 && !"\n\r\t".unicodeScalars.contains(scalar) || (127..<160).contains(scalar.value)
            || scalar.value == 0xFFFE ? "\u{FFFD}" : scalar
        }))
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

  @Test(
    "stays as it is where it can be nothing but text",
    arguments: [
      "1 November 2026, 00:00 UTC", "the period's end", "Not final: later", "(+13\u{A0}%)", "▲\u{A0}2\u{A0}points more",
      "views of Help:Citation helper", "Ann-Marie, 3 - 2; 50% of it; A/B",
    ])
  func readable(value: String) {
    #expect(WikitextContentType.settled(WikitextContentType().escapeText(value)) == value)
  }

  @Test("keeps a template from putting values where an apostrophe would end an attribute")
  func singleQuotes() throws {
    let folder = try TemporaryFolder()
    try folder.write("<span title='x <%title%>'>'''<%title%>'''</span> ='''<%title%>'''".tagged, to: "page.mustache")
    try folder.write("x", to: "summary.mustache")
    let mistakes = #expect(throws: ReportMistakes.self) { try TemplateFolder(folder: folder.path, shipped: nil) }
    #expect(mistakes?.mistakes.count == 1)
    #expect(mistakes?.mistakes.first?.message.contains("double quotes") == true)
  }
}

extension String {
  /// The text as a template whose tags stand in `<% %>`.
  fileprivate var tagged: String { "{{=<% %>=}}\n" + self }
}
