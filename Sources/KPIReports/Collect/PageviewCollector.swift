import MediaWiki

/// Brings the daily pageviews of titles up to date; days that are final are never asked for again.
struct PageviewCollector: Sendable {
  let api: PageviewsAPI
  let store: FactStore
  let project: String
  /// A title that is read every day: where it has no views, the day is not loaded yet.
  let busyTitle: String?
  /// What counts as now.
  let asOf: Instant
  let progress: Progress

  /// A title to ask for.
  private struct Request: Sendable {
    let title: String
    let article: TrackedArticle
    let days: ClosedRange<Int>
  }

  /// What was asked for a title and came.
  private struct Answer: Sendable {
    let article: TrackedArticle
    let asked: ClosedRange<Int>
  }

  /// Collects the views of support pages from a day on, including days before a page's creation: a page that was deleted
  /// and recreated, imported, or moved over a redirect had readers before.
  ///
  /// A title that could not be asked for keeps its problem, and the others go on.
  ///
  /// - Returns: What could not be read.
  func collect(_ pages: [SupportTitles], from first: CivilDate) async throws -> [WikiError] {
    let yesterday = asOf.date.dayNumber - 1
    var requests: [Request] = []
    for page in pages {
      let start = max(first.dayNumber, PageviewDays.firstCounted)
      for title in page.titles {
        let article = try await store.article(project: project, title: title)
        requests += Self.missing(of: start...max(start, yesterday), from: article, through: yesterday)
          .map { Request(title: title, article: article, days: $0) }
      }
    }
    var setbacks = Setbacks()
    let answers = try await ask(requests, setbacks: &setbacks)
    do { try await settle(answers) } catch let error as WikiError { setbacks.failed(error) }
    return setbacks.failures
  }

  /// Asks for views, several at once.
  private func ask(_ requests: [Request], setbacks: inout Setbacks) async throws -> [Answer] {
    let place = "pageviews of \(project)"
    defer { progress.end(place) }
    return try await setbacks.attemptEach(of: Array(requests.enumerated())) { number, request in
      progress.say(
        Progress.Step(
          place: place, task: "views of \(request.title)",
          part: Progress.Part("title", number + 1, of: requests.count)))
      return try await ask(request)
    } keep: { error, part in
      try await keep(error, of: part.element.article, reading: part.element.title)
    }
  }

  /// The days still to be asked for: those before and those after the days that are final.
  private static func missing(
    of days: ClosedRange<Int>, from article: TrackedArticle, through last: Int
  ) -> [ClosedRange<Int>] {
    guard days.lowerBound <= last else { return [] }
    guard let final = article.finalDays else { return [days] }
    var missing: [ClosedRange<Int>] = []
    if days.lowerBound < final.lowerBound { missing.append(days.lowerBound...final.lowerBound - 1) }
    if final.upperBound < days.upperBound { missing.append(final.upperBound + 1...days.upperBound) }
    return missing
  }

  /// Asks for a title's views and keeps them as not final yet.
  private func ask(_ request: Request) async throws -> Answer {
    let views = try await views(of: request.title, request.days)
    try await store.keep(views: views, asked: request.days, article: request.article.id)
    return Answer(article: request.article, asked: request.days)
  }

  private func keep(_ error: WikiError, of article: TrackedArticle, reading title: String) async throws {
    try await store.settle(
      article: article.id,
      problem: "the pageviews of \(title) on \(project) could not be read (\(WikiCollector.cause(of: error)))")
  }

  private func views(of title: String, _ days: ClosedRange<Int>) async throws -> [CivilDate: Int] {
    let answer = try await api.daily(
      title: title, from: CivilDate(dayNumber: days.lowerBound), through: CivilDate(dayNumber: days.upperBound))
    guard case .views(let views) = answer else { return [:] }
    return views.filter { days.contains($0.key.dayNumber) }
  }

  /// Keeps which of the days that were asked for are final: first by the days that are known to be loaded, then by those
  /// of which the busy title tells.
  private func settle(_ answers: [Answer]) async throws {
    let lastSettled = PageviewDays.lastSettled(at: asOf)
    var loaded = try await store.daysWithViews(project: project)
    try await settle(answers, through: lastSettled, loaded: loaded)
    let open = answers.filter { $0.asked.contains { $0 <= lastSettled && !loaded.contains($0) } }
    let gaps = open.flatMap { answer in answer.asked.filter { $0 <= lastSettled && !loaded.contains($0) } }
    guard let busyTitle, let first = gaps.min(), let last = gaps.max() else { return }
    do {
      loaded.formUnion(try await views(of: busyTitle, first...last).keys.map(\.dayNumber))
    } catch let error as WikiError {
      for answer in open { try await keep(error, of: answer.article, reading: busyTitle) }
      throw error
    }
    try await settle(open, through: lastSettled, loaded: loaded)
  }

  private func settle(_ answers: [Answer], through lastSettled: Int, loaded: Set<Int>) async throws {
    for answer in answers {
      let final = Self.loadedDays(of: answer.asked, through: lastSettled, loaded: loaded)
      let known = try await store.article(answer.article.id)?.finalDays
      try await store.settle(article: answer.article.id, finalDays: Self.joined(known, final.first, final.last))
    }
  }

  /// The days from the first on that are loaded; where it is not, because the project was not counted yet, the last ones.
  private static func loadedDays(of asked: ClosedRange<Int>, through last: Int, loaded: Set<Int>) -> [Int] {
    let settled = asked.filter { $0 <= last }
    let first = settled.prefix { loaded.contains($0) }
    guard first.isEmpty else { return Array(first) }
    return settled.reversed().drop { !loaded.contains($0) }.prefix { loaded.contains($0) }.reversed()
  }

  /// The final days known before and those found now as one range; where they don't meet, those known before.
  private static func joined(_ known: ClosedRange<Int>?, _ first: Int?, _ last: Int?) -> ClosedRange<Int>? {
    guard let first, let last else { return known }
    guard let known else { return first...last }
    guard first <= known.upperBound + 1, known.lowerBound <= last + 1 else { return known }
    return min(first, known.lowerBound)...max(last, known.upperBound)
  }
}
