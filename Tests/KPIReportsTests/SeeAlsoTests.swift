import LocalWiki
import MediaWiki
import Testing

@testable import KPIReports

@Suite("The link in another page's section")
struct SeeAlsoTests {
  private static let link = "* [[Team/KPIs]]\n"

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
      ("e\u{301}\r\n== See also ==\r\n* [[A]]\r\n", "e\u{301}\r\n== See also ==\r\n* [[A]]\r\n\(link)"),
    ])
  func adds(before: String, after: String) throws {
    let section = try section()
    let text = try #require(section.adding(to: before))
    #expect(Array(text.utf8) == Array(after.utf8), "\(text.debugDescription)")
    #expect(section.adding(to: text) == nil)
  }

  @Test(
    "is left alone where it is there already",
    arguments: ["[[Team/KPIs]]", "[[team/KPIs|numbers]]", "[[Team/KPIs#x]]", "[[:Team/KPIs]]", "[[Team/KPIs ]]"])
  func keeps(link: String) throws {
    #expect(try section().adding(to: "== See also ==\n* \(link)\n") == nil)
  }

  @Test("leads from another wiki by its address")
  func external() throws {
    let section = try section(onSameWiki: false)
    let text = try #require(section.adding(to: "== See also ==\n"))
    #expect(text == "== See also ==\n* [https://meta.wikimedia.org/w/index.php?title=Team/KPIs Team/KPIs]\n")
    #expect(section.adding(to: text) == nil)
  }

  @Test("has the colon of a namespace in its words")
  func namespace() throws {
    let section = try section(to: "Help:KPIs", onSameWiki: false)
    let text = try #require(section.adding(to: "== See also ==\n"))
    #expect(text == "== See also ==\n* [https://meta.wikimedia.org/w/index.php?title=Help:KPIs Help:KPIs]\n")
  }

  private func section(to page: String = "Team/KPIs", onSameWiki: Bool = true) throws -> SeeAlsoSection {
    let wiki = WikiDefinition(name: "meta", api: try WikiURL("https://meta.wikimedia.org/w/api.php"))
    return SeeAlsoSection(to: PageAddress(title: page, wiki: wiki), onSameWiki: onSameWiki)
  }
}
