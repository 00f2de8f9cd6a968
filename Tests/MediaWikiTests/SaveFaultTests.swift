import Foundation
import LocalWiki
import Logging
import TestTraits
import Testing

@testable import MediaWiki

/// An edit is saved exactly once on a real wiki, whatever happens to the answers on the way.
@Suite(.botWiki, .timeLimit(.minutes(60)), .bounded)
struct SaveFaultTests {
  private static let html: [RawServer.Step] = .answer("<html>Bad gateway</html>", status: 502)
  private static let cut: [RawServer.Step] = [.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"ed"), .close]
  private static let broken: [RawServer.Step] = .answer(
    #"{"errors": [{"code": "internal_api_error_Exception", "text": "oh"}]}"#)
  private static let lagged: [RawServer.Step] = .answer(#"{"errors": [{"code": "maxlag", "text": "lagged"}]}"#)
  private static let faults: [(String, [FaultProxy.Fault])] = [
    ("dropped after saving", [.after([.close])]), ("502 after saving", [.after(html)]),
    ("200 and a web page after saving", [.after(.answer("<html>"))]), ("empty after saving", [.after(.answer(""))]),
    ("cut after saving", [.after(cut)]), ("not JSON after saving", [.after(.answer("{\"edit\": {"))]),
    ("exception after saving", [.after(broken)]), ("dropped before saving", [.instead([.close])]),
    ("502 before saving", [.instead(html)]), ("lag", [.instead(lagged), .instead(lagged)]),
    ("several", [.instead(html), .instead(cut), .after([.close])]), ("saved late", [.delayed(html)]),
    ("saved late, then lost", [.delayed(html), .after([.close])]),
  ]

  @Test("an edit whose answer is lost or spoilt is saved once", arguments: faults, [false, true])
  func onceThroughFaults(fault: (name: String, faults: [FaultProxy.Fault]), exists: Bool) async throws {
    let setup = try #require(BotWiki.current)
    let (name, faults) = fault
    let title = "\(name) \(exists)"
    if exists { try await setup.local.save(title, "Before") }
    let proxy = try FaultProxy(to: setup.local.api, spoiling: faults)
    let server = try proxy.start()
    let wiki = try Wiki(
      name: "spoilt", api: WikiURL(server.url + "/api.php"), client: .forTests(), credentials: setup.credentials,
      patience: .untimed, log: .quiet)
    let base = try await wiki.page(title)
    let result = try await wiki.save(Edit(title: base.title, text: "After\n", summary: "Once"), base: base)
    let history = try await setup.local.history(of: title)
    #expect(history.count == (exists ? 2 : 1), "\(title)")
    let isAnswerReplaced = if case .after = faults.last { true } else { false }
    #expect(proxy.editCount == faults.count + (isAnswerReplaced ? 0 : 1), "\(title)")
    let saved = try #require(history.last)
    #expect(saved.text == "After")
    #expect(saved.user == "KPIBot")
    #expect(result.revision == saved.id, "\(title)")
  }

  @Test("an edit is known again by its text where the wiki gives neither digests nor summaries")
  func noDigests() async throws {
    let settings = """
      $wgHooks['APIQueryAfterExecute'][] = static function ( $module ) {
        $result = $module->getResult();
        foreach ( $result->getResultData( [ 'query', 'pages' ] ) ?? [] as $page => $data ) {
          foreach ( is_array( $data ) ? $data['revisions'] ?? [] : [] as $place => $revision ) {
            foreach ( is_int( $place ) ? [ 'sha1', 'comment' ] : [] as $field ) {
              $result->removeValue( [ 'query', 'pages', $page, 'revisions', $place ], $field );
            }
          }
        }
      };
      """
    let local = try await LocalWiki.start(LocalWiki.Options(settings: settings))
    defer { local.stop() }
    let bot = try await local.createBot()
    let credentials = Credentials.botPassword(username: bot.username, password: Secret(bot.password))
    for (name, faults) in Self.faults {
      // What the bot saved before, with another text, is not this edit.
      try await local.save(name, "Before", user: "KPIBot", summary: "Earlier")
      let proxy = try FaultProxy(to: local.api, spoiling: faults)
      let server = try proxy.start()
      let wiki = try Wiki(
        name: "spoilt", api: WikiURL(server.url + "/api.php"), client: .forTests(), credentials: credentials,
        patience: .untimed, log: .quiet)
      let base = try await wiki.page(name)
      let result = try await wiki.save(
        Edit(title: base.title, text: "After\n", summary: "Once"), base: base)
      let history = try await local.history(of: name)
      #expect(history.map(\.text) == ["Before", "After"] && result.revision == history.last?.id, "\(name)")
    }
    let answer = try await local.get("action=query&prop=revisions&rvprop=ids%7Csha1&titles=several")
    #expect(!String(decoding: answer, as: UTF8.self).contains("sha1"))
  }

  @Test("an edit is not taken for another of the same account with the same summary", arguments: [true, false])
  func sameSummary(isLost: Bool) async throws {
    let setup = try #require(BotWiki.current)
    let title = "Two reports \(isLost)"
    try await setup.local.save(title, "Begin\n\none\n\nbetween\n\nand more\n\ntwo\n\nend")
    let proxy = try FaultProxy(to: setup.local.api, spoiling: [isLost ? .instead(Self.html) : .after(Self.html)])
    let server = try proxy.start()
    func wiki(_ api: String) throws -> Wiki {
      try Wiki(
        name: "spoilt", api: WikiURL(api), client: .forTests(), credentials: setup.credentials, patience: .untimed,
        log: .quiet)
    }
    let base = try await wiki(setup.local.api).page(title)
    let text = try #require(base.revision?.text)
    func save(_ word: String, through api: String) async throws -> Int? {
      let edit = Edit(
        title: title, text: text.replacing(word, with: word.uppercased()), summary: "Bot: numbers",
        sign: word.uppercased())
      return try await wiki(api).save(edit, base: base).revision
    }
    let other = try await save("one", through: setup.local.api)
    let own = try await save("two", through: server.url + "/api.php")
    let history = try await setup.local.history(of: title)
    #expect(history.map(\.id).suffix(2) == [other, own] && history.count == 3)
    #expect(history.last?.text.contains("ONE") == true && history.last?.text.contains("TWO") == true)
  }

  @Test(
    "an edit that was saved is not taken for refused by an answer that knows nothing of it",
    arguments: [
      [RawServer.Step].answer("", status: 403), .answer("", status: 404),
      .answer("", status: 302, headers: ["Location: /elsewhere"]),
      .answer(#"{"edit": {"result": "Success"}}"#), .answer(#"{"errors": [{"code": "hookfailed", "text": "oh"}]}"#),
    ], [true, false])
  func vague(answer: [RawServer.Step], isSaved: Bool) async throws {
    let setup = try #require(BotWiki.current)
    let title = "Vague \(UUID())"
    let proxy = try FaultProxy(to: setup.local.api, spoiling: [isSaved ? .after(answer) : .instead(answer)])
    let server = try proxy.start()
    let wiki = try Wiki(
      name: "spoilt", api: WikiURL(server.url + "/api.php"), client: .forTests(), credentials: setup.credentials,
      patience: .untimed, log: .quiet)
    let base = try await wiki.page(title)
    let result = try? await wiki.save(Edit(title: title, text: "x", summary: "y"), base: base)
    let history = try await setup.local.history(of: title)
    #expect(history.count <= 1 && result?.revision == history.last?.id)
    #expect(!isSaved || result != nil)
  }

  @Test("an edit whose fate cannot be found out says so")
  func unknownOutcome() async throws {
    let server = try RawServer { request in
      request.answerToSignIn ?? (request.method == "POST" ? [.close] : .answer("<html>", status: 503))
    }
    let wiki = try Wiki(
      name: "spoilt", api: WikiURL(server.url + "/api.php"), client: .forTests(),
      credentials: .oauth2(token: Secret("hush")), patience: .untimed, log: .quiet)
    let base = WikiPage(title: "A", pageID: nil, revision: nil, contentModel: nil, protection: [])
    let error = await #expect(throws: WikiError.self) {
      try await wiki.save(Edit(title: "A", text: "x", summary: "y"), base: base)
    }
    #expect(error?.category == .tryAgainLater)
    #expect(error?.description.hasPrefix("saving 'A' on spoilt: the edit was sent, but") == true)
    #expect(server.requests.filter { $0.method == "POST" }.count == 1)
  }

  @Test("an edit that could not be begun is no edit whose fate is unknown")
  func notBegun() async throws {
    let server = try RawServer { request in
      request.fields["meta"] == "tokens"
        ? .answer("<html>", status: 503) : request.answerToSignIn ?? .answer("<html>", status: 503)
    }
    let wiki = try Wiki(
      name: "spoilt", api: WikiURL(server.url + "/api.php"), client: .forTests(),
      credentials: .oauth2(token: Secret("hush")), patience: .untimed, log: .quiet)
    let base = WikiPage(title: "A", pageID: nil, revision: nil, contentModel: nil, protection: [])
    let error = await #expect(throws: WikiError.self) {
      try await wiki.save(Edit(title: "A", text: "x", summary: "y"), base: base)
    }
    guard case .status(503, _) = error?.cause else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("an edit carries what keeps it from being saved twice or cut, and the token last")
  func parameters() async throws {
    let server = try RawServer { request in
      request.answerToSignIn ?? .answer(#"{"edit": {"result": "Success", "nochange": true}}"#)
    }
    let wiki = try Wiki(
      name: "spoilt", api: WikiURL(server.url + "/api.php"), client: .forTests(),
      credentials: .oauth2(token: Secret("hush")), maxlag: nil, log: .quiet)
    let revision = WikiPage.Revision(id: 7, user: nil, timestamp: Instant(seconds: 0), text: "old")
    let page = WikiPage(title: "A", pageID: 1, revision: revision, contentModel: "wikitext", protection: [])
    #expect(try await wiki.save(Edit(title: "A", text: "abc\n", summary: "s"), base: page) == .unchanged)
    let edit = try #require(server.requests.last)
    #expect(
      edit.fields == [
        "action": "edit", "title": "A", "text": "abc", "md5": "900150983cd24fb0d6963f7d28e17f72", "summary": "s",
        "baserevid": "7", "nocreate": "1", "bot": "1", "notminor": "1", "watchlist": "nochange", "maxlag": "5",
        "assertuser": "KPIBot", "format": "json", "formatversion": "2", "errorformat": "plaintext", "utf8": "1",
        "token": "abc+\\",
      ])
    #expect(edit.body.hasSuffix("&token=abc%2B%5C"))
  }

  @Test(
    "refusals of extensions are told apart",
    arguments: [
      (#"{"edit": {"result": "Failure", "captcha": {"type": "simple"}}}"#, APIMessage.Meaning.captcha),
      (#"{"edit": {"result": "Failure", "code": "abusefilter-disallowed", "info": "no"}}"#, .abuseFilter),
      (#"{"errors": [{"code": "abusefilter-warning", "text": "no"}]}"#, .abuseFilter),
      (#"{"errors": [{"code": "spamblacklist", "text": "no"}]}"#, .spam),
      (#"{"errors": [{"code": "cascadeprotected", "text": "no"}]}"#, .protected),
      (#"{"errors": [{"code": "autoblocked", "text": "no"}]}"#, .blocked),
      (#"{"errors": [{"code": "permissiondenied", "text": "no"}]}"#, .missingRight),
      (#"{"errors": [{"code": "mwoauth-invalid-authorization", "text": "no"}]}"#, .badCredentials),
      (#"{"errors": [{"code": "hookaborted", "text": "no"}]}"#, .other),
    ])
  func refusals(body: String, meaning: APIMessage.Meaning) async throws {
    let server = try RawServer { $0.answerToSignIn ?? .answer(body) }
    let wiki = try Wiki(
      name: "spoilt", api: WikiURL(server.url + "/api.php"), client: .forTests(),
      credentials: .oauth2(token: Secret("hush")), patience: .untimed, log: .quiet)
    let base = WikiPage(title: "A", pageID: nil, revision: nil, contentModel: nil, protection: [])
    let error = await #expect(throws: WikiError.self) {
      try await wiki.save(Edit(title: "A", text: "x", summary: "y"), base: base)
    }
    #expect(error?.meaning == meaning)
    #expect(error?.category == .refused)
    #expect(server.requests.filter { $0.method == "POST" }.count == 1)
  }
}

extension RawServer.Request {
  /// The answer of a wiki that takes any token, nil when the request is no part of signing in.
  fileprivate var answerToSignIn: [RawServer.Step]? {
    switch fields["meta"] {
    case "userinfo": .answer(#"{"query": {"userinfo": {"name": "KPIBot", "groups": [], "rights": []}}}"#)
    case "tokens": .answer(#"{"query": {"tokens": {"csrftoken": "abc+\\"}}}"#)
    default: nil
    }
  }
}
