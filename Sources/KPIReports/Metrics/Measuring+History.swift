import MediaWiki

extension Measuring {
  /// As many periods before the shown ones are looked at, at most: ten years of months.
  private static let longestHistory = 120
  /// No wiki that could be asked is older.
  private static let firstYear = 2001

  /// The periods before the shown ones, oldest first, that the shown ones can be compared with.
  package func history(before period: Period) -> [Period] {
    (1...Self.longestHistory).map { period.advanced(by: -$0) }
      .prefix { $0.start.date.year >= Self.firstYear }.reversed()
  }

  /// When the first of the pages was made that a KPI is measured from; nil where pages are not what it needs.
  ///
  /// A period that began before can't be compared with those that followed: what it counts could not happen yet.
  package func beginning(of kpi: KPIDefinition, product: String?) -> Instant? {
    let products = facts.products.filter { product == nil || $0.name == product }
    if kpi.family == .reading {
      return products.flatMap(\.support).compactMap(\.created).min()
    } else if kpi.family == .participation || kpi.family == .discussions {
      let pages = products.flatMap(\.pages).map { facts.pages[$0] }
      return pages.compactMap { $0.created ?? $0.edits.first.map { Instant(seconds: Int64($0.seconds)) } }.min()
    }
    return nil
  }
}
