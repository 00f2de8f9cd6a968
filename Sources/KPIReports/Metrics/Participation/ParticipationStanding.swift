import MediaWiki

/// How far the participation of some pages can be trusted in a period.
struct ParticipationStanding {
  /// How far the pages' sources were resolved.
  let sources: [Coverage]
  /// The pages.
  let pages: [PageFacts]
  /// Those that were deleted.
  var lost: [LostPage] = []
  /// What counts as now.
  let asOf: Instant

  /// The standing of a KPI that needs the facts from the start of a period until a time after its end.
  ///
  /// `lookahead` is how many seconds after the period's end the KPI looks at; `needsPast` whether it needs all that was
  /// ever written before the period, too.
  func standing(in period: Period, lookahead: Int64 = 0, needsPast: Bool = false) -> Standing {
    let time = Standing.counted(in: period, asOf: asOf)
    guard period.start < asOf else { return time }
    // Where no page is left, the reason why is all that is known.
    if pages.isEmpty, let problem = sources.lazy.compactMap(\.problem).first {
      return Standing(status: .unknown, reason: problem)
    }
    let end = period.end.adding(seconds: lookahead)
    if let page = lost.first(where: { needsPast ? $0.began(before: end) : $0.stood(from: period.start, until: end) }) {
      return Standing(status: .unknown, reason: page.reason)
    }
    let concerned = pages.filter { $0.created.map { $0 < end } ?? true }.map(\.coverage)
    var standing = Standing.complete
    for coverage in sources + concerned {
      standing = standing.worse(coverage.standing(in: period, until: end, asOf: asOf))
    }
    guard lookahead > 0, asOf < end else { return standing.worse(time) }
    return standing.worse(
      Standing(status: .partial, reason: "the value becomes final on \(Self.firstDay(from: end))"))
  }

  /// The first whole day on which a value that needs everything before a time is final.
  private static func firstDay(from end: Instant) -> CivilDate {
    end == end.date.start ? end.date : CivilDate(dayNumber: end.date.dayNumber + 1)
  }
}
