import Testing

@testable import MediaWiki

/// The digest and form in which texts go to a wiki.
struct DigestTests {
  @Test("digests are those of RFC 1321 and of FIPS 180")
  func vectors() {
    #expect(StoredText("abc").md5 == "900150983cd24fb0d6963f7d28e17f72")
    #expect(StoredText("").md5 == "d41d8cd98f00b204e9800998ecf8427e")
    #expect(StoredText("abc").sha1 == "a9993e364706816aba3e25717850c26c9cd0d89d")
    #expect(StoredText("").sha1 == "da39a3ee5e6b4b0d3255bfef95601890afd80709")
  }

  @Test(
    "a text is normalised as the wiki stores it",
    arguments: [
      ("a\r\nb\rc\n", "a\nb\nc"), ("  a \t\n\r\n ", "  a"), ("e\u{301}", "\u{E9}"),
      ("\u{1}\u{B}x", "\u{FFFD}\u{FFFD}x"),
      ("\u{A0}", "\u{A0}"), ("", ""), (" \n", ""),
    ])
  func normalised(text: String, stored: String) {
    #expect(Array(StoredText(text).text.utf8) == Array(stored.utf8))
  }

  @Test("a form has its fields in order, encoded, and the token last")
  func form() {
    let fields = ["token": "a+\\", "title": "A b/c?&=", "zz": "ü", "action": "edit"]
    #expect(
      String(decoding: PercentEncoding.form(fields), as: UTF8.self)
        == "action=edit&title=A%20b%2Fc%3F%26%3D&zz=%C3%BC&token=a%2B%5C")
  }
}
