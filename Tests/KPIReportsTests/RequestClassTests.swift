import Testing

@testable import KPIReports

@Suite("The class of requests")
struct RequestClassTests {
  @Test("goes by the account's groups")
  func classes() {
    func subject(_ groups: Set<String>?) -> String {
      RequestClass(groups: groups).finding(on: "meta", isWikimedia: true).subject
    }
    #expect(subject(["*", "user"]) == "meta: requests as of a new account, 200 a minute")
    #expect(subject(["user", "autoconfirmed"]) == "meta: requests as of an established account, 2,000 a minute")
    #expect(subject(["user", "autoconfirmed", "bot"]) == "meta: requests as of a flagged bot, without a limit")
    #expect(subject(nil) == "meta: requests as of nobody's account, 200 a minute")
  }
}
