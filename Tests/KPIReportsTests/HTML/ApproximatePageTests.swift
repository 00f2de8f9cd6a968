import LocalWiki
import Testing

@testable import KPIReports

@Suite("Wikitext drawn without a wiki")
struct ApproximatePageTests {
  private static func html(_ wikitext: String, title: String = "Team/KPIs") -> String {
    let literals = WikitextLiterals(wikitext, title: title)
    let inline = WikitextInline(literals, rules: HTMLRules(of: nil)) { "https://w.example/\($0)" }
    return WikitextBlocks(inline).html(of: literals.text)
  }

  @Test(
    "shows what kpibot's templates write",
    arguments: [
      ("In '''May''': ''x'' '''''y'''''", "<p>In <b>May</b>: <i>x</i> <b><i>y</i></b></p>\n"),
      (
        "{{formatnum:48210}} views, {{PLURAL:1|page|pages}}, {{PLURAL:2|page|pages}}",
        "<p>48,210 views, page, pages</p>\n"
      ),
      ("{{formatnum:{{PLURAL:1|12345|1}}}}", "<p>12,345</p>\n"), ("=== A & b ===\nx", "<h3>A &amp; b</h3>\n<p>x</p>\n"),
      (
        "* [[A|b]]\n* [[:Help:A]]",
        "<ul>\n<li><a href=\"https://w.example/A\">b</a></li>\n<li><a href=\"https://w.example/Help:A\">Help:A</a></li></ul>\n"
      ),
      ("; t\n: d", "<dl>\n<dt>t</dt>\n<dd>d</dd></dl>\n"),
      ("# a\n## b\n# c", "<ol>\n<li>a<ol>\n<li>b</li></ol>\n</li>\n<li>c</li></ol>\n"),
      ("<sup>[[#n 1|note 1]]</sup>", "<p><sup><a href=\"#n_1\">note 1</a></sup></p>\n"),
      ("[https://x.example/?a=1 b''c'']", "<p><a href=\"https://x.example/?a=1\">b<i>c</i></a></p>\n"),
      ("<section begin=\"a\" />{{formatnum:1}}<section end=\"a\" />", "<p>1</p>\n"),
      ("a<!-- b -->c\n<!-- d -->\ne", "<p>ac\ne</p>\n"),
      ("[[{{TALKPAGENAME}}|talk]]", "<p><a href=\"https://w.example/Talk:Team/KPIs\">talk</a></p>\n"),
      ("<div style=\"font-size: 90%;\">\nx\n</div>", "<div style=\"font-size: 90%;\">\n<p>x</p>\n</div>\n"),
      ("{{#chart:A.chart}}", "<p><span class=\"kpibot-picture\">Chart: A.chart</span></p>\n"), ("", ""),
      ("[[Category:X]]", "<p></p>\n"),
      (
        "{| class=\"wikitable\"\n|+ C\n|- style=\"x: y;\"\n! scope=\"col\" | H !! I\n|-\n| 1 || 2\n* x\n|}",
        "<table class=\"wikitable\">\n<caption>C</caption>\n<tbody>\n<tr style=\"x: y;\">\n<th scope=\"col\">H</th>\n<th>I</th>\n</tr>\n"
          + "<tr>\n<td>1</td>\n<td><p>2</p>\n<ul>\n<li>x</li></ul>\n</td>\n</tr>\n</tbody></table>\n"
      ),
      (
        "{|\n| a\n{|\n| b\n|}\n| c\n|}",
        "<table>\n<tbody>\n<tr>\n<td><p>a</p>\n<table>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody></table>\n</td>\n<td>c</td>\n</tr>\n</tbody></table>\n"
      ),
    ])
  func shows(wikitext: String, expected: String) { #expect(Self.html(wikitext) == expected) }

  @Test(
    "shows as text what it does not know",
    arguments: [
      ("{{Infobox|a=<b>x</b>\n| y}}", "<p><code>{{Infobox|a=&lt;b&gt;x&lt;/b&gt;\n| y}}</code></p>\n"),
      ("{{a{{b}}c}}", "<p><code>{{a{{b}}c}}</code></p>\n"),
      ("{{formatnum:<script>}}", "<p><code>{{formatnum:&lt;script&gt;}}</code></p>\n"),
      ("<ref>x</ref>", "<p>&lt;ref&gt;x&lt;/ref&gt;</p>\n"),
      ("<nowiki>'''[[x]]<b></nowiki>", "<p>'''[[x]]&lt;b&gt;</p>\n"),
      ("{{never closed", "<p>{{never closed</p>\n"), ("}}", "<p>}}</p>\n"),
      ("\u{F0000}0\u{F0001}{{x}}", "<p>0<code>{{x}}</code></p>\n"),
      ("<!-- never closed", ""), ("{|\nx", "<table>\n<tbody>\n</tbody></table>\n"),
    ])
  func unknown(wikitext: String, expected: String) { #expect(Self.html(wikitext) == expected) }

  @Test(
    "runs and loads nothing, whatever it is given",
    arguments: [
      "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[javascript:alert(1) x]", "[[javascript:alert(1)]]",
      "[https://x\"onclick=alert(1) x]", "[[A\" onclick=\"alert(1)|x]]", "[[#\" onclick=\"alert(1)|x]]",
      "<b onclick=alert(1)>x</b>",
      "{| onclick=alert(1)\n| x\n|}", "{|\n| style=\"background:url(//x)\" | x\n|}",
      "{|\n|- \"><script>x</script>\n| x\n|}",
      "<span style=\"background:url(//x)\">", "{{\"><script>alert(1)</script>}}", "{{#chart:\"><script>x</script>}}",
      "=== <script> ===",
      "<nowiki><script>x</script></nowiki>", "'''<a href=\"javascript:x\">'''",
      "http://x.example/\"onmouseover=alert(1)",
      "<a href=\"//x\" style=\"x\\\">", "&lt;script&gt; &#60;script&#62; &",
    ])
  func harmless(wikitext: String) {
    for title in ["T", "\"><script>alert(1)</script>", "{{T}}"] {
      #expect(
        outsideReferences(in: Self.html(wikitext + " {{FULLPAGENAME}}", title: title)) == [], "\(Self.html(wikitext))")
    }
  }

  @Test("ends soon on input that is made to keep it busy")
  func hostile() {
    for piece in ["{{", "[[", "<!--", "''", "{|\n", "<nowiki>", "* ", "<b", "http", "&#1"] {
      #expect(!Self.html(String(repeating: piece, count: 3_000)).contains("<script"))
    }
  }
}
