import MediaWiki

/// The reading KPIs of one product, or of all: pageviews of the support pages.
struct Reading {
  private let pages: [SupportPageFacts]
  private let sources: [Coverage]
  private let asOf: Instant

  init(pages: [SupportPageFacts], sources: [Coverage], asOf: Instant) {
    self.pages = pages
    self.sources = sources
    self.asOf = asOf
  }

  /// How often the pages were viewed in a period, as far as that is known.
  func views(in period: Period) -> Int {
    let days = days(of: period)
    return pages.reduce(0) { $0 + views(of: $1, on: days) }
  }

  /// How many of the pages existed in a period: a page with views did, whatever the wiki gives as its creation.
  func existing(in period: Period) -> Int {
    let end = min(period.end, asOf)
    let days = days(of: period)
    return pages.count { page in (page.created.map { $0 < end } ?? true) || views(of: page, on: days) > 0 }
  }

  /// The days of a period on which pages can have been viewed by now; empty when there is none.
  private func days(of period: Period) -> Range<Int> {
    let first = period.start.date.dayNumber
    return first..<max(first, min(period.end.date.dayNumber, asOf.date.dayNumber))
  }

  private func views(of page: SupportPageFacts, on days: Range<Int>) -> Int {
    page.articles.reduce(0) { sum, article in
      sum + days.reduce(0) { $0 + (article.views[$1] ?? 0) }
    }
  }

  /// How far the views of a period are known.
  func standing(in period: Period) -> Standing {
    let days = days(of: period)
    let time = Standing.counted(in: period, asOf: asOf)
    guard period.start < asOf else { return time }
    guard period.start.date.dayNumber >= PageviewDays.firstCounted else {
      return Standing(status: .unknown, reason: "pageviews are counted since 1 July 2015")
    }
    var standing = self.standing(ofSourcesIn: period)
    for page in pages {
      for article in page.articles {
        standing = standing.worse(self.standing(of: article, on: page, days: days))
      }
    }
    return standing.worse(time)
  }

  /// How far it is known which pages there are.
  func standing(ofSourcesIn period: Period) -> Standing {
    sources.map { $0.standing(in: period, until: period.end, asOf: asOf) }.reduce(.complete) { $0.worse($1) }
  }

  private func standing(of article: ArticleFacts, on page: SupportPageFacts, days: Range<Int>) -> Standing {
    let missing = days.filter { day in
      // That the page did not exist explains an answer without views, not a day that was never asked for.
      let isExplained = page.created.map { day < $0.date.dayNumber } ?? false
      let isAnswered = isExplained && article.askedDays?.contains(day) ?? false
      return !isAnswered && !(article.finalDays?.contains(day) ?? false)
    }
    guard let first = missing.first, let last = missing.last else { return .complete }
    let name = "the pageviews of \(article.title) on \(page.wiki) since \(CivilDate(dayNumber: first))"
    let asked = article.askedDays.flatMap { $0.contains(first) ? $0 : nil }
    if let asked, asked.contains(last), first > PageviewDays.lastSettled(at: asOf) {
      return Standing(status: .partial, reason: "\(name) are not final", isLate: true)
    }
    if let problem = article.problem { return Standing(status: .unknown, reason: problem) }
    let isAnyDayKnown = days.contains { article.finalDays?.contains($0) ?? false || article.views[$0] != nil }
    let status: Measurement.Status = isAnyDayKnown ? .partial : .unknown
    guard let asked else { return Standing(status: status, reason: "\(name) were never read") }
    let wasTooEarly = first > PageviewDays.lastSettled(whenAskedFor: asked)
    return Standing(
      status: status, reason: name + (wasTooEarly ? " were not final when they were read" : " are not loaded yet"),
      isLate: true)
  }
}
