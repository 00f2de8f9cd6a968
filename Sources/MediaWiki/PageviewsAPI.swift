import Logging

/// The pageviews of one project, as Wikimedia's REST API counts them.
package struct PageviewsAPI: Sendable {
  private let base: String
  private let project: String
  private let client: HTTPClient
  private let retrier: Retrier
  private let pacer: Pacer
  private let log: Logger

  /// Makes the API of a project, for example `www.mediawiki.org`, without asking anything of it.
  ///
  /// Whatever asks the same host shares a pacer.
  package init(
    base: WikiURL, project: String, client: HTTPClient, retry: RetryPolicy = .standard,
    patience: Patience = Patience(), pacer: Pacer? = nil, log: Logger
  ) {
    self.base = base.text.hasSuffix("/") ? String(base.text.dropLast()) : base.text
    self.project = project
    self.client = client
    self.pacer = pacer ?? Pacer(clock: patience.clock, log: log)
    self.log = log
    retrier = Retrier(policy: retry, patience: patience, log: log)
  }

  /// The views of a page by users, day by day; a day without views may be missing.
  ///
  /// Safe to call several times at once.
  package func daily(title: String, from first: CivilDate, through last: CivilDate) async throws -> PageviewsAnswer {
    let page = title.split(separator: " ", omittingEmptySubsequences: false).joined(separator: "_")
    let path = [project, "all-access", "user", page, "daily", Self.stamp(first), Self.stamp(last)]
      .map { String(decoding: PercentEncoding.encode($0), as: UTF8.self) }
      .joined(separator: "/")
    let request = HTTPRequest(url: "\(base)/metrics/pageviews/per-article/\(path)")
    return try await retrier.run {
      do throws(WikiError.Cause) {
        return try await answer(to: request, days: first...last)
      } catch {
        throw error.thrown(wiki: project, task: "reading the pageviews of '\(title)'")
      }
    }
  }

  private func answer(
    to request: HTTPRequest, days: ClosedRange<CivilDate>
  ) async throws(WikiError.Cause) -> PageviewsAnswer {
    let response = try await pacer.pass(to: request.address, patience: retrier.patience.remaining) { [client] in
      do throws(HTTPFailure) { return .success(try await client.send(request)) } catch { return .failure(error) }
    }
    log.debug("\(request.address): \(response.status)")
    try response.checkRedirect()
    do throws(WikiError.BadAnswer) {
      if response.isSuccess { return .views(try response.json(as: Views.self).byDay(in: days)) }
    } catch {
      throw .badAnswer(error)
    }
    // Only the API itself says so in JSON: a web page with 404 comes from a wrong address.
    if response.status == 404, (try? response.json(as: Problem.self)) != nil { return .notFound }
    throw .status(response.status, retryAfter: response.retryAfter)
  }

  private static func stamp(_ day: CivilDate) -> String { day.description.filter { $0 != "-" } }
}

/// What the API knows of a page's views.
package enum PageviewsAnswer: Sendable, Equatable {
  /// Views by day.
  case views([CivilDate: Int])
  /// No data: no views, a page that never was, or days that are not loaded yet.
  case notFound
}

/// The body of an answer with views.
private struct Views: Decodable {
  /// More views in a day than people on Earth could give are none, and sums of them must not overflow.
  private static let mostViews = 1_000_000_000_000

  struct Item: Decodable {
    let timestamp: String
    let views: Int

    /// The day of a stamp such as `2026100100`, whose last two digits are the hour.
    var day: CivilDate? {
      guard timestamp.utf8.count == 10, let number = Int(timestamp), number >= 0 else { return nil }
      return CivilDate(year: number / 1_000_000, month: number / 10_000 % 100, day: number / 100 % 100)
    }
  }

  let items: [Item]

  func byDay(in days: ClosedRange<CivilDate>) throws(WikiError.BadAnswer) -> [CivilDate: Int] {
    var views: [CivilDate: Int] = [:]
    for item in items {
      guard let day = item.day, days.contains(day), (0...Self.mostViews).contains(item.views),
        views.updateValue(item.views, forKey: day) == nil
      else { throw .unexpected("\(item.views) views at '\(item.timestamp)'") }
    }
    return views
  }
}

/// The body of an answer without views; its fields tell nothing beyond the status.
private struct Problem: Decodable {}
