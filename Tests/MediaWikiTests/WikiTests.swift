import Foundation
import LocalWiki
import Logging
import Testing

@testable import MediaWiki

/// The wiki as a type, on a real MediaWiki that the tests of this suite share.
@Suite(.timeLimit(.minutes(3)))
struct WikiTests {
  @Test("the whole way on a real wiki: sign in, read, save, conflict, refusals")
  func wholeWay() async throws {
    try await BotWiki.run { setup in
      try await signsIn(setup)
      try await reads(setup)
      try await continues(setup)
      try await saves(setup)
      try await storesAsForeseen(setup)
      try await keepsHumanEdits(setup)
      try await recoversSession(setup)
      try await isRefused(setup)
    }
  }

  private func signsIn(_ setup: BotWiki) async throws {
    let wiki = try setup.wiki()
    for _ in 1...2 {
      let user = try await wiki.signIn()
      #expect(user.name == "KPIBot")
      #expect(user.groups.isSuperset(of: ["bot", "user"]))
      #expect(user.rights.contains("edit"))
    }
    let wrong = try setup.wiki(credentials: .botPassword(username: "KPIBot@kpi", password: Secret("f00f00f00f00")))
    let error = await #expect(throws: WikiError.self) { try await wrong.signIn() }
    #expect(error?.category == .refused)
    #expect(
      "\(try #require(error))".hasPrefix("signing in on local: the wiki did not accept the credentials (Incorrect"))
    #expect(!"\(try #require(error))".contains("f00f00"))
    let anonymous = try setup.wiki(credentials: nil)
    #expect(await #expect(throws: WikiError.self) { try await anonymous.signIn() }?.category == .refused)
  }

  private func reads(_ setup: BotWiki) async throws {
    let text = "== Über ==\nGrüße {{foo}}\n\nEnd"
    try setup.local.saveText(title: "Project:Some page", text: text, summary: "x", user: "Admin")
    let wiki = try setup.wiki(credentials: nil)
    let page = try await wiki.page("project:some_page")
    #expect(page.title == "Local:Some page")
    #expect(page.exists)
    #expect(page.revision?.text == text)
    #expect(page.revision?.user == "Admin")
    #expect(page.contentModel == "wikitext")
    #expect(page.protection.isEmpty)
    let missing = try await wiki.page("Nobody wrote this")
    #expect(!missing.exists)
    #expect(missing.pageID == nil)
    for title in ["a|b", "a<b", "", "Special:RecentChanges", "[[x]]", "mw:Help"] {
      let error = await #expect(throws: WikiError.self, "\(title)") { try await wiki.page(title) }
      #expect(error?.category == .configuration, "\(title)")
    }
  }

  private func continues(_ setup: BotWiki) async throws {
    struct Pages: Decodable, Sendable {
      struct Page: Decodable, Sendable { let title: String }
      let allpages: [Page]
    }
    for number in 1...7 {
      try setup.local.saveText(title: "Batch \(number)", text: "\(number)", summary: "x", user: "Admin")
    }
    let wiki = try setup.wiki(credentials: nil)
    var titles: [String] = []
    var batchCount = 0
    let parameters = ["list": "allpages|noSuchList", "apprefix": "Batch", "aplimit": "3"]
    for try await batch in wiki.query(parameters, as: Pages.self) {
      batchCount += 1
      titles += batch.answer?.allpages.map(\.title) ?? []
      #expect(batch.curtimestamp != nil)
    }
    #expect(batchCount == 3)
    #expect(titles == (1...7).map { "Batch \($0)" })
  }

  private func saves(_ setup: BotWiki) async throws {
    let wiki = try setup.wiki()
    let missing = try await wiki.page("Saved by the bot")
    let edit = Edit(title: "Saved by the bot", text: "First\n", summary: "Create")
    let first = try #require(try await wiki.save(edit, base: missing).revision)
    let page = try await wiki.page("Saved by the bot")
    #expect(page.revision?.id == first)
    #expect(page.revision?.text == "First")
    #expect(page.revision?.user == "KPIBot")
    #expect(try await wiki.save(edit, base: page) == .unchanged)

    // The same edit on the same base again saves nothing twice: the wiki finds no change, or the bot finds its edit.
    let second = Edit(title: page.title, text: "Second", summary: "Change")
    #expect(try await wiki.save(second, base: page).revision != nil)
    #expect(try await wiki.save(second, base: page) == .unchanged)
    #expect(try await wiki.save(edit, base: missing).revision == first)

    let long = String(repeating: "0123456789abcdef\n", count: 60_000)
    let current = try await wiki.page(page.title)
    _ = try await wiki.save(Edit(title: page.title, text: long, summary: "Long"), base: current)
    #expect(try await wiki.page(page.title).revision?.text.utf8.count == long.utf8.count - 1)
  }

  private func storesAsForeseen(_ setup: BotWiki) async throws {
    let wiki = try setup.wiki()
    let hostile =
      "a\r\nb\rc e\u{301} \u{212B}\u{1}\u{7F}\u{FFFF} \u{1F468}\u{200D}\u{1F469}\u{2028}x\u{AD}\u{A0}\t \n\r\n"
    let page = try await wiki.page("Stored text")
    _ = try await wiki.save(Edit(title: page.title, text: hostile, summary: "Ä"), base: page)
    let stored = try #require(try await wiki.page(page.title).revision?.text)
    #expect(Array(stored.utf8) == Array(StoredText(hostile).text.utf8))
    let again = try await wiki.page(page.title)
    #expect(try await wiki.save(Edit(title: page.title, text: hostile, summary: "Ä"), base: again) == .unchanged)
  }

  private func keepsHumanEdits(_ setup: BotWiki) async throws {
    let wiki = try setup.wiki()
    let local = setup.local
    try local.saveText(title: "Contested", text: "one", summary: "", user: "Admin")
    let stale = try await wiki.page("Contested")
    try local.saveText(title: "Contested", text: "one, two", summary: "", user: "Admin")
    let error = await #expect(throws: WikiError.self) {
      try await wiki.save(Edit(title: "Contested", text: "bot", summary: ""), base: stale)
    }
    #expect(error?.meaning == .editConflict)

    let result = try await wiki.edit("Contested", summary: "Add") { page in
      let text = page.revision?.text ?? ""
      if !text.contains("three") {
        try local.saveText(title: "Contested", text: "\(text), three", summary: "", user: "Admin")
      }
      return text + " + bot"
    }
    #expect(result.revision != nil)
    #expect(try await wiki.page("Contested").revision?.text == "one, two, three + bot")
    #expect(try await wiki.edit("Contested", summary: "") { _ in nil } == .unchanged)

    let everlasting = await #expect(throws: WikiError.self) {
      try await wiki.edit("Contested", summary: "") { page in
        let text = page.revision?.text ?? ""
        try local.saveText(title: "Contested", text: text + "!", summary: "", user: "Admin")
        return "bot"
      }
    }
    #expect(everlasting?.meaning == .editConflict)
    #expect(everlasting?.category == .tryAgainLater)
  }

  private func recoversSession(_ setup: BotWiki) async throws {
    let wiki = try setup.wiki()
    let first = try await wiki.page("Session")
    _ = try await wiki.save(Edit(title: "Session", text: "1", summary: ""), base: first)
    try await wiki.forgetToken()
    let second = try await wiki.page("Session")
    #expect(try await wiki.save(Edit(title: "Session", text: "2", summary: ""), base: second).revision != nil)
    // Signing out elsewhere ends the bot's session; the next read notices by `assertuser`.
    try await wiki.logOut()
    let third = try await wiki.page("Session")
    #expect(try await wiki.save(Edit(title: "Session", text: "3", summary: ""), base: third).revision != nil)
    #expect(try await wiki.page("Session").revision?.user == "KPIBot")
  }

  private func isRefused(_ setup: BotWiki) async throws {
    let wiki = try setup.wiki()
    try setup.local.saveText(title: "Protected", text: "x", summary: "", user: "Admin")
    try setup.local.protect(title: "Protected")
    let page = try await wiki.page("Protected")
    #expect(page.protection.contains(WikiPage.Protection(type: "edit", level: "sysop")))
    let protected = await #expect(throws: WikiError.self) {
      try await wiki.save(Edit(title: "Protected", text: "y", summary: ""), base: page)
    }
    #expect(protected?.meaning == .protected)
    #expect(protected?.category == .refused)

    try setup.local.block(user: "KPIBot")
    let missing = try await wiki.page("Anything")
    let blocked = await #expect(throws: WikiError.self) {
      try await wiki.save(Edit(title: "Anything", text: "y", summary: ""), base: missing)
    }
    #expect(blocked?.meaning == .blocked)
    #expect(blocked?.category == .refused)
  }
}

extension BotWiki {
  /// The wiki as the bot sees it, in a session of its own.
  fileprivate func wiki() throws -> Wiki { try wiki(credentials: credentials) }

  fileprivate func wiki(credentials: Credentials?) throws -> Wiki {
    try Wiki(
      name: "local", api: WikiURL(local.api), client: .forTests(), credentials: credentials,
      log: .quiet)
  }
}

extension SaveResult {
  fileprivate var revision: Int? {
    guard case .saved(let revision, _) = self else { return nil }
    return revision
  }
}

extension Wiki {
  /// Spoils the token, as its expiry would.
  fileprivate func forgetToken() async throws { csrfToken = "0123456789abcdef0123456789abcdef+\\" }

  /// Ends the session on the wiki without telling the bot.
  fileprivate func logOut() async throws {
    struct Done: Decodable, Sendable {}
    let token = try await token(.csrf)
    _ = try await exchange(["action": "logout", "token": token], as: Done.self, task: "logging out", asForm: true)
  }
}
