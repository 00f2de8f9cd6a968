import LocalWiki
import TestTraits
import Testing

@testable import MediaWiki

/// Signing in and reading on a real MediaWiki.
@Suite(.botWiki, .timeLimit(.minutes(60)), .bounded)
struct WikiTests {
  let setup: BotWiki

  init() throws { setup = try #require(BotWiki.current) }

  @Test("a bot password signs in, as often as needed")
  func signsIn() async throws {
    let wiki = try setup.wiki()
    for _ in 1...2 {
      let user = try await wiki.signIn()
      #expect(user.name == "KPIBot")
      #expect(user.groups.isSuperset(of: ["bot", "user"]))
      #expect(user.rights.contains("edit"))
    }
  }

  @Test("a wrong password is refused at once, and told nowhere")
  func wrongPassword() async throws {
    let client = try HTTPClient.forTests()
    let wiki = try Wiki(
      name: "local", api: WikiURL(setup.local.api), client: client,
      credentials: .botPassword(username: setup.bot.username, password: Secret("f00f00f00f00")), log: .quiet)
    let error = try #require(await #expect(throws: WikiError.self) { try await wiki.signIn() })
    #expect(error.category == .refused)
    #expect(error.description.hasPrefix("signing in on local: the wiki did not accept the credentials (Incorrect"))
    #expect(!error.description.contains("f00f00"))
    #expect(client.requestCount == 2)
  }

  @Test("a login that the wiki does not even look at is one to try again later, and says nothing of the password")
  func throttledLogin() async throws {
    let local = try await LocalWiki.start(
      LocalWiki.Options(
        settings: """
          $wgMainCacheType = CACHE_DB;
          $wgPasswordAttemptThrottle = [ [ 'count' => 1, 'seconds' => 300 ] ];
          """))
    defer { local.stop() }
    let bot = try await local.createBot()
    func wiki(_ password: String) throws -> Wiki {
      try Wiki(
        name: "local", api: WikiURL(local.api), client: .forTests(),
        credentials: .botPassword(username: bot.username, password: Secret(password)), patience: .untimed, log: .quiet)
    }
    // Others are not even taken for bot passwords.
    let wrongPassword = String(repeating: "f", count: 32)
    var categories: [WikiError.Category] = []
    for _ in 1...5 where categories.last != .tryAgainLater {
      let error = try await #require(#expect(throws: WikiError.self) { try await wiki(wrongPassword).signIn() })
      categories.append(error.category)
    }
    #expect(categories.first == .refused && categories.last == .tryAgainLater, "\(categories)")
    let error = try await #require(#expect(throws: WikiError.self) { try await wiki(bot.password).signIn() })
    #expect(error.category == .tryAgainLater, "\(error)")
    #expect(error.cause.problem.hasPrefix("the wiki asks for patience (login-throttled: "), "\(error)")
    #expect(error.cause.advice == "try again later")
  }

  @Test("a bot password that is limited to other addresses is told with where to allow this one")
  func limitedToAddresses() async throws {
    let bot = try await setup.local.createBot("FarBot")
    try await setup.local.evaluate(
      """
      wfGetDB( DB_PRIMARY )->update( 'bot_passwords', [ 'bp_restrictions' => '{"IPAddresses":["192.0.2.0/24"]}' ],
        "bp_user = (SELECT user_id FROM user WHERE user_name = 'FarBot')" );
      """)
    let wiki = try setup.wiki(credentials: .botPassword(username: bot.username, password: Secret(bot.password)))
    let error = try await #require(#expect(throws: WikiError.self) { try await wiki.signIn() })
    #expect(error.category == .refused)
    #expect(error.cause.advice.contains("Special:BotPasswords") && error.cause.advice.contains("address"), "\(error)")
    // MediaWiki 1.39 says of it what it says of a wrong password; others say what it is.
    let told = WikiError.Cause.api(
      APIMessage(code: "botpasswords-restriction-failed", text: "Bot password restrictions prevent this login."),
      retryAfter: nil)
    #expect(told.problem.hasPrefix("the bot password may be used from other addresses only ("))
    #expect(told.advice == "allow this machine's address for the bot password on Special:BotPasswords")
  }

  @Test("without credentials there is no signing in")
  func noCredentials() async throws {
    let wiki = try setup.wiki(credentials: nil)
    let error = await #expect(throws: WikiError.self) { try await wiki.signIn() }
    #expect(error?.category == .refused)
  }

  @Test("a page comes with its text, its revision and the title as the wiki writes it")
  func readsPage() async throws {
    let text = "== Über ==\nGrüße {{foo}}\n\nEnd"
    try await setup.local.save("Project:Some page", text)
    let page = try await setup.wiki(credentials: nil).page("project:some_page")
    #expect(page.title == "Local:Some page")
    #expect(page.exists)
    #expect(page.revision?.text == text)
    #expect(page.revision?.user == "Admin")
    #expect(page.contentModel == "wikitext")
    #expect(page.protection.isEmpty)
    #expect(!page.isRedirect)
  }

  @Test("a redirect is read as itself, and told")
  func redirect() async throws {
    try await setup.local.save("Old name", "#REDIRECT [[New name]]")
    let page = try await setup.wiki(credentials: nil).page("Old name")
    #expect(page.title == "Old name" && page.isRedirect)
  }

  @Test("a missing page is no error")
  func missingPage() async throws {
    let page = try await setup.wiki(credentials: nil).page("Nobody wrote this")
    #expect(!page.exists)
    #expect(page.pageID == nil)
    #expect(page.revision == nil)
  }

  @Test("a title that no page can have is an error of its own", arguments: ["a|b", "a<b", "", "Special:Log", "[[x]]"])
  func invalidTitle(title: String) async throws {
    let wiki = try setup.wiki(credentials: nil)
    let error = await #expect(throws: WikiError.self) { try await wiki.page(title) }
    guard case .invalidTitle = error?.cause else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.category == .configuration)
  }

  @Test("a query goes on until the wiki says that it is complete, past a list that the wiki does not know")
  func continues() async throws {
    for number in 1...7 { try await setup.local.save("Batch \(number)", "\(number)") }
    var titles: [String] = []
    var batchCount = 0
    let parameters = ["list": "allpages|noSuchList", "apprefix": "Batch", "aplimit": "3"]
    for try await batch in try setup.wiki(credentials: nil).query(parameters, as: AllPages.self) {
      batchCount += 1
      titles += batch.answer?.allpages.map(\.title) ?? []
      #expect(batch.curtimestamp != nil)
    }
    #expect(batchCount == 3)
    #expect(titles == (1...7).map { "Batch \($0)" })
  }

  @Test("an action that the wiki does not know is the API's error")
  func unknownAction() async throws {
    let wiki = try setup.wiki(credentials: nil)
    let error = await #expect(throws: WikiError.self) {
      try await wiki.call(["action": "noSuchAction"], as: AllPages.self)
    }
    guard case .api(let message, _) = error?.cause else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(message.code == "badvalue")
    #expect(message.meaning == .other)
  }
}

private struct AllPages: Decodable, Sendable {
  struct Page: Decodable, Sendable { let title: String }
  let allpages: [Page]
}
