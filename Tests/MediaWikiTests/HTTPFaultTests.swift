import Foundation
import LocalWiki
import TestTraits
import Testing

@testable import MediaWiki

/// What the client does with servers that misbehave.
@Suite(.timeLimit(.minutes(60)), .bounded)
struct HTTPFaultTests {
  @Test("a closed port cannot be connected to, and nothing arrived")
  func refused() async throws {
    let server = try RawServer { _ in [] }
    server.stop()
    let failure = await attempt(HTTPRequest(url: server.url + "/a?secret=1"))
    #expect(failure == HTTPFailure(kind: .cannotConnect, address: server.url + "/a", mayHaveArrived: false))
    #expect(failure?.isUnreachable == true)
  }

  @Test("an unknown host cannot be resolved")
  func unresolved() async {
    #expect(await attempt(HTTPRequest(url: "https://nobody.invalid/api.php"))?.kind == .cannotResolve)
  }

  @Test("TLS to a server that speaks none fails before anything is sent")
  func tls() async throws {
    let server = try RawServer { _ in .answer("hello") }
    defer { server.stop() }
    let failure = try #require(await attempt(HTTPRequest(url: "https://127.0.0.1:\(server.port)/")))
    #expect(failure.kind == .tls)
    #expect(failure.isUnreachable)
    #expect(!failure.mayHaveArrived)
  }

  @Test("a connection that closes after the request may have done its work")
  func dropped() async throws {
    let server = try RawServer { _ in [.close] }
    defer { server.stop() }
    for request in [HTTPRequest(url: server.url), HTTPRequest(.post(body: [1]), url: server.url)] {
      let failure = try #require(await attempt(request))
      #expect(failure.kind == .reset)
      #expect(failure.mayHaveArrived)
    }
  }

  @Test("a form is sent once even when a reused connection dies")
  func postIsNotRepeated() async throws {
    let server = try RawServer { $0.method == "GET" ? .answer("ok") : [.close] }
    defer { server.stop() }
    let client = try HTTPClient.forTests()
    _ = try await client.send(HTTPRequest(url: server.url))
    await #expect(throws: HTTPFailure.self) { try await client.send(HTTPRequest(.post(body: [1]), url: server.url)) }
    #expect(server.requests.map(\.method) == ["GET", "POST"])
  }

  @Test("an answer that ends before its length is cut short")
  func cut() async throws {
    let server = try RawServer { _ in [.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf"), .close] }
    defer { server.stop() }
    let failure = await attempt(HTTPRequest(url: server.url))
    #expect(failure?.kind == .cutShort)
  }

  @Test("an answer whose chunks end early is cut short")
  func cutChunks() async throws {
    let server = try RawServer { _ in
      [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"), .close]
    }
    defer { server.stop() }
    let failure = await attempt(HTTPRequest(url: server.url))
    #expect(failure?.kind == .cutShort)
  }

  @Test("an answer whose compression is broken is cut short")
  func brokenCompression() async throws {
    let body = Array(try gzip("seq 1 9999").prefix(50)) + [1, 2, 3, 4, 5, 6, 7, 8]
    let server = try RawServer { _ in .answer(bytes: body, headers: ["Content-Encoding: gzip"]) }
    defer { server.stop() }
    let failure = await attempt(HTTPRequest(url: server.url))
    #expect(failure?.kind == .cutShort)
  }

  @Test("a small answer that decompresses to a huge one is stopped at the limit")
  func bomb() async throws {
    let body = try gzip("head -c 50000000 /dev/zero")
    #expect(body.count < 100_000)
    let server = try RawServer { _ in .answer(bytes: body, headers: ["Content-Encoding: gzip"]) }
    defer { server.stop() }
    var limits = HTTPLimits()
    limits.bodySize = 1_000_000
    #expect(await attempt(HTTPRequest(url: server.url), limits: limits)?.kind == .tooLarge(limit: 1_000_000))
  }

  @Test("an endless answer is stopped at the limit")
  func endless() async throws {
    let chunk = "186a0\r\n" + String(repeating: "x", count: 100_000) + "\r\n"
    let server = try RawServer { _ in
      [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")] + Array(repeating: .send(chunk), count: 10_000)
    }
    defer { server.stop() }
    var limits = HTTPLimits()
    limits.bodySize = 300_000
    #expect(await attempt(HTTPRequest(url: server.url), limits: limits)?.kind == .tooLarge(limit: 300_000))
  }

  @Test("endless headers are stopped at the limit")
  func endlessHeaders() async throws {
    let server = try RawServer { _ in
      [.send("HTTP/1.1 200 OK\r\n")] + Array(repeating: .send("X-Filler: 0123456789\r\n"), count: 10_000)
    }
    defer { server.stop() }
    var limits = HTTPLimits()
    limits.headerSize = 20_000
    #expect(await attempt(HTTPRequest(url: server.url), limits: limits)?.kind == .tooLarge(limit: 20_000))
  }

  @Test(
    "a server that falls silent is given up as stalled",
    arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"])
  func stalled(begin: String) async throws {
    let server = try RawServer { _ in [.send(begin), .pause(.seconds(300)), .close] }
    defer { server.stop() }
    let failure = try #require(await attempt(HTTPRequest(url: server.url), limits: .hasty))
    #expect(failure.kind == .stalled)
    #expect(failure.mayHaveArrived)
  }

  @Test("a server that drips is given up at the limit of the whole transfer")
  func drip() async throws {
    let server = try RawServer { _ in
      [.send("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n")]
        + Array(repeating: [.send("x"), .pause(.milliseconds(100))], count: 900).joined()
    }
    defer { server.stop() }
    var limits = HTTPLimits()
    limits.whole = .milliseconds(700)
    #expect(await attempt(HTTPRequest(url: server.url), limits: limits)?.kind == .timedOut)
  }

  @Test("a server that does not speak HTTP is told from one that fails")
  func notHTTP() async throws {
    let server = try RawServer { _ in [.send("SSH-2.0-OpenSSH_9\r\n"), .close] }
    defer { server.stop() }
    let failure = await attempt(HTTPRequest(url: server.url))
    #expect(failure?.kind == .notHTTP)
  }

  @Test(
    "only http and https are asked", arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", ""])
  func otherSchemes(url: String) async {
    #expect(await attempt(HTTPRequest(url: url))?.kind == .badURL)
  }

  @Test("a header that could smuggle another is not sent")
  func headerInjection() async throws {
    let server = try RawServer { _ in .answer("") }
    defer { server.stop() }
    let request = HTTPRequest(url: server.url, headers: [("Authorization", "Bearer a\r\nX-Evil: 1")])
    #expect(await attempt(request)?.kind == .badHeader)
    #expect(server.requests.isEmpty)
  }

  @Test("a failure tells the address without its query")
  func noSecrets() async throws {
    let server = try RawServer { _ in [.close] }
    defer { server.stop() }
    let failure = try #require(await attempt(HTTPRequest(url: server.url + "/api.php?token=hush#x")))
    #expect(failure.address == server.url + "/api.php")
    #expect(!"\(failure)".contains("hush"))
  }

  @Test("cancelling the task aborts the transfer at once")
  func cancel() async throws {
    // The server would answer, but much later.
    let server = try RawServer { _ in [.pause(.seconds(300))] + .answer("late") }
    defer { server.stop() }
    let client = try HTTPClient.forTests()
    let task = Task { try await client.send(HTTPRequest(url: server.url)) }
    try await server.wait(for: "the request") { !$0.isEmpty }
    task.cancel()
    let failure = await #expect(throws: HTTPFailure.self) { try await task.value }
    #expect(failure?.kind == .cancelled)
    #expect(failure?.mayHaveArrived == true)
  }

  @Test("a task that is cancelled already sends nothing")
  func cancelledBefore() async throws {
    let server = try RawServer { _ in .answer("") }
    defer { server.stop() }
    let client = try HTTPClient.forTests()
    let cancelled = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      // Ends when the task is cancelled.
      for await _ in cancelled.stream {}
      return try await client.send(HTTPRequest(url: server.url))
    }
    task.cancel()
    let failure = await #expect(throws: HTTPFailure.self) { try await task.value }
    #expect(failure?.kind == .cancelled)
    #expect(server.requests.isEmpty)
  }

  @Test("shutting down aborts what is under way and refuses what comes later")
  func shutDown() async throws {
    let server = try RawServer { _ in [.pause(.seconds(300)), .close] }
    defer { server.stop() }
    let client = try HTTPClient.forTests()
    let task = Task { try await client.send(HTTPRequest(url: server.url)) }
    try await server.wait(for: "the request") { !$0.isEmpty }
    client.shutDown()
    let failure = await #expect(throws: HTTPFailure.self) { try await task.value }
    #expect(failure?.kind == .cancelled)
    let later = await #expect(throws: HTTPFailure.self) { try await client.send(HTTPRequest(url: server.url)) }
    #expect(later?.kind == .cancelled)
  }

  @Test("a client's thread ends with it")
  func threadEnds() async throws {
    func threadCount() throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count { thread in
        (try? String(contentsOfFile: "/proc/self/task/\(thread)/comm", encoding: .utf8)) == "http\n"
      }
    }
    let server = try RawServer { _ in .answer("ok") }
    defer { server.stop() }
    for _ in 1...200 { _ = try await HTTPClient.forTests().send(HTTPRequest(url: server.url)) }
    // Other tests have clients as well, but not as many.
    try await waitUntil("the clients' threads end") { try threadCount() <= 150 }
  }
}

extension HTTPLimits {
  /// Limits that a test can wait for.
  fileprivate static var hasty: HTTPLimits {
    var limits = HTTPLimits()
    limits.connecting = .seconds(2)
    limits.stalled = .seconds(1)
    return limits
  }
}

/// The failure of a request, nil when it succeeds.
private func attempt(_ request: HTTPRequest, limits: HTTPLimits = .standard) async -> HTTPFailure? {
  do {
    _ = try await HTTPClient.forTests(limits: limits).send(request)
    return nil
  } catch {
    return error as? HTTPFailure
  }
}
