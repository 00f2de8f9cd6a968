import Foundation
import LocalWiki
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("Lists in wikitext", .bounded)
struct WikitextListTests {
  /// The items of a page whose one list can be taken as a whole; nil where it is refused.
  private static func items(_ text: String) -> [String]? {
    guard let page = try? WikitextTables.read(text), page.unread == nil, page.tables.count <= 1 else { return nil }
    guard let list = page.tables.first else { return [] }
    return list.kind == .list && list.problem == nil ? list.rows.map { $0[0] } : nil
  }

  @Test(
    "are read whole",
    arguments: [
      ("* a\n<!-- c -->\n* b\n<!-- c\nd -->\n* c", ["a", "b", "c"]), ("* a\n\n* b\n \n\n* c", ["a", "b", "c"]),
      ("<div>\n* a\n</div>\n<div>\n* b\n</div>", ["a", "b"]),
      ("The wikis:\n# a\n#: a remark\n# b\nThat is all.", ["a", "b"]),
      ("* a <!-- c\n--> d\n* <nowiki>*</nowiki>", ["a d", "*"]), ("<nowiki><!--</nowiki>\n* a\n* b", ["a", "b"]),
      ("* a<nowiki>\nb</nowiki>", ["a b"]), ("*", []), ("No list.", []), ("<pre>\n* no\n</pre>\n* a", ["a"]),
      ("* [[w:en:|enwiki]]\n* [[:de:]]\n* [[x]]s", ["enwiki", "de:", "xs"]),
      ("{{DEFAULTSORT:x}}\n* a\r\n* b\r\n", ["a", "b"]),
      ("<noinclude>\n* a\n</noinclude>\n<includeonly>\n* no\n</includeonly>\n* b", ["a", "b"]),
      ("* a [[Category:X]]\n* &amp; &#66;&nbsp;c", ["a", "& B c"]),
    ] as [(String, [String])])
  func whole(text: String, items: [String]) { #expect(Self.items(text) == items) }

  @Test(
    "are refused with the line where they are not whole, or not read for certain",
    arguments: [
      ("* a\n* b\nwrapped\n* c", "2 lists (lines 1 and 4)"), ("== A ==\n* a\n== B ==\n* b", "2 lists (lines 2 and 4)"),
      ("* see also\n\nThe wikis:\n* a\n* b", "2 lists (lines 1 and 4)"), ("* a\n# b", "2 lists (lines 1 and 2)"),
      ("* a\n{|\n! b\n|}\n", "a list and a table (lines 1 and 2)"), ("* a\n** b", "inside an item (line 2)"),
      ("* a\n:* b", "2 lists (lines 1 and 2)"), (":* b", "indented (line 1)"),
      ("* a\n * b\n* c", "2 lists (lines 1 and 3)"),
      ("{{more}}\n* a", "a template on line 1"), ("* a\n\n{{more}}", "a template on line 3"),
      ("* {{flag|de}} a", "(line 1): it holds a template ({{flag}})"), ("* a\n<ul><li>b</li></ul>", "HTML on line 2"),
      ("* [[de:x]]", "another language"), ("* a [[Kategorie:x]]", "a category"), ("* &eacute;", "&eacute;"),
      ("#WEITERLEITUNG [[X]]", "a redirect (line 1)"), ("{{x\n* a", "a template on line 1"), ("* [[a", "brackets"),
      ("[[File:X|thumb|\n* a\n]]", "an open link on line 1"),
      ("{|\n| a\n|-\n| b\n|}", "a table (line 1) whose first row is none of headings"),
      ("{|\n! a\n|-\n| b\n{{rows}}\n|}", "rows of its own (line 5)"),
      ("{|\n! a\n|-\n|\n* b\n* c\n|}", "a list in a cell (line 5)"),
      ("{|\n! a\n|-\n| {{b}}\n|}", "(line 4): it holds a template ({{b}})"), ("No list.", "neither a table nor a list"),
    ])
  func refuses(text: String, message: String) throws {
    #expect(problem(of: text)?.contains(message) == true, "\(problem(of: text) ?? "no problem")")
  }

  @Test("are found by a column's name in the one table that has it, whatever else the page holds")
  func column() throws {
    let table = "{|\n! Wiki !! Active\n|-\n| a || yes\n|-\n! Wiki !! Active\n|-\n| b || no\n|}\n"
    #expect(items(of: "{{header}}\n* x\n\(table)", column: "active") == ["A"])
    #expect(items(of: "{|\n| a || b\n|}\n\(table)", column: "active") == ["A"])
    #expect(problem(of: table + table, column: "active")?.contains("2 tables (lines 1 and 10) with the column") == true)
  }

  @Test("have names that are compared as wikis compare titles")
  func names() {
    let names = ["enwiki", "de_wiki ", " de  wiki", "\u{200E}De wiki\u{A0}"].map(ListFact.name)
    #expect(names == ["Enwiki", "De wiki", "De wiki", "De wiki"])
  }

  private func fact(of text: String, column: String?) throws -> (ListFact, PageTableVersion) {
    let time = Instant(seconds: 0)
    let page = try WikitextTables.read(text)
    let version = PageTableVersion(
      revision: 1, timestamp: time, seen: time, tables: page.tables, problem: nil, unread: page.unread)
    return (ListFact(source: ListSource(wiki: "wiki", page: "P", column: column), page: TablePageFacts()), version)
  }

  private func items(of text: String, column: String? = nil) -> [String]? {
    guard let (fact, version) = try? fact(of: text, column: column) else { return nil }
    return (try? fact.items(of: version))?.keys.sorted()
  }

  private func problem(of text: String, column: String? = nil) -> String? {
    do {
      let (fact, version) = try fact(of: text, column: column)
      _ = try fact.items(of: version)
      return nil
    } catch {
      return (error as? ListFact.Problem)?.message ?? (error as? WikitextTables.Problem)?.message
    }
  }

  // MARK: The real parser

  private static let lines = [
    "** nested", "*: remark", "#: remark", ": indented", ":* item", " * pre", "", "", "", "== Heading ==", "<!-- c -->",
    "<!-- c -->", "<!-- a\nb -->", "<!--\n* no\n-->", "text", "<pre>\n* no\n</pre>", "<nowiki>\n* no\n</nowiki>",
    "<nowiki/>* no", "{|\n| a\n* b\n|}", "{{More}}", "<div>", "</div>", "----", "__NOTOC__",
    "<includeonly>* no</includeonly>", "<noinclude>", "</noinclude>", "<ul><li>h</li></ul>", "; term : words", "*",
    "* ",
    "#", "\t* no", "<b>* no</b>", "<!-- c -->* yes", " <!-- c -->* no", "<nowiki><!--</nowiki>", "-->", "{{PAGENAME}}",
    "<!-- {{ -->", "}}", "{{", "[[File:X.png|thumb|\n* c\n]]", "<span\nclass=\"x\">y</span>", "<pre>", "</pre>", "*#x",
    "<blockquote>", "</blockquote>", "&#42; no", "{{#if:|* no|* x}}", "<onlyinclude>", "* a <!-- c", "<nowiki>",
    "<poem>",
  ]
  private static let names = [
    "enwiki", "de_wiki", "[[enwiki]]", "[[w:en:|enwiki]]", "'''a'''", "''a'' '''b'''", "a<!-- c -->b", "a<br>b",
    "a<br/>b",
    "<nowiki>[[x]]</nowiki>", "&amp; x", "&#65;", "&#x42;", "[https://e.org words]", "a & b", "&amp;amp;",
    "<span style=\"x\">y</span>", "[[Category:Foo]]", "x [[category: foo|k]]", "{{More}}", "{{PAGENAME}}", "L'''x''",
    "''''x''''", "[[a|b]]c", "[[a|]]", "[[|b]]", "a | b", "a || b", "<nowiki>* a</nowiki>", "<nowiki>&lt;</nowiki>",
    "<!-- [[ -->x", "x<pre>y</pre>", "&eacute;", "<foo>", "a <b", "[[:Category:X]]", "[[a]][[b|c]]", "[[a", "b]]",
    "x=y",
    "== x ==", "<!-- a\nb -->z", "<nowiki>a\nb</nowiki>", "<nowiki/>", "<small>x</small>", "[x]", "[[User:A|B]] (c)",
    "漢字", "&nbsp;x", "https://e.org", "[https://e.org]", "[//e.org a b]", "{{", "}}", "-{a}-",
    "<includeonly>n</includeonly>y",
    "a  b", "a\tb", "&notanentity;", "&#xZ;", "&#0;", "x; y : z", "__NOTOC__", "[[#x]]", "[[/x]]", "[[a%20b]]",
    "[[a|b|c]]", "[[a|'''b''']]", "<b>x</b>", "<s>x</s>", "</b>x", "<i>x", "{|", "|}", "| x", "{{{1}}}", "{{{1|y}}}",
    "<!---->",
  ]

  private static func page(seed: Int) -> String {
    var random = SeededGenerator(seed: UInt64(seed))
    let odd = [0.0, 0.1, 0.3].randomElement(using: &random)!
    let sign = ["*", "#", "* ", "# "].randomElement(using: &random)!
    return (0..<Int.random(in: 1...8, using: &random)).map { _ in
      guard Double.random(in: 0..<1, using: &random) >= odd else { return lines.randomElement(using: &random)! }
      let isPlain = Double.random(in: 0..<1, using: &random) < 0.6
      return sign + (isPlain ? ["a", "b", "c"] : names).randomElement(using: &random)!
    }.joined(separator: "\n")
  }

  @Test("are what a real wiki shows as list items, or refused")
  func realParser() async throws {
    let wiki = try await LocalWiki.start()
    defer { wiki.stop() }
    try await wiki.save("Template:More", "* more\n* and more")
    let pages = (0..<1_500).map { Self.page(seed: $0) }
    let file = "\(wiki.folder)/pages.json"
    try JSONEncoder().encode(pages).write(to: URL(fileURLWithPath: file))
    let answer = try await wiki.evaluate(
      """
      function words( $node ) {
        if ( $node instanceof DOMText ) { return $node->textContent; }
        $words = '';
        foreach ( $node->childNodes as $child ) {
          $name = $child->nodeName;
          if ( in_array( $name, [ 'ul', 'ol', 'dl' ] ) ) { continue; }
          $words .= $name === 'br' ? ' ' : words( $child );
        }
        return $words;
      }
      $parser = MediaWiki\\MediaWikiServices::getInstance()->getParser();
      $shown = [];
      foreach ( json_decode( file_get_contents( '\(file)' ) ) as $text ) {
        $html = $parser->parse( $text, Title::newFromText( 'List' ), ParserOptions::newFromAnon() )->getText();
        $document = new DOMDocument();
        @$document->loadHTML( '<?xml encoding="utf-8"?><body>' . $html . '</body>' );
        $items = [];
        foreach ( $document->getElementsByTagName( 'li' ) as $item ) { $items[] = words( $item ); }
        $shown[] = $items;
      }
      echo json_encode( $shown );
      """)
    let shown = try JSONDecoder().decode([[String]].self, from: Data(answer.utf8))
    try #require(shown.count == pages.count)
    var (read, found) = (0, 0)
    for (text, items) in zip(pages, shown) {
      guard let ours = Self.items(text) else { continue }
      let theirs = items.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.filter { !$0.isEmpty }
      #expect(ours == theirs, "\(text.debugDescription)")
      read += 1
      found += ours.count
    }
    #expect(read > 300 && found > 900, "\(read) of \(pages.count) pages with \(found) items were read")
  }
}
