import Foundation
import LocalWiki
import Logging
import Synchronization
import TestTraits
import Testing

@testable import MediaWiki

/// What the wiki's type does with servers that fail or refuse.
@Suite(.timeLimit(.minutes(60)), .bounded)
struct WikiFaultTests {
  @Test("a read is repeated until a right answer comes")
  func readsThroughFaults() async throws {
    let faults = Script([
      .answer("<!DOCTYPE html><title>Maintenance</title>"), .answer(""), .answer(#"{"query": {"userin"#),
      .answer("busy", status: 503, headers: ["Retry-After: 3"]),
      [.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"), .close],
      .answer(#"{"errors": [{"code": "maxlag", "text": "lagged", "module": "main"}]}"#, headers: ["Retry-After: 5"]),
    ])
    let server = try RawServer { _ in faults.next() ?? .answer(#"{"query": {"value": 7}}"#) }
    let waits = Mutex<[Duration]>([])
    let wiki = try wiki(server) { wait in waits.withLock { $0.append(wait) } }
    #expect(try await wiki.call(["action": "query"], as: ValueAnswer.self).query.value == 7)
    let slept = waits.withLock { $0 }
    try #require(slept.count == 6)
    #expect(slept[3] == .seconds(3))
    #expect(slept[5] == .seconds(5))
    #expect(slept[2] >= .seconds(4) && slept[2] <= .seconds(6))
  }

  @Test(
    "an answer that stays wrong ends as what it is",
    arguments: [
      ("<html>", 200, WikiError.Category.tryAgainLater, "web page"), ("", 200, .tryAgainLater, "empty"),
      ("{", 200, .tryAgainLater, "cut short"), ("nothing", 503, .tryAgainLater, "HTTP status 503"),
      ("gone", 404, .configuration, "check that the address is right"), ("{}", 404, .configuration, "status 404"),
      ("<html>", 403, .refused, "HTTP status 403"), ("{}", 200, .configuration, "another form"),
      (#"{"query": {"value": "text"}}"#, 200, .configuration, "query: value"),
      ("[]", 200, .configuration, "another form"),
    ])
  func staysWrong(body: String, status: Int, category: WikiError.Category, words: String) async throws {
    let server = try RawServer { _ in .answer(body, status: status) }
    let error = await #expect(throws: WikiError.self) {
      try await wiki(server).call(["action": "query", "meta": "userinfo"], as: ValueAnswer.self)
    }
    #expect(error?.category == category)
    #expect(error?.description.hasPrefix("asking action=query meta=userinfo on faulty: ") == true)
    #expect(error?.description.contains(words) == true)
  }

  @Test("a redirect is an error that names the new address")
  func redirect() async throws {
    let server = try RawServer { _ in
      .answer("", status: 301, headers: ["Location: https://new.example/api.php?x=hush"])
    }
    let error = await #expect(throws: WikiError.self) { try await wiki(server).page("A") }
    #expect(error?.category == .configuration)
    #expect(error?.description.contains("https://new.example/api.php; put that address into report.yaml") == true)
    #expect(error?.description.contains("hush") == false)
  }

  @Test("a server that is gone is unreachable after three tries")
  func unreachable() async throws {
    let server = try RawServer { _ in [] }
    server.stop()
    let waits = Mutex(0)
    let wiki = try wiki(server) { _ in waits.withLock { $0 += 1 } }
    #expect(await #expect(throws: WikiError.self) { try await wiki.page("A") }?.category == .unreachable)
    #expect(waits.withLock { $0 } == 2)
  }

  @Test("a cancelled read throws a cancellation, also while it waits to be repeated")
  func cancelled() async throws {
    let server = try RawServer { _ in .answer("", status: 503, headers: ["Retry-After: 60"]) }
    let wiki = try wiki(server) { try await Task.sleep(for: $0) }
    let task = Task { try await wiki.page("A") }
    try await server.wait(for: "the request") { !$0.isEmpty }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("a query that found nothing says so; an answer that says nothing is a fault")
  func emptyQuery() async throws {
    let answers = Script([.answer(#"{"batchcomplete": true}"#), .answer("{}")])
    let server = try RawServer { _ in answers.next() ?? [.close] }
    let query = try wiki(server).query(["list": "x"], as: ValueAnswer.Value.self)
    var batches = query.makeAsyncIterator()
    #expect(try await batches.next()?.answer == nil)
    #expect(try await batches.next() == nil)
    var other = query.makeAsyncIterator()
    let error = await #expect(throws: WikiError.self) { try await other.next() }
    #expect(error?.description.contains("batchcomplete") == true)
  }

  @Test("an error in the old format is an error, never an empty answer")
  func oldFormat() async throws {
    let faults = Script([.answer(#"{"error": {"code": "maxlag", "info": "Waiting"}}"#, headers: ["Retry-After: 1"])])
    let server = try RawServer { _ in faults.next() ?? .answer(#"{"error": {"code": "readapidenied", "info": "no"}}"#) }
    let error = await #expect(throws: WikiError.self) {
      for try await _ in try wiki(server).query(["list": "x"], as: ValueAnswer.Value.self) {}
    }
    #expect(error?.meaning == .privateWiki)
    #expect(server.requests.count == 2)
  }

  @Test("a query that continues with what it had is stopped", arguments: [1, 3])
  func endlessContinuation(period: Int) async throws {
    let count = Mutex(0)
    let server = try RawServer { _ in
      let number = count.withLock { count in
        count += 1
        return count % period
      }
      return .answer(#"{"continue": {"x": \#(number), "continue": "||"}, "query": {"value": 1}}"#)
    }
    let error = await #expect(throws: WikiError.self) {
      for try await _ in try wiki(server).query(["list": "x"], as: ValueAnswer.Value.self) {}
    }
    #expect(error?.category == .tryAgainLater)
    #expect(server.requests.count == period + 1)
  }

  @Test("a query that continues for ever with something new is stopped")
  func everNewContinuation() async throws {
    let count = Atomic(0)
    let server = try RawServer { _ in
      let number = count.add(1, ordering: .relaxed).newValue
      return .answer(#"{"continue": {"x": \#(number), "continue": "||"}, "query": {"value": 1}}"#)
    }
    var query = try wiki(server).query(["list": "x"], as: ValueAnswer.Value.self)
    query.limit = 30
    let error = await #expect(throws: WikiError.self) { for try await _ in query {} }
    #expect(error?.category == .tryAgainLater)
    #expect(server.requests.count == 30)
  }

  @Test("every key of continue goes back, and every read carries what the API needs")
  func continuation() async throws {
    let server = try RawServer { request in
      request.fields["b"] == nil
        ? .answer(#"{"continue": {"b": "x|y", "n": 7, "continue": "-||"}, "curtimestamp": "2026-10-31T00:00:00Z"}"#)
        : .answer(#"{"batchcomplete": true, "query": {"value": 1}}"#)
    }
    var answers: [Int?] = []
    for try await batch in try wiki(server).query(["list": "x"], as: ValueAnswer.Value.self) {
      answers.append(batch.answer?.value)
    }
    #expect(answers == [nil, 1])
    let fields = server.requests.map(\.fields)
    let common = [
      "action": "query", "list": "x", "format": "json", "formatversion": "2", "errorformat": "plaintext", "utf8": "1",
      "maxlag": "5", "curtimestamp": "1",
    ]
    #expect(fields == [common, common.merging(["b": "x|y", "n": "7", "continue": "-||"]) { $1 }])
  }

  @Test("a read whose address would be long goes as a form")
  func longRead() async throws {
    let server = try RawServer { _ in .answer(#"{"query": {"value": 1}}"#) }
    let titles = (1...50).map { "Some rather long title of a page \($0)" }.joined(separator: "|")
    _ = try await wiki(server).call(["action": "query", "titles": titles], as: ValueAnswer.self)
    #expect(server.requests.first?.method == "POST")
    #expect(server.requests.first?.fields["titles"] == titles)
  }

  @Test("at most three reads of one wiki are under way at once")
  func fewAtOnce() async throws {
    let load = Mutex((now: 0, most: 0, all: 0))
    let server = try RawServer { _ in
      load.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.all + 1) }
      // The last two are alone.
      try? await waitUntil("three at once") { load.withLock { $0.now == 3 || $0.all > 6 } }
      try? await Task.sleep(for: .milliseconds(10))
      load.withLock { $0.now -= 1 }
      return .answer(#"{"query": {"value": 1}}"#)
    }
    let wiki = try wiki(server)
    try await withThrowingTaskGroup { group in
      for _ in 1...8 { group.addTask { _ = try await wiki.call(["action": "query"], as: ValueAnswer.self) } }
      try await group.waitForAll()
    }
    #expect(load.withLock { $0.most } == 3)
  }

  @Test("an OAuth 2 token goes with every request, and into no error")
  func oauth() async throws {
    let server = try RawServer { request in
      request.fields["meta"] == "userinfo"
        ? .answer(#"{"query": {"userinfo": {"id": 2, "name": "KPIBot", "groups": ["bot"], "rights": ["edit"]}}}"#)
        : .answer(#"{"errors": [{"code": "readapidenied", "text": "no"}]}"#)
    }
    let wiki = try wiki(server, credentials: .oauth2(token: Secret("hush")))
    #expect(try await wiki.signIn() == SignedInUser(name: "KPIBot", rights: ["edit"], groups: ["bot"], block: nil))
    let error = await #expect(throws: WikiError.self) { try await wiki.page("A") }
    #expect(error?.category == .refused)
    #expect("\(try #require(error))".contains("hush") == false)
    #expect(server.requests.map { $0.headers["authorization"] } == ["Bearer hush", "Bearer hush"])
    #expect(server.requests.map { $0.fields["assertuser"] } == [nil, "KPIBot"])
    #expect(server.requests.map { $0.fields["maxlag"] } == [nil, "5"])
  }

  @Test("a session that is lost again and again ends in an error, not in a loop")
  func sessionLoop() async throws {
    let server = try RawServer { request in
      request.fields["meta"] == "userinfo"
        ? .answer(#"{"query": {"userinfo": {"id": 2, "name": "KPIBot", "groups": [], "rights": []}}}"#)
        : .answer(#"{"errors": [{"code": "assertnameduserfailed", "text": "no"}]}"#)
    }
    let wiki = try wiki(server, credentials: .oauth2(token: Secret("hush")))
    let error = await #expect(throws: WikiError.self) { try await wiki.page("A") }
    #expect(error?.meaning == .sessionLost)
    #expect(server.requests.count == 4)
  }

  @Test("the log tells each request, and neither password nor token nor cookie")
  func log() async throws {
    let server = try RawServer { request in
      switch (request.fields["action"], request.fields["meta"]) {
      case ("login", _): .answer(#"{"login": {"result": "Success"}}"#)
      case (_, "userinfo"): .answer(#"{"query": {"userinfo": {"name": "KPIBot", "groups": [], "rights": []}}}"#)
      case (_, "tokens"):
        .answer(
          #"{"query": {"tokens": {"logintoken": "hush1+\\", "csrftoken": "hush2+\\"}}, "warnings": [{"code": "w", "text": "W"}]}"#,
          headers: ["Set-Cookie: session=hush3"])
      default: .answer(#"{"edit": {"result": "Success", "nochange": true}}"#)
      }
    }
    let lines = Mutex<[String]>([])
    var log = Logger(label: "tests") { _ in LineHandler { line in lines.withLock { $0.append(line) } } }
    log.logLevel = .trace
    let wiki = try Wiki(
      name: "logged", api: WikiURL(server.url + "/api.php"), client: .forTests(),
      credentials: .botPassword(username: "KPIBot@kpi", password: Secret("hush4")), log: log)
    let base = WikiPage(title: "A", pageID: nil, revision: nil, contentModel: nil, protection: [])
    #expect(try await wiki.save(Edit(title: "A", text: "x", summary: ""), base: base) == .unchanged)
    let told = lines.withLock { $0 }
    #expect(told.allSatisfy { !$0.contains("hush") })
    #expect(told.filter { $0.contains("200") }.count == server.requests.count)
    #expect(told.filter { $0 == "warning logged: W (w)" }.count == 1)
  }

  private func wiki(
    _ server: RawServer, credentials: Credentials? = nil,
    sleep: @escaping @Sendable (Duration) async throws -> Void = { _ in }
  ) throws -> Wiki {
    try Wiki(
      name: "faulty", api: WikiURL(server.url + "/api.php"), client: .forTests(), credentials: credentials,
      patience: Patience(sleep: sleep), log: .quiet)
  }
}

private struct ValueAnswer: Decodable, Sendable {
  struct Value: Decodable, Sendable { let value: Int }
  let query: Value
}

/// Hands each line of a log on as `level message`.
private struct LineHandler: LogHandler {
  let write: @Sendable (String) -> Void
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.trace

  init(write: @escaping @Sendable (String) -> Void) { self.write = write }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) { write("\(event.level) \(event.message)") }
}
