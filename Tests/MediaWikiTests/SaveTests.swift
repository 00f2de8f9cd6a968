import LocalWiki
import TestTraits
import Testing

@testable import MediaWiki

/// Saving on a real MediaWiki.
@Suite(.botWiki, .timeLimit(.minutes(60)), .bounded)
struct SaveTests {
  let setup: BotWiki

  init() throws { setup = try #require(BotWiki.current) }

  @Test("a page is created, changed, and left alone when nothing changes")
  func saves() async throws {
    let wiki = try setup.wiki()
    let missing = try await wiki.page("Saved by the bot")
    let edit = Edit(title: "Saved by the bot", text: "First\n", summary: "Create")
    let first = try #require(try await wiki.save(edit, base: missing).revision)
    let page = try await wiki.page("Saved by the bot")
    #expect(page.revision?.id == first)
    #expect(page.revision?.text == "First")
    #expect(page.revision?.user == "KPIBot")
    #expect(try await wiki.save(edit, base: page) == .unchanged)
    #expect(try await setup.local.history(of: page.title).map(\.comment) == ["Create"])

    // The same edit on the same base again saves nothing twice: the wiki finds no change, or the bot finds its edit.
    let second = Edit(title: page.title, text: "Second", summary: "Change")
    #expect(try await wiki.save(second, base: page).revision != nil)
    #expect(try await wiki.save(second, base: page) == .unchanged)
    #expect(try await wiki.save(edit, base: missing).revision == first)
    #expect(try await setup.local.history(of: page.title).count == 2)
  }

  @Test("a text of a megabyte arrives whole")
  func large() async throws {
    let wiki = try setup.wiki()
    let text = String(repeating: "0123456789abcdef\n", count: 60_000)
    _ = try await wiki.save(Edit(title: "Large", text: text, summary: ""), base: wiki.page("Large"))
    #expect(try await wiki.page("Large").revision?.text.utf8.count == text.utf8.count - 1)
  }

  @Test("a text is stored exactly as foreseen, whatever it holds")
  func storedText() async throws {
    let wiki = try setup.wiki()
    let text = "a\r\nb\rc e\u{301} \u{212B}\u{1}\u{7F}\u{FFFF} 👨‍👩\u{2028}x\u{AD}\u{A0}\t \n\r\n"
    let edit = Edit(title: "Stored text", text: text, summary: "Ä")
    _ = try await wiki.save(edit, base: wiki.page(edit.title))
    let page = try await wiki.page(edit.title)
    #expect(page.revision.map { Array($0.text.utf8) } == Array(StoredText(text).text.utf8))
    #expect(try await wiki.save(edit, base: page) == .unchanged)
  }

  @Test("an edit on an old revision is a conflict, and the human edit survives")
  func conflict() async throws {
    let wiki = try setup.wiki()
    try await setup.local.save("Contested", "one")
    let stale = try await wiki.page("Contested")
    try await setup.local.save("Contested", "one, two")
    let error = await #expect(throws: WikiError.self) {
      try await wiki.save(Edit(title: "Contested", text: "bot", summary: ""), base: stale)
    }
    #expect(error?.meaning == .editConflict)
    #expect(try await setup.local.text(of: "Contested") == "one, two")
  }

  @Test("after a conflict the page is read and transformed again")
  func transformsAgain() async throws {
    let local = setup.local
    try await local.save("Disputed", "one")
    let (result, _) = try await setup.wiki().edit("Disputed") { page in
      let text = page.revision?.text ?? ""
      if text == "one" { try await local.save("Disputed", "one, two") }
      return Edit(title: page.title, text: text + " + bot", summary: "Add")
    }
    #expect(result.revision != nil)
    #expect(try await local.text(of: "Disputed") == "one, two + bot")
  }

  @Test("a transformation that changes nothing saves nothing")
  func transformsNothing() async throws {
    #expect(try await setup.wiki().edit("Nothing to do") { _ in nil }.result == .unchanged)
    #expect(try await setup.local.text(of: "Nothing to do") == nil)
  }

  @Test("a page that never rests is given up after three conflicts")
  func everlastingConflict() async throws {
    let local = setup.local
    try await local.save("Restless", "!")
    let error = await #expect(throws: WikiError.self) {
      try await setup.wiki().edit("Restless") { page in
        try await local.save("Restless", (page.revision?.text ?? "") + "!")
        return Edit(title: page.title, text: "bot", summary: "")
      }
    }
    #expect(error?.meaning == .editConflict)
    #expect(error?.category == .tryAgainLater)
    #expect(try await local.text(of: "Restless") == "!!!!")
  }

  @Test("a page that is deleted or moved between reading and saving is not made again", arguments: [false, true])
  func vanishes(isMoved: Bool) async throws {
    let local = setup.local
    let title = isMoved ? "Moving" : "Vanishing"
    try await local.save(title, "our words")
    let error = await #expect(throws: WikiError.self) {
      try await setup.wiki().edit(title) { page in
        if isMoved {
          try await local.move(title, to: "Elsewhere", leavesRedirect: false)
        } else {
          try await local.delete(title)
        }
        return Edit(title: page.title, text: "bot", summary: "")
      }
    }
    #expect(error?.meaning == .pageGone)
    #expect(error?.category == .refused)
    #expect(try await local.text(of: title) == nil)
    let departure = try #require(try await setup.wiki().departure(of: title))
    #expect(departure.target == (isMoved ? "Elsewhere" : nil))
    #expect(departure.user == "Admin")
    #expect(try await setup.wiki().departure(of: "Never made") == nil)
  }

  @Test("a token or a session that ended in the meantime is renewed")
  func renewsSession() async throws {
    let wiki = try setup.wiki()
    _ = try await wiki.save(Edit(title: "Session", text: "1", summary: ""), base: wiki.page("Session"))
    await wiki.spoilToken()
    _ = try await wiki.save(Edit(title: "Session", text: "2", summary: ""), base: wiki.page("Session"))
    try await wiki.logOut()
    _ = try await wiki.save(Edit(title: "Session", text: "3", summary: ""), base: wiki.page("Session"))
    #expect(try await setup.local.history(of: "Session").map(\.text) == ["1", "2", "3"])
    #expect(try await setup.local.history(of: "Session").allSatisfy { $0.user == "KPIBot" })
  }

  @Test("a protected page is refused")
  func protected() async throws {
    let wiki = try setup.wiki()
    try await setup.local.save("Protected", "x")
    try await setup.local.protect("Protected")
    let page = try await wiki.page("Protected")
    #expect(page.protection.contains(WikiPage.Protection(type: "edit", level: "sysop")))
    #expect(await refusal(of: wiki, "Protected", "y") == .protected)
  }

  @Test("an edit that AbuseFilter disallows is refused")
  func abuseFilter() async throws {
    try await setup.local.disallow(textWith: "forbiddenword")
    #expect(await refusal(of: try setup.wiki(), "Filtered", "a forbiddenword") == .abuseFilter)
  }

  @Test("a blocked account is refused")
  func blocked() async throws {
    let bot = try await setup.local.createBot("BlockedBot")
    let password = Secret(LocalWiki.adminPassword)
    try await setup.wiki(credentials: .botPassword(username: "Admin", password: password)).block("BlockedBot")
    let credentials = Credentials.botPassword(username: bot.username, password: Secret(bot.password))
    #expect(await refusal(of: try setup.wiki(credentials: credentials), "Anything", "y") == .blocked)
  }

  /// What the wiki says to an edit that it must refuse.
  private func refusal(of wiki: Wiki, _ title: String, _ text: String) async -> APIMessage.Meaning? {
    let error = await #expect(throws: WikiError.self) {
      try await wiki.save(Edit(title: title, text: text, summary: ""), base: wiki.page(title))
    }
    #expect(error?.category == .refused)
    return error?.meaning
  }
}

extension SaveResult {
  var revision: Int? {
    guard case .saved(let revision) = self else { return nil }
    return revision
  }
}

extension Wiki {
  /// Spoils the token, as its expiry would.
  fileprivate func spoilToken() { csrfToken = "0123456789abcdef0123456789abcdef+\\" }

  /// Ends the session on the wiki without telling the bot.
  fileprivate func logOut() async throws { try await write(["action": "logout"]) }

  /// Blocks an account but not its address, which it shares with the other tests' accounts.
  fileprivate func block(_ name: String) async throws {
    try await signIn()
    try await write(["action": "block", "user": name, "reason": "test"])
  }

  private func write(_ parameters: [String: String]) async throws {
    struct Done: Decodable, Sendable {}
    let token = try await token(.csrf)
    let all = parameters.merging(["token": token]) { $1 }
    _ = try await exchange(all, as: Done.self, task: "writing", asForm: true)
  }
}
