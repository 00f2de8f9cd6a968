import Foundation
import Synchronization

/// A server on this machine that answers as Wikimedia's pageviews API does.
package final class PageviewsServer: Sendable {
  /// The base address, for report files.
  package let base: String
  /// The name of the project that the server knows.
  package let project: String
  private let server: RawServer
  private let load = Load()

  /// The most requests that were under way at once.
  package var mostAtOnce: Int { load.state.withLock { $0.most } }

  /// How many requests came so far.
  package var requestCount: Int { server.requests.count }

  /// How many requests are under way, and were at most, and how often each title was asked for.
  private final class Load: Sendable {
    let state = Mutex((now: 0, most: 0))
    private let asked = Mutex<[String: Int]>([:])

    /// Counts a request that is for a title; whether there was one before.
    func isRepeated(_ title: String, in path: String) -> Bool {
      guard path.contains("/\(title.replacing(" ", with: "_"))/") else { return false }
      return asked.withLock { asked in
        asked[title, default: 0] += 1
        return asked[title] != 1
      }
    }

    func begin() { state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
    func end() { state.withLock { $0.now -= 1 } }
  }

  /// Starts to serve the daily views of titles: by title with spaces, then by day as `20261031`.
  ///
  /// Titles that fail are answered with a status; every answer takes at least as long as `delay`. Views that are late are
  /// told from the second time on that their title is asked for.
  package init(
    _ views: [String: [String: Int]], late: [String: [String: Int]] = [:], project: String = "local.example.org",
    failing: [String: Int] = [:], delay: Duration = .zero
  ) throws {
    self.project = project
    server = try RawServer { [load] request in
      load.begin()
      defer { load.end() }
      try? await Task.sleep(for: delay)
      let path = request.target.removingPercentEncoding ?? request.target
      if let status = failing.first(where: { path.contains("/\($0.key)/") })?.value {
        return .answer("", status: status)
      }
      let views = views.merging(late.filter { load.isRepeated($0.key, in: path) }) { $0.merging($1) { $1 } }
      return Self.answer(request.target, views: views, project: project)
    }
    base = "\(server.url)/api/rest_v1"
  }

  private struct Answer: Encodable {
    struct Item: Encodable {
      let project: String
      let article: String
      let granularity = "daily"
      let timestamp: String
      let access = "all-access"
      let agent = "user"
      let views: Int
    }
    let items: [Item]
  }

  private static func answer(_ path: String, views: [String: [String: Int]], project: String) -> [RawServer.Step] {
    let parts = path.split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
    let fixed = ["api", "rest_v1", "metrics", "pageviews", "per-article", project, "all-access", "user"]
    guard parts.count >= fixed.count + 4, Array(parts.prefix(fixed.count)) == fixed, parts[parts.count - 3] == "daily"
    else { return problem }
    let article = parts[fixed.count..<parts.count - 3].joined(separator: "/")
    let days = String(parts[parts.count - 2].prefix(8))...String(parts[parts.count - 1].prefix(8))
    let found = (views[article.replacing("_", with: " ")] ?? [:]).filter { days.contains($0.key) }
    guard !found.isEmpty else { return problem }
    let items = found.sorted { $0.key < $1.key }.map {
      Answer.Item(project: project, article: article, timestamp: $0.key + "00", views: $0.value)
    }
    let body = (try? JSONEncoder().encode(Answer(items: items))) ?? Data()
    return .answer(bytes: Array(body), headers: ["Content-Type: application/json"])
  }

  private static var problem: [RawServer.Step] {
    .answer(
      #"{"title":"Not found.","status":404,"detail":"The date(s) you used are valid, but we have no data"}"#,
      status: 404,
      headers: ["Content-Type: application/problem+json"])
  }
}
