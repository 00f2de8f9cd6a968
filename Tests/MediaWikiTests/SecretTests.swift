import Testing

@testable import MediaWiki

/// No way of printing shows a secret.
struct SecretTests {
  @Test("a secret shows itself in no description, dump or interpolation")
  func redacted() {
    let secret = Secret("hush")
    let credentials = Credentials.botPassword(username: "Bot@label", password: secret)
    var dumped = ""
    dump(credentials, to: &dumped)
    let shown = [
      "\(secret)", String(reflecting: secret), String(describing: Optional(secret)), "\([secret])", "\(credentials)",
      String(reflecting: credentials), "\(Credentials.oauth2(token: secret))", dumped,
    ]
    for text in shown {
      #expect(!text.contains("hush"))
      #expect(text.contains("<redacted>"))
    }
    #expect(secret.reveal() == "hush")
  }
}
