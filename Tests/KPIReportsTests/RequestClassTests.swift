import Testing

@testable import KPIReports

@Suite("The class of requests")
struct RequestClassTests {
  @Test("goes by the account's groups")
  func classes() {
    func subject(_ groups: Set<String>?) -> String {
      RequestClass(groups: groups).finding(on: "meta", isWikimedia: true).subject
    }
    #expect(subject(["*", "user"]) == "meta: request limit: 200 a minute, as for new accounts")
    #expect(subject(["user", "autoconfirmed"]) == "meta: request limit: 2,000 a minute, as for established accounts")
    #expect(subject(["user", "autoconfirmed", "bot"]) == "meta: request limit: none, as for flagged bots")
    #expect(subject(nil) == "meta: request limit: 200 a minute, without an account")
  }
}
