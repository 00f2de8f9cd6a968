import MediaWiki

/// How far the threads of some pages can be trusted in a period.
///
/// People move threads from page to page: one may be older than the page on which it stands, and one that left a page is
/// lost unless the page that took it was read as lately. So each page matters to each period.
struct DiscussionStanding {
  /// How far the pages' sources were resolved.
  let sources: [Coverage]
  /// How far the threads of each page are known.
  let pages: [Coverage]
  /// The pages that were deleted.
  let lost: [LostPage]
  /// What counts as now.
  let asOf: Instant
  /// When the threads of each wiki's pages were last read.
  private let latest: [String?: Instant]

  init(sources: [Coverage], pages: [Coverage], lost: [LostPage] = [], asOf: Instant) {
    self.lost = lost
    self.sources = sources
    self.pages = pages
    self.asOf = asOf
    latest = Dictionary(pages.compactMap { page in page.until.map { (page.wiki, $0) } }) { max($0, $1) }
  }

  /// The standing of what is counted from the threads that start in a period.
  func standing(in period: Period) -> Standing {
    let time = Standing.counted(in: period, asOf: asOf)
    guard period.start < asOf else { return time }
    // Where no page is left, the reason why is all that is known.
    if pages.isEmpty, let problem = sources.lazy.compactMap(\.problem).first {
      return Standing(status: .unknown, reason: problem)
    }
    // What stood there then can be older than the page.
    if let page = lost.first(where: { $0.deleted > period.start }) {
      return Standing(status: .unknown, reason: page.reason)
    }
    return (sources + pages).reduce(Standing.complete) { $0.worse(standing(of: $1, in: period)) }.worse(time)
  }

  private func standing(of coverage: Coverage, in period: Period) -> Standing {
    let own = coverage.standing(in: period, until: period.end, asOf: asOf)
    guard own == .complete, let until = coverage.until, let latest = latest[coverage.wiki], until < latest else {
      return own
    }
    if let problem = coverage.problem { return Standing(status: .unknown, reason: problem) }
    return Standing(
      status: .partial, reason: "\(coverage.name) was read only up to \(until), and other pages later", isLate: true)
  }
}
