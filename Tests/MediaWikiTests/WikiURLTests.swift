import Testing

@testable import MediaWiki

/// Which addresses the bot may send to.
struct WikiURLTests {
  @Test(
    "https anywhere and http to this machine are allowed",
    arguments: [
      ("https://meta.wikimedia.org/w/api.php", "meta.wikimedia.org", false),
      ("HTTPS://Meta.Wikimedia.org:8443/w/api.php", "meta.wikimedia.org", false),
      ("https://wikimedia.org/api/rest_v1", "wikimedia.org", false),
      ("http://127.0.0.1:8181/api.php", "127.0.0.1", true), ("http://127.9.9.9/", "127.9.9.9", true),
      ("http://localhost/w/api.php", "localhost", true), ("http://[::1]:80/api.php", "::1", true),
      ("https://[2001:db8::1]/api.php", "2001:db8::1", false), ("https://example.org", "example.org", false),
    ])
  func allowed(text: String, host: String, isLoopback: Bool) throws {
    let url = try WikiURL(text)
    #expect(url.host == host)
    #expect(url.isLoopback == isLoopback)
    #expect(url.text == text)
  }

  @Test(
    "everything else is refused, and the error says why",
    arguments: [
      ("http://example.org/api.php", WikiURLError.Problem.notSecure), ("http://10.0.0.1/", .notSecure),
      ("http://127.0.0.1.example.org/", .notSecure), ("http://127.0.0.256/", .notSecure),
      ("http://localhost.example.org/", .notSecure), ("http://127.1/", .notSecure), ("http://[::2]/", .notSecure),
      ("ftp://example.org/", .wrongScheme), ("file:///etc/passwd", .wrongScheme), ("javascript://x", .wrongScheme),
      ("example.org/api.php", .notAnAddress), ("", .notAnAddress), ("https://", .notAnAddress),
      ("https:///api.php", .notAnAddress), ("https://a:0/", .notAnAddress), ("https://a:99999/", .notAnAddress),
      ("https://a:b/", .notAnAddress), ("https://[::1/", .notAnAddress), ("https://[zz]/", .notAnAddress),
      ("https://exa_mple.org/", .notAnAddress), ("https://a:+1/", .notAnAddress), ("https://[::1]x/", .notAnAddress),
      ("https://user:hush@example.org/", .userInAddress), ("http://127.0.0.1@example.org/", .userInAddress),
      ("https://example.org/?a", .queryOrFragment), ("https://example.org/#a", .queryOrFragment),
      ("https://example.org?a@b", .queryOrFragment), ("https://exam ple.org/", .forbiddenCharacter),
      ("https://example.org/\r\nX: y", .forbiddenCharacter), ("https://exämple.org/", .forbiddenCharacter),
      ("https://example.org\\@127.0.0.1/", .forbiddenCharacter),
    ])
  func refused(text: String, problem: WikiURLError.Problem) {
    let error = #expect(throws: WikiURLError.self) { try WikiURL(text) }
    #expect(error?.problem == problem)
  }

  @Test("an address with a password or a query is not repeated in the error")
  func noSecrets() {
    for text in ["https://user:hush@example.org/", "https://example.org/?token=hush"] {
      let error = #expect(throws: WikiURLError.self) { try WikiURL(text) }
      #expect(error?.description.contains("hush") == false)
    }
  }
}
