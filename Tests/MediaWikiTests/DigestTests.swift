import Testing

@testable import MediaWiki

/// The digest and form in which texts go to a wiki.
struct DigestTests {
  @Test(
    "MD5 gives the digests of RFC 1321",
    arguments: [
      ("", "d41d8cd98f00b204e9800998ecf8427e"), ("a", "0cc175b9c0f1b6a831c399e269772661"),
      ("abc", "900150983cd24fb0d6963f7d28e17f72"), ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
      ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
      ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f"),
      (String(repeating: "1234567890", count: 8), "57edf4a22be3c955ac49da2e2107b67a"),
    ])
  func vectors(message: String, digest: String) {
    #expect(MD5.hexDigest(of: message.utf8) == digest)
  }

  // As coreutils' md5sum gives them.
  @Test(
    "MD5 pads right around the ends of its blocks",
    arguments: [
      (55, "04364420e25c512fd958a70738aa8f72"), (56, "668a72d5ba17f08e62dabcafad6db14b"),
      (63, "7dc2ca208106a2f703567bdff99d8981"), (64, "c1bb4f81d892b2d57947682aeb252456"),
      (65, "1bc932052302d074bdec39795fe00cf6"), (119, "ab347a5f68c8a443cfcddc633f12c24f"),
      (120, "fb98667f98096de92620b64f46e1c5b5"),
    ])
  func padding(count: Int, digest: String) {
    #expect(MD5.hexDigest(of: [UInt8](repeating: UInt8(ascii: "x"), count: count)) == digest)
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
