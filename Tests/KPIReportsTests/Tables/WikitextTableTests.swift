import LocalWiki
import Testing

@testable import KPIReports

@Suite("Tables in wikitext")
struct WikitextTableTests {
  @Test(
    "are read as people type them",
    arguments: [
      ("{|\n! a !! b\n|-\n| 1 || 2\n|}", [["a", "b"], ["1", "2"]]),
      (
        "{| class=\"wikitable\"\n|+ Caption | x\n|-\n! scope=\"col\" | a\n! b\n|-\n| 1\n| style=\"x\" | 2\n|-\n|}",
        [["a", "b"], ["1", "2"]]
      ),
      (":{|\n!a||b\n|-\n|1||\n|-\n|\n|}", [["a", "b"], ["1", ""]]),
      ("{|\n! a !! b\n|-\n| [[x|the link]] || [[other]]\n|}", [["a", "b"], ["the link", "other"]]),
      (
        "{|\n! a !! b\n|-\n| '''1''' <!-- no | x --> || {{formatnum:1200}}<ref>a|b</ref>\n|}",
        [["a", "b"], ["1", "1200"]]
      ),
      ("{|\n! a !! b\n|-\n| two\nlines || {{tl|x|y}} \n|}", [["a", "b"], ["two lines || {{tl|x|y}}"]]),
      (
        "{|\n! a !! b\n|-\n| {{x|y||z}} || [https://e.org words] &amp; more\n|}",
        [["a", "b"], ["{{x|y||z}}", "words & more"]]
      ),
      ("{|\n! a !! b\n|-\n| x || {{yes}}\n|-\n! y\n| {{No|never}}\n|}", [["a", "b"], ["x", "yes"], ["y", "no"]]),
      ("{|\n! a\n|-\n| −3\n|}\ntext\n{|\n! c\n|}", [["a"], ["-3"]]),
      ("<pre>\n{|\n! a\n|-\n| 9\n|}\n</pre>\n{|\n! a\n|-\n| 1\n|}", [["a"], ["1"]]),
      ("<syntaxhighlight lang=\"wikitext\">\n{|\n! a\n|}\n</syntaxhighlight>\n{|\n! b\n|}", [["b"]]),
      ("<nowiki>\n{|\n! a\n|}\n</nowiki>\n{|\n! b\n|-\n| <nowiki>[x]</nowiki>\n|}", [["b"], ["[x]"]]),
      ("<nowiki>{|</nowiki>\n{|\n! b\n|}", [["b"]]),
      ("Text\n* one\n*: a remark\n* [[Two]]\nMore", [["item"], ["one"], ["Two"]]),
      ("# first\n# second\n#: a remark", [["item"], ["first"], ["second"]]),
    ] as [(String, [[String]])])
  func reads(text: String, rows: [[String]]) throws {
    let table = try #require(try WikitextTables.read(text).tables.first)
    #expect([table.columns] + table.rows == rows)
  }

  @Test(
    "are refused where they would have to be guessed",
    arguments: [
      ("{|\n! a\n|-\n| rowspan=2 | 1\n|}", "span rows"), ("{|\n! a\n| 1", "never closed"),
      ("{|\n|\n{|\n! b\n|}\n|}", "a table inside a table"),
    ])
  func refuses(text: String, message: String) {
    let problem = #expect(throws: WikitextTables.Problem.self) { try WikitextTables.read(text) }
    #expect(problem?.message.contains(message) == true)
  }

  @Test("are none where a page has none")
  func none() throws { #expect(try WikitextTables.read("Just words.\n").tables.isEmpty) }

  @Test("are read from tabular data too, with numbers, flags and languages")
  func tabular() throws {
    let text = """
      {"license": "CC0-1.0", "description": {"en": "x"}, "schema": {"fields": [
        {"name": "kpi", "type": "string", "title": {"en": "KPI"}}, {"name": "value", "type": "number"},
        {"name": "ok", "type": "boolean"}, {"name": "t", "type": "localized"}]},
       "data": [["a", 7, true, {"de": "x", "en": "y"}], ["b", 2.5, false, null], ["c", -0.25, null, {"de": "z"}]]}
      """
    let table = try TabularData.read(text)
    #expect(table.columns == ["kpi", "value", "ok", "t"])
    #expect(table.rows == [["a", "7", "yes", "y"], ["b", "2.5", "no", ""], ["c", "-0.25", "", "z"]])
    for bad in ["", "[]", "{\"schema\": {\"fields\": []}}", "{\"data\": []}"] {
      #expect(throws: WikitextTables.Problem.self) { try TabularData.read(bad) }
    }
  }

  @Test("are read or refused, whatever they hold", arguments: 0..<300)
  func fuzz(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = [
      "{|", "|}", "\n", "\n|-\n", "\n|", "||", "!!", "!", "|", "{{", "}}", "[[", "]]", "x", "<!--", "-->", "<ref>",
      "\n* ", "'''", "&amp;", "漢", "{", "}", "\n{|",
    ]
    let text = (0..<Int.random(in: 0...60, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
    do { _ = try WikitextTables.read(text) } catch { #expect(!error.message.isEmpty) }
  }
}
