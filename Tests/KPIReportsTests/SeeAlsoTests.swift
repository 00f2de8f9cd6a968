import LocalWiki
import Logging
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("The link in another page's section", .bounded)
struct SeeAlsoTests {
  private static let link = "* [[Team/KPIs]]\n"

  private static let pieces = [
    "== See also ==\n", "== See also == <!-- keep -->\n", "=== see_also ===\n", "== Notes ==\n", "* [[A]]\n",
    "* [[A]] <!-- a\nb -->\n", "* {{a|\n", "}}\n", "{{", "<!--", "-->", "<nowiki>", "</nowiki>", "<pre>\n", "</pre>\n",
    "<ref>", "</ref>", "<ref\n", "{|\n", "|}\n", "|\n", "[[File:A.png|thumb|\n", "]]\n", "[[B", "[[Category:X]]\n",
    "[[de:Y]]\n", "\n", "Words", "* C", "<!-- kpibot:begin b -->\n", "<!-- kpibot:end b -->\n", "<includeonly>",
    "</includeonly>", "<table>", "</table>", "[[Team/KPIs archive]]\n", "* [[Team/KPIS]]\n", "* [[Team/KPIs]]\n",
    "\r\n",
  ]

  private static func hostilePage(_ generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 1...14, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  }

  @Test(
    "is put at the end of the list, once, and every other byte stays",
    arguments: [
      ("== See also ==\n* [[A]]\n", "== See also ==\n* [[A]]\n\(link)"),
      ("x\n== See also ==\n* [[A]]\n\n== Notes ==\ny", "x\n== See also ==\n* [[A]]\n\(link)\n== Notes ==\ny"),
      ("==  see Also  == \nwords\n=== Sub ===\n", "==  see Also  == \n\(link)words\n=== Sub ===\n"),
      ("== See also ==", "== See also ==\n\(link)"), ("", "\n== See also ==\n\(link)"),
      ("Words", "Words\n\n== See also ==\n\(link)"),
      ("Words\n\n[[Category:X]]\n[[de:Y]]\n", "Words\n\n\n== See also ==\n\(link)[[Category:X]]\n[[de:Y]]\n"),
      (
        "<nowiki>\n== See also ==\n* [[Team/KPIs]]\n</nowiki>\n",
        "<nowiki>\n== See also ==\n* [[Team/KPIs]]\n</nowiki>\n\n== See also ==\n\(link)"
      ),
      ("== See also ==\n* [[Team/KPIs/Old]]\n", "== See also ==\n* [[Team/KPIs/Old]]\n\(link)"),
      (
        "== See also == <!-- keep -->\n* [[A]]\n== Notes ==\n",
        "== See also == <!-- keep -->\n* [[A]]\n\(link)== Notes ==\n"
      ),
      ("== See also ==\n* [[Team/KPIs archive]]\n", "== See also ==\n* [[Team/KPIs archive]]\n\(link)"),
      ("== See also ==\n* [[Team/KPIS]]\n", "== See also ==\n* [[Team/KPIS]]\n\(link)"),
      ("== See also ==\n* [[Team/KPIs\n", "== See also ==\n* [[Team/KPIs\n\(link)"),
      ("e\u{301}\r\n== See also ==\r\n* [[A]]\r\n", "e\u{301}\r\n== See also ==\r\n* [[A]]\r\n\(link)"),
    ])
  func adds(before: String, after: String) throws {
    let section = try section()
    let text = try #require(try section.adding(to: before))
    #expect(Array(text.utf8) == Array(after.utf8), "\(text.debugDescription)")
    #expect(try section.adding(to: text) == nil)
  }

  @Test(
    "is left alone where it is there already",
    arguments: [
      "[[Team/KPIs]]", "[[team/KPIs|numbers]]", "[[Team/KPIs#x]]", "[[:Team/KPIs]]", "[[Team/KPIs ]]",
      "[[ Team/KPIs]]", "[[Team%2FKPIs]]", "{{small|[[Team/KPIs]]}}", "[[Team/<!-- x -->KPIs]]",
      "[[Special:MyLanguage/Team/KPIs|KPIs]]", "[[special:myLanguage/team/KPIs]]", "[[Spezial:MyLanguage/Team/KPIs]]",
      "{{ll|Team/KPIs}}", "{{ll|1=Team/KPIs|2=x}}", "{{ll|:team/KPIs|numbers}}", "{{See also|Team/KPIs}}",
      "[{{fullurl:Team/KPIs}} KPIs]", "[{{fullurl: Team/KPIs|uselang=de}} KPIs]", "{{canonicalurl:Team/KPIs}}",
      "https://meta.wikimedia.org/wiki/Team/KPIs", "See https://meta.wikimedia.org/wiki/Team/KPIs.",
      "[//meta.wikimedia.org/wiki/Team/KPIs KPIs]", "[http://meta.m.wikimedia.org/wiki/team%2FKPIs?uselang=de#x KPIs]",
      "https://meta.wikimedia.org/w/index.php?title=Team/KPIs&action=view",
      "https://meta.wikimedia.org/wiki/Special:MyLanguage/Team/KPIs",
    ])
  func keeps(link: String) throws {
    #expect(try section().adding(to: "== See also ==\n* \(link)\n") == nil)
  }

  @Test(
    "is put beside what only looks like it",
    arguments: [
      "[[User:MyLanguage/Team]]", "[[Special:WhatLinksHere/Team/KPIs]]", "[[User:A/Team/KPIs]]", "{{tl|Team/KPIs}}",
      "{{ll|Team/KPIs/Old}}", "{{Team/KPIs}}", "[{{fullurl:Team/KPIs|action=history}} x]",
      "[{{fullurl:Talk:Team/KPIs}} x]", "https://meta.wikimedia.org/wiki/Team/KPIs/Old",
      "https://www.mediawiki.org/wiki/Team/KPIs", "https://meta.wikimedia.org/wiki/User:A/Team/KPIs",
      "https://meta.wikimedia.org/w/index.php?title=Team/KPIs&action=history",
      "https://meta.wikimedia.org/w/index.php?title=Team/KPIs&oldid=3", "<nowiki>{{ll|Team/KPIs}}</nowiki>",
    ])
  func looksLikeIt(link: String) throws {
    #expect(try section().adding(to: "== See also ==\n* \(link)\n") == "== See also ==\n* \(link)\n\(Self.link)")
  }

  @Test(
    "is known on another wiki by its address and by what other wikis call the wiki",
    arguments: [
      "https://meta.wikimedia.org/wiki/Team/KPIs", "[https://meta.wikimedia.org/wiki/Team/KPIs?uselang=de KPIs]",
      "[[m:Team/KPIs]]", "[[:meta:Team/KPIs|KPIs]]", "[[m:Special:MyLanguage/Team/KPIs]]", "{{fullurl:m:Team/KPIs}}",
    ])
  func elsewhere(link: String) throws {
    #expect(try section(onSameWiki: false).adding(to: "== See also ==\n* \(link)\n") == nil)
    #expect(try section(onSameWiki: false).adding(to: "== See also ==\n* [[Team/KPIs]]\n") != nil)
  }

  @Test("leads from another wiki by its address")
  func external() throws {
    let section = try section(onSameWiki: false)
    let text = try #require(try section.adding(to: "== See also ==\n"))
    #expect(text == "== See also ==\n* [https://meta.wikimedia.org/w/index.php?title=Team/KPIs Team/KPIs]\n")
    #expect(try section.adding(to: text) == nil)
  }

  @Test("has the colon of a namespace in its words")
  func namespace() throws {
    let section = try section(to: "Help:KPIs", onSameWiki: false)
    let text = try #require(try section.adding(to: "== See also ==\n"))
    #expect(text == "== See also ==\n* [https://meta.wikimedia.org/w/index.php?title=Help:KPIs Help:KPIs]\n")
  }

  @Test(
    "is put neither inside of something that goes over many lines, nor into a report's region",
    arguments: [
      ("== See also ==\n* [[A]]\n<!--\n* [[B]]\n-->\n", "== See also ==\n* [[A]]\n\(link)<!--\n* [[B]]\n-->\n"),
      ("== See also ==\n* [[A]]\n<nowiki>\n* B\n</nowiki>", "== See also ==\n* [[A]]\n\(link)<nowiki>\n* B\n</nowiki>"),
      ("== See also ==\n* [[A]]\n<ref>\n* B\n</ref>", "== See also ==\n* [[A]]\n\(link)<ref>\n* B\n</ref>"),
      ("== See also ==\n<pre>\n* B\n</pre>\n", "== See also ==\n\(link)<pre>\n* B\n</pre>\n"),
      ("== See also ==\n{{list|\n* B\n}}\n", "== See also ==\n\(link){{list|\n* B\n}}\n"),
      ("== See also ==\n{|\n|\n* B\n|}\n", "== See also ==\n\(link){|\n|\n* B\n|}\n"),
      ("== See also ==\n{|\n|\n* B\n", "== See also ==\n\(link){|\n|\n* B\n"),
      ("== See also ==\n[[File:A.png|thumb|\n* B\n]]\n", "== See also ==\n\(link)[[File:A.png|thumb|\n* B\n]]\n"),
      ("== See also ==\n* {{a|\nb\n}} c\nd", "== See also ==\n* {{a|\nb\n}} c\n\(link)d"),
      ("== See also ==\n* [[A]] <!--\n== B ==\n-->\nd", "== See also ==\n* [[A]] <!--\n== B ==\n-->\n\(link)d"),
      ("== See also ==\n* A <div\n class=b>\n* C\n</div>", "== See also ==\n* A <div\n class=b>\n* C\n\(link)</div>"),
      ("== See also ==\n* [[A]]\n<!-- open\n* [[B]]\n", "== See also ==\n* [[A]]\n\(link)<!-- open\n* [[B]]\n"),
      ("== See also ==\n* <!-- [[Team/KPIs]] -->A\n", "== See also ==\n* <!-- [[Team/KPIs]] -->A\n\(link)"),
      (
        "{|\n|\n== See also ==\n* [[A]]\n|}\nWords\n",
        "{|\n|\n== See also ==\n* [[A]]\n|}\nWords\n\n== See also ==\n\(link)"
      ),
      (
        "<!-- kpibot:begin b -->\n== See also ==\n* [[Team/KPIs]]\n<!-- kpibot:end b -->\n[[Category:X]]",
        "<!-- kpibot:begin b -->\n== See also ==\n* [[Team/KPIs]]\n<!-- kpibot:end b -->\n\n== See also ==\n\(link)"
          + "[[Category:X]]"
      ),
      (
        "== See also ==\n* A\n<!-- kpibot:begin b -->\n* B\n<!-- kpibot:end b -->\n",
        "== See also ==\n* A\n\(link)<!-- kpibot:begin b -->\n* B\n<!-- kpibot:end b -->\n"
      ),
      (
        "== See also ==\n<!-- kpibot:begin b -->\n== C ==\n<!-- kpibot:end b -->\n* D",
        "== See also ==\n\(link)<!-- kpibot:begin b -->\n== C ==\n<!-- kpibot:end b -->\n* D"
      ),
    ])
  func avoids(before: String, after: String) throws {
    let section = try section()
    let text = try #require(try section.adding(to: before))
    #expect(text == after, "\(text.debugDescription)")
    #expect(section.isThere(on: text))
  }

  @Test(
    "is refused where readers would not see it, with what is to be closed",
    arguments: [
      ("Words\n<!-- to do\n[[Category:X]]", "<!-- to do"), ("== See also == <!-- keep\n* [[A]]\n", "<!-- keep"),
      ("Words\n{| class=a\n|b", "{| class=a"), ("<includeonly>\nWords", "<includeonly>"),
      ("A\n<!-- kpibot:begin b -->\nWords\n", "<!-- kpibot:begin b -->"), ("<TABLE>\n<tr>", "<TABLE>"),
      ("A <pre>\n== See also ==\n", "<pre>"),
    ])
  func refuses(text: String, beginning: String) throws {
    let section = try section()
    let error = #expect(throws: NoPlaceForLine.self) { try section.adding(to: text) }
    #expect(error?.beginning == beginning)
    let refusal = PublishingRefusal.noPlaceForLink(page: "Portal", NoPlaceForLine(beginning: beginning))
    #expect(
      refusal.description == """
        on Portal the link would not stand in a section "See also" that readers see, but within what begins with \
        "\(beginning)", so no link to the report was put there; close that on the page before the place of the link, or \
        put the link there yourself
        """)
  }

  @Test("once it is added is never added again, and takes no byte away, whatever the page", arguments: 0..<400)
  func onceAtMost(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let text = Self.hostilePage(&generator)
    for section in [try section(), try section(onSameWiki: false), try section(to: "Category:KPIs")] {
      guard let added = try? section.adding(to: text) else { continue }
      for saved in [added, StoredText(added).text] {
        #expect(section.isThere(on: saved), "\(text.debugDescription)")
        #expect(try section.adding(to: saved) == nil, "\(text.debugDescription)")
      }
      #expect(isSubsequence(text, of: added), "\(text.debugDescription)")
      #expect(try regions(added) == regions(text), "\(text.debugDescription)")
    }
  }

  @Test("is seen in a list on the real wiki wherever it is not refused, and all words of the page with it")
  func realParser() async throws {
    let local = try await LocalWiki.start(LocalWiki.Options(extensions: ["Cite"]))
    defer { local.stop() }
    let wiki = Wiki(
      name: "local", api: try WikiURL(local.api), client: try HTTPClient(userAgent: "kpibot-tests"),
      log: Logger(label: "test"))
    let section = try section()
    var generator = SeededGenerator(seed: 5)
    var (shown, refused) = (0, 0)
    for _ in 0..<240 {
      let page = Self.hostilePage(&generator)
      guard let added = try? section.adding(to: page) else {
        refused += 1
        continue
      }
      let html = try await Self.html(added, on: wiki)
      #expect(html.contains(#/<li><a [^>]*>Team/KPIs</a>\s*</li>/#), "\(added.debugDescription)")
      let isNewSection = added.count - page.count > Self.link.count + 2
      let before = Self.letters(try await Self.html(page, on: wiki))
      #expect(
        Self.letters(html) == (before + Self.letters("Team/KPIs" + (isNewSection ? "See also" : ""))).sorted(),
        "\(page.debugDescription)")
      shown += 1
    }
    #expect(shown > 80 && refused > 20, "\(shown) shown, \(refused) refused")
  }

  private static func html(_ text: String, on wiki: Wiki) async throws -> String {
    struct Answer: Decodable, Sendable {
      struct Parse: Decodable, Sendable { let text: String }
      let parse: Parse
    }
    let parameters = [
      "action": "parse", "contentmodel": "wikitext", "prop": "text", "text": text, "disableeditsection": "1",
      "disablelimitreport": "1", "disabletoc": "1",
    ]
    return try await wiki.call(parameters, as: Answer.self).parse.text
  }

  /// What readers see of a page, in the order of the alphabet.
  private static func letters(_ html: String) -> [Character] {
    html.replacing(#/<!--(?s:.*?)-->|<[^>]*>/#, with: "").filter { !$0.isWhitespace }.sorted()
  }

  @Test(
    "has a leading colon where the page lies in a namespace, and is known with and without",
    arguments: [
      ("Category:KPIs", "[[Category:KPIs]]", false), ("Category:KPIs", "[[:category:kPIs|numbers]]", true),
      ("File:KPIs.png", "[[File:KPIs.png]]", false), ("Help:KPIs", "[[help: KPIs]]", true),
      ("Help:KPIs", "[[Help:KPIS]]", false),
    ])
  func namespaces(page: String, link: String, isLink: Bool) throws {
    let section = try section(to: page)
    let text = try section.adding(to: "== See also ==\n* \(link)\n")
    #expect(text == (isLink ? nil : "== See also ==\n* \(link)\n* [[:\(page)]]\n"))
  }

  private func isSubsequence(_ text: String, of other: String) -> Bool {
    var rest = Array(text.utf8)[...]
    for byte in other.utf8 where byte == rest.first { rest.removeFirst() }
    return rest.isEmpty
  }

  /// What reports wrote on a page.
  private func regions(_ text: String) throws -> [String] {
    let bytes = Array(text.utf8)
    return MarkedRegion.all(in: bytes, comments: WikitextScan(bytes).literals).filter { $0.upperBound < Int.max }
      .map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  private func section(to page: String = "Team/KPIs", onSameWiki: Bool = true) throws -> SeeAlsoSection {
    let wiki = WikiDefinition(name: "meta", api: try WikiURL("https://meta.wikimedia.org/w/api.php"))
    return SeeAlsoSection(to: PageAddress(title: page, wiki: wiki), onSameWiki: onSameWiki)
  }
}
