import Foundation
import LocalWiki
import Synchronization
import TestTraits
import Testing

@testable import MediaWiki

/// What the client does with whole answers.
@Suite(.timeLimit(.minutes(60)), .bounded)
struct HTTPClientTests {
  @Test("an answer has its status, its headers in any case and its body")
  func wholeAnswer() async throws {
    let server = try RawServer { _ in .answer("nothing here", status: 404, headers: ["X-Some:  a: b \t"]) }
    let response = try await HTTPClient.forTests().send(HTTPRequest(url: server.url + "/a?b=c"))
    #expect(response.status == 404)
    #expect(response.headers["x-SOME"] == "a: b")
    #expect(response.headers["x-other"] == nil)
    #expect(String(decoding: response.body, as: UTF8.self) == "nothing here")
    #expect(response.retryAfter == nil)
    #expect(server.requests.first?.target == "/a?b=c")
  }

  @Test("the request carries the User-Agent, its own headers and what it can decompress")
  func requestHeaders() async throws {
    let server = try RawServer { _ in .answer("") }
    let client = try HTTPClient(userAgent: UserAgent.string(contact: "ops@example.org"))
    _ = try await client.send(HTTPRequest(url: server.url, headers: [("X-One", "1")]))
    let headers = try #require(server.requests.first?.headers)
    let agent = try #require(headers["user-agent"])
    #expect(agent.wholeMatch(of: /kpibot\/0\.1\.0 \(ops@example\.org\) libcurl\/\d+\.\d+\.\d+\S*/) != nil)
    #expect(headers["accept-encoding"]?.contains("gzip") == true)
    #expect(headers["x-one"] == "1")
  }

  @Test("a form goes out as a POST, whole, even when it is large", arguments: [0, 10, 3_000_000])
  func form(size: Int) async throws {
    let server = try RawServer { .answer(String($0.body.utf8.count)) }
    let body = [UInt8](repeating: UInt8(ascii: "x"), count: size)
    let client = try HTTPClient.forTests()
    let response = try await client.send(HTTPRequest(.post(body: body), url: server.url))
    #expect(String(decoding: response.body, as: UTF8.self) == String(size))
    #expect(server.requests.first?.method == "POST")
    #expect(server.requests.first?.headers["content-type"] == "application/x-www-form-urlencoded")
    #expect(server.requests.first?.headers["expect"] == nil)
  }

  @Test("a compressed answer is decompressed")
  func compressed() async throws {
    let body = try gzip("seq 1 5000")
    let server = try RawServer { _ in .answer(bytes: body, headers: ["Content-Encoding: gzip"]) }
    let response = try await HTTPClient.forTests().send(HTTPRequest(url: server.url))
    #expect(response.body.split(separator: UInt8(ascii: "\n")).count == 5_000)
    #expect(response.body.count > body.count)
  }

  @Test("reads in a row share one connection, and a form has one of its own")
  func connectionReuse() async throws {
    let server = try RawServer { _ in .answer("ok") }
    let client = try HTTPClient.forTests()
    for _ in 1...5 { _ = try await client.send(HTTPRequest(url: server.url)) }
    #expect(server.connectionCount == 1)
    _ = try await client.send(HTTPRequest(.post(body: []), url: server.url))
    #expect(server.connectionCount == 2)
    #expect(client.requestCount == 6)
  }

  @Test("cookies come back to their server, and not to another on the same host")
  func cookies() async throws {
    let answer: @Sendable (RawServer.Request) -> [RawServer.Step] = { request in
      .answer("", headers: ["Set-Cookie: session=\(request.target.dropFirst()); path=/; HttpOnly"])
    }
    let (one, two) = (try RawServer(answer: answer), try RawServer(answer: answer))
    let client = try HTTPClient.forTests()
    _ = try await client.send(HTTPRequest(url: one.url + "/first"))
    _ = try await client.send(HTTPRequest(url: two.url + "/second"))
    _ = try await client.send(HTTPRequest(url: one.url + "/third"))
    #expect(one.requests.map { $0.headers["cookie"] } == [nil, "session=first"])
    #expect(two.requests.map { $0.headers["cookie"] } == [nil])
    _ = try await client.send(HTTPRequest(url: one.url + "/new", forgetsCookies: true))
    _ = try await client.send(HTTPRequest(url: one.url))
    #expect(one.requests.suffix(2).map { $0.headers["cookie"] } == [nil, "session=new"])
  }

  @Test("a redirect is an answer and leads nowhere", arguments: [301, 302, 303, 307, 308])
  func redirect(status: Int) async throws {
    let server = try RawServer { _ in .answer("", status: status, headers: ["Location: /elsewhere"]) }
    let response = try await HTTPClient.forTests().send(HTTPRequest(url: server.url))
    #expect(response.status == status)
    #expect(response.headers["Location"] == "/elsewhere")
    #expect(server.requests.count == 1)
  }

  @Test("Retry-After is read in seconds and as a date")
  func retryAfter() async throws {
    let server = try RawServer { request in
      let wait = request.target == "/date" ? "Mon, 01 Jan 2125 00:00:00 GMT" : "7"
      return .answer("", status: 429, headers: ["Retry-After: \(wait)"])
    }
    let client = try HTTPClient.forTests()
    #expect(try await client.send(HTTPRequest(url: server.url)).retryAfter == .seconds(7))
    let untilDate = try #require(try await client.send(HTTPRequest(url: server.url + "/date")).retryAfter)
    #expect(untilDate > .seconds(3_600))
  }

  @Test("the headers of an interim answer are not those of the answer")
  func interim() async throws {
    let server = try RawServer { _ in
      [.send("HTTP/1.1 103 Early\r\nX-A: 1\r\n\r\n")] + .answer("b", headers: ["X-B: 2"])
    }
    let response = try await HTTPClient.forTests().send(HTTPRequest(url: server.url))
    #expect(response.headers["X-A"] == nil)
    #expect(response.headers["X-B"] == "2")
  }

  @Test("many requests at once each get their own answer")
  func concurrent() async throws {
    let server = try RawServer { .answer($0.target) }
    let client = try HTTPClient.forTests()
    try await withThrowingTaskGroup { group in
      for number in 1...40 {
        group.addTask {
          let response = try await client.send(HTTPRequest(url: "\(server.url)/\(number)"))
          #expect(String(decoding: response.body, as: UTF8.self) == "/\(number)")
        }
      }
      try await group.waitForAll()
    }
  }

  @Test("a User-Agent that could break the request is refused", arguments: ["", "a\r\nX: y"])
  func badUserAgent(text: String) {
    #expect(throws: HTTPClientError.badUserAgent) { try HTTPClient(userAgent: text) }
  }
}
