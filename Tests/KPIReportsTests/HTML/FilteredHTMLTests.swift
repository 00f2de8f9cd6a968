import LocalWiki
import MediaWiki
import Testing

@testable import KPIReports

@Suite("HTML that a wiki sends")
struct FilteredHTMLTests {
  private static func filtered(_ html: String) throws -> String {
    FilteredHTML(html, rules: HTMLRules(of: try WikiURL("https://meta.wikimedia.org/w/api.php"))).text
  }

  @Test(
    "keeps what shows, and makes links absolute",
    arguments: [
      ("<p>a &amp; <b class=\"x\">b</b><br /></p>", "<p>a &amp; <b class=\"x\">b</b><br /></p>"),
      (
        "<a href=\"/wiki/A\" title='A \"x\"'>A</a>",
        "<a href=\"https://meta.wikimedia.org/wiki/A\" title=\"A &quot;x&quot;\">A</a>"
      ),
      ("<a href=\"#n\">n</a>", "<a href=\"#n\">n</a>"),
      ("<a href='//x.example/y'>y</a>", "<a href=\"https://x.example/y\">y</a>"),
      (
        "<td data-sort-value=\"1\" style=\"color: red\">1</td>", "<td data-sort-value=\"1\" style=\"color: red\">1</td>"
      ),
      ("<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>", "<svg viewbox=\"0 0 1 1\"><path d=\"M0 0\" /></svg>"),
      ("<g clip-path=\"url(#c)\">", "<g clip-path=\"url(#c)\">"),
      ("<style>a{b:url(/x.png)}</style>", "<style>a{b:none}</style>"),
      ("<img src=\"/x.png\" alt=\"A <map>\">", "<span class=\"kpibot-picture\">A &lt;map&gt;</span>"),
      ("1 < 2", "1 &lt; 2"),
      ("漢字 é <i>نص</i>", "漢字 é <i>نص</i>"), ("", ""), ("<form><input value=x><label>l</label></form>", "l"),
    ])
  func keeps(html: String, expected: String) throws { #expect(try Self.filtered(html) == expected) }

  @Test(
    "leaves nothing in that runs or loads",
    arguments: [
      "<script>alert(1)</script>x", "<SCRIPT/x>alert(1)</SCRIPT >", "<script>a</scr</script>",
      "<script>never closed <b>",
      "<scr<script>ipt>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
      "<svg/onload=alert(1)>",
      "<b onclick = 'alert(1)'>", "<b\nonclick=alert(1)\n>", "<b a=\"x\"onclick=\"alert(1)\">",
      "<a href=javascript:alert(1)>x</a>",
      "<a href=\" javascript:alert(1)\">x</a>", "<a href=\"java&#115;cript:alert(1)\">x</a>",
      "<a href=\"data:text/html,x\">x</a>",
      "<a href=\"#\" href=\"javascript:alert(1)\">", "<iframe src=//x></iframe>", "<object data=x>", "<embed src=x>",
      "<link rel=stylesheet href=//x>", "<meta http-equiv=refresh content=\"0;url=//x\">", "<base href=//x>",
      "<div style=\"background: url(//x)\">", "<div style=\"background: u\\72l(//x)\">",
      "<div style=\"background: url&#40;//x)\">",
      "<style>@import '//x'; a{b:url( \"//x\" )}</style>", "<style></style><script>1</script>",
      "<style><!--</style><script>x",
      "<!--><script>alert(1)</script>-->", "<!-- x --!><script>alert(1)</script>", "<![CDATA[<script>x</script>]]>",
      "<title><script>x</script></title>", "<textarea></textarea><script>x</script>",
      "<noscript><p title=\"</noscript><img src=x onerror=y>\">",
      "<math><mtext><style><img src=x></style>", "<svg><use href=//x /></svg>", "<svg><image href=//x /></svg>",
      "<svg><foreignObject><iframe src=x>", "<form action=//x><button formaction=//x>", "<video poster=//x src=//x>",
      "<input type=image src=//x>", "<b x=\"<script>\">", "<table background=//x>", "<a ping=//x href=//x>x</a>",
      "<\u{0}script>x",
      "<img alt=\"<script>alert(1)</script>\">", "<b title=\"&quot;><script>x</script>\">", "<xmp><script>x</script>",
      "<",
      "</", "<a", "<a href=\"", "<!--", "<svg><style>a{fill:url(//x)}",
      "<svg><style><img src=http://x onerror=y><meta http-equiv=refresh content='0;url=http://x'></style></svg>",
      "<plaintext><script>x",
    ])
  func harmless(html: String) throws {
    let text = try Self.filtered(html)
    #expect(outsideReferences(in: text) == [], "\(text)")
    // What was filtered once has nothing more to be filtered.
    #expect(
      try Self.filtered(text).replacing("https://meta.wikimedia.org", with: "")
        == text.replacing("https://meta.wikimedia.org", with: ""))
  }

  @Test(
    "takes out of CSS what would be loaded, and no more",
    arguments: [
      ("a{b:url(data:image/png;base64,AA==)}", "a{b:url(data:image/png;base64,AA==)}"),
      ("a{b:url( 'data:image/svg+xml,<svg></svg>' )}", "a{b:url( 'data:image/svg+xml,\\3c svg>\\3c /svg>' )}"),
      ("a{b:URL(/x.png) c;d:e}", "a{b:none c;d:e}"), ("a{b:url(\"/x)y\")}", "a{b:none}"),
      ("a{b:url(data:text/html,x)}", "a{b:none}"),
      ("@import url(x);a{}", "a{}"), ("@IMPORT 'x';a{}", "a{}"), ("</style><script>", "\\3c /style>\\3c script>"),
      ("a{b:url(", "a{b:none"),
      ("a{b:image-set('x' 1x)}", "a{b:x-image-set('x' 1x)}"), ("", ""), ("a{content:'漢'}", "a{content:'漢'}"),
    ])
  func styles(css: String, expected: String) { #expect(StyleSheet(css).text == expected) }
}
