import MediaWiki

extension Measuring {
  /// Where a board and a page of wikitext followed each other as one feedback page: the series of what is measured there
  /// goes on, and is of another kind.
  func boardSeams(of kpi: KPIDefinition, product: String?) -> [SeriesBreak] {
    guard kpi.readsFeedback else { return [] }
    var seams: [SeriesBreak] = []
    for successions in facts.products.filter({ product == nil || $0.name == product }).map(\.successions) {
      for places in successions {
        for seam in breaks(between: places.map { facts.pages[$0] }, kpi: kpi) where !seams.contains(seam) {
          seams.append(seam)
        }
      }
    }
    return seams
  }

  private func breaks(between pages: [PageFacts], kpi: KPIDefinition) -> [SeriesBreak] {
    let dated = pages.compactMap { page in page.created.map { (page: page, created: $0) } }
      .filter { $0.created < asOf }.sorted { ($0.created, $0.page.pageID) < ($1.created, $1.page.pageID) }
    return zip(dated, dated.dropFirst()).filter { $0.page.isBoard != $1.page.isBoard }.map { before, after in
      SeriesBreak(
        period: Period(definition.period, containing: after.created), kpi: kpi.id,
        text: LinkedText(plain: Self.sentence(from: before.page, to: after.page, on: after.created.date)))
    }
  }

  private static func sentence(from before: PageFacts, to after: PageFacts, on day: CivilDate) -> String {
    let (old, new) = after.isBoard ? ("", "the board ") : ("the board ", "")
    let counted = after.isBoard ? "edits of the page counted before, posts since" : "posts counted before, edits since"
    return "\(new)\(after.title) took the place of \(old)\(before.title) on \(day.inWords), and \(counted)"
  }
}

extension KPIDefinition {
  /// Whether it is measured from what people write on feedback pages.
  var readsFeedback: Bool { family == .participation || family == .discussions }

  /// What the definition means on a board; nil where it reads none.
  var onBoards: String? {
    switch family {
    case .participation:
      "On a board, each post is an edit by whoever wrote it, when it was written; corrections of posts are none, a "
        + "hidden post is an edit that was undone, and hidden topics are left out."
    case .discussions:
      "On a board, each topic is a thread and each post a comment by whoever wrote it, when it was written; what is "
        + "hidden is left out."
    case .reading, .survey, .figures, .query: nil
    }
  }
}
