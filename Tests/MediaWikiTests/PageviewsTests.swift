import LocalWiki
import Logging
import TestTraits
import Testing

@testable import MediaWiki

/// The pageviews API, as a server of the test plays it.
@Suite(.timeLimit(.minutes(60)), .bounded)
struct PageviewsTests {
  @Test("views come day by day, asked for with the title encoded")
  func views() async throws {
    let server = try RawServer { _ in
      .answer(
        #"""
        {"items": [
          {"project": "en.wikipedia", "article": "A", "granularity": "daily", "timestamp": "2026100100", "views": 12},
          {"project": "en.wikipedia", "article": "A", "granularity": "daily", "timestamp": "2026103100", "views": 0}]}
        """#)
    }
    let answer = try await api(server).daily(title: "Hilfe:A b/ü?%", from: october(1), through: october(31))
    #expect(answer == .views([october(1): 12, october(31): 0]))
    let path = "/api/metrics/pageviews/per-article/en.wikipedia.org/all-access/user/Hilfe%3AA_b%2F%C3%BC%3F%25"
    #expect(server.requests.map(\.target) == [path + "/daily/20261001/20261031"])
  }

  @Test("404 of the API means no data")
  func notFound() async throws {
    let server = try RawServer { _ in
      .answer(
        #"{"type": "about:blank", "title": "Not Found", "status": 404, "detail": "no data"}"#, status: 404,
        headers: ["Content-Type: application/problem+json"])
    }
    #expect(try await api(server).daily(title: "A", from: october(1), through: october(2)) == .notFound)
  }

  @Test("404 of anything else is a wrong address", arguments: ["<html>Not found</html>", "", "Not found"])
  func wrongAddress(body: String) async throws {
    let server = try RawServer { _ in .answer(body, status: 404) }
    let error = await #expect(throws: WikiError.self) {
      try await api(server).daily(title: "A", from: october(1), through: october(2))
    }
    #expect(error?.category == .configuration)
    #expect(server.requests.count == 1)
  }

  @Test(
    "a body that is no answer is a fault and never views",
    arguments: [
      "", "<html></html>", #"{"items": [{"timestamp": "2026100100", "vie"#, "{}", "[]", #"{"items": null}"#,
      #"{"items": [{"timestamp": "2026100100"}]}"#, #"{"items": [{"timestamp": "2026100100", "views": -1}]}"#,
      #"{"items": [{"timestamp": "20261001", "views": 1}]}"#, #"{"items": [{"timestamp": "2026110100", "views": 1}]}"#,
      #"{"items": [{"timestamp": "2026100100", "views": 1}, {"timestamp": "2026100100", "views": 1}]}"#,
      #"{"items": [{"timestamp": "2026100100", "views": 99999999999999999999}]}"#,
    ])
  func badBody(body: String) async throws {
    let server = try RawServer { _ in .answer(body) }
    await #expect(throws: WikiError.self) {
      try await api(server).daily(title: "A", from: october(1), through: october(2))
    }
  }

  @Test("what fails in passing is asked again")
  func retries() async throws {
    let faults = Script([
      .answer("slow down", status: 429, headers: ["Retry-After: 1"]), .answer("<html>", status: 503), [.close],
    ])
    let server = try RawServer { _ in faults.next() ?? .answer(#"{"items": []}"#) }
    #expect(try await api(server).daily(title: "A", from: october(1), through: october(2)) == .views([:]))
    #expect(server.requests.count == 4)
  }

  @Test("eight pages at once each get their own views")
  func concurrent() async throws {
    let server = try RawServer { request in
      let number = request.target.split(separator: "/")[7]
      return [.pause(.milliseconds(50))]
        + .answer(#"{"items": [{"timestamp": "2026100100", "views": \#(number)}]}"#)
    }
    let api = try api(server)
    try await withThrowingTaskGroup { group in
      for number in 1...8 {
        group.addTask {
          let answer = try await api.daily(title: "\(number)", from: october(1), through: october(1))
          #expect(answer == .views([october(1): number]))
        }
      }
      try await group.waitForAll()
    }
  }

  private func api(_ server: RawServer) throws -> PageviewsAPI {
    try PageviewsAPI(
      base: WikiURL(server.url + "/api/"), project: "en.wikipedia.org", client: .forTests(),
      patience: .untimed, log: .quiet)
  }
}

private func october(_ day: Int) -> CivilDate { CivilDate(dayNumber: 20_726 + day) }
