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

  /// What was asked for a title, and what came.
  private struct Answer: Sendable {
    let article: TrackedArticle
    let asked: ClosedRange<Int>
    let views: [CivilDate: Int]
  }

  /// Collects the views of support pages from a day on, or from a page's creation where that is later.
  ///
  /// - Throws: the last error of a title that could not be asked for; its problem is kept, the others go on.
  func collect(_ pages: [SupportTitles], from first: CivilDate) async throws {
    let yesterday = asOf.date.dayNumber - 1
    var requests: [(title: String, article: TrackedArticle, days: ClosedRange<Int>)] = []
    for page in pages {
      let start = max(first.dayNumber, page.created?.date.dayNumber ?? .min, PageviewDays.firstCounted)
      for title in page.titles {
        let article = try await store.article(project: project, title: title)
        requests += Self.missing(of: start...max(start, yesterday), from: article, through: yesterday)
          .map { (title, article, $0) }
      }
    }
    guard !requests.isEmpty else { return }

    var failure: (any Error)?
    var answers: [Answer] = []
    try await withThrowingTaskGroup(of: Result<Answer, any Error>.self) { group in
      for (place, request) in requests.enumerated() {
        if place >= PageviewsAPI.mostRequestsAtOnce, let result = try await group.next() { take(result) }
        progress.say("\(project): pageviews of \(request.title) (\(place + 1) of \(requests.count))")
        group.addTask { await ask(request.title, request.article, request.days) }
      }
      while let result = try await group.next() { take(result) }
    }
    func take(_ result: Result<Answer, any Error>) {
      switch result {
      case .success(let answer): answers.append(answer)
      case .failure(let error): failure = error
      }
    }
    do { try await settle(answers) } catch let error as WikiError { failure = error }
    if let failure { throw failure }
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
  private func ask(
    _ title: String, _ article: TrackedArticle, _ days: ClosedRange<Int>
  ) async -> Result<Answer, any Error> {
    do {
      let views = try await views(of: title, days)
      try await store.keep(views: views, asked: days, article: article.id)
      return .success(Answer(article: article, asked: days, views: views))
    } catch {
      do { try await store.settle(article: article.id, problem: problem(error, reading: title)) } catch {
        return .failure(error)
      }
      return .failure(error)
    }
  }

  private func problem(_ error: any Error, reading title: String) -> String {
    "the pageviews of \(title) on \(project) could not be read (\(WikiCollector.cause(of: error)))"
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
      for answer in open {
        try await store.settle(article: answer.article.id, problem: problem(error, reading: busyTitle))
      }
      throw error
    }
    try await settle(open, through: lastSettled, loaded: loaded)
  }

  private func settle(_ answers: [Answer], through lastSettled: Int, loaded: Set<Int>) async throws {
    for answer in answers {
      let final = answer.asked.prefix { $0 <= lastSettled && loaded.contains($0) }
      let known = try await store.article(answer.article.id)?.finalDays
      try await store.settle(article: answer.article.id, finalDays: Self.joined(known, final.first, final.last))
    }
  }

  /// The final days known before and those found now as one range; where they don't meet, those known before.
  private static func joined(_ known: ClosedRange<Int>?, _ first: Int?, _ last: Int?) -> ClosedRange<Int>? {
    guard let first, let last else { return known }
    guard let known else { return first...last }
    guard first <= known.upperBound + 1, known.lowerBound <= last + 1 else { return known }
    return min(first, known.lowerBound)...max(last, known.upperBound)
  }
}
