import MediaWiki

/// The KPIs from numbers that people keep by hand.
struct Figures: Sendable {
  let facts: FigureFacts
  let asOf: Instant

  /// What a figure is in a period, for a product or the whole report.
  func finding(_ name: String, product: String?, in period: Period) -> (Finding, Standing) {
    let time = Standing.counted(in: period, asOf: asOf)
    guard period.start < asOf else { return (Finding(), time) }
    let series = facts.all.filter { $0.fact.kpi == name }
    let found = series.filter { $0.fact.product == product && $0.fact.period == period }
    let unread = facts.sources.flatMap(\.unread).filter { $0.mayBe(name, product: product, in: period) }
    if let reason = (unread.first { found.isEmpty || $0.isWhole })?.reason {
      return (Finding(), .byHand(reason))
    }
    guard let (fact, source) = found.first else { return (Finding(), missing(name, series, product, period)) }
    if found.count > 1 {
      let places = found.map(\.source.name).joined(separator: " and ")
      return (Finding(), .byHand("\(name) of \(period) stands in \(places); keep one"))
    }
    let finding = Finding(value: fact.value, text: fact.text, note: fact.note)
    return (finding, source.standing(in: period, asOf: asOf).worse(time))
  }

  /// Why there is no figure: it may be that it was forgotten, or that it is never kept for this product.
  private func missing(
    _ name: String, _ series: [(fact: FigureFact, source: FigureSource)], _ product: String?, _ period: Period
  ) -> Standing {
    let isKept = series.contains { $0.fact.product == product } || (series.isEmpty && product == nil)
    guard isKept else {
      let whom = product == nil ? "for the whole report" : "by product"
      return Standing(status: .complete, reason: "\(name) is not kept \(whom)")
    }
    let problem = facts.sources.lazy.map { $0.standing(in: period, asOf: asOf) }.first { $0.status == .unknown }
    if let problem { return problem }
    let places = facts.sources.map(\.name).joined(separator: " or ")
    if facts.all.isEmpty, asOf >= period.end {
      return .byHand("\(places) has no rows yet")
    }
    let reason = "\(name) has no value for \(period) in \(places)"
    return asOf < period.end ? Standing(status: .partial, reason: reason) : .byHand(reason)
  }
}

extension FigureSource {
  /// How far what the source says of a period can be trusted.
  func standing(in period: Period, asOf: Instant) -> Standing {
    guard let coverage else { return .complete }
    guard let until = coverage.until else {
      guard let problem = coverage.problem else { return Standing(status: .unknown, reason: "\(name) was never read") }
      return isReadable ? Standing(status: .unknown, reason: problem) : .byHand(problem)
    }
    if until >= min(period.end, asOf) { return .complete }
    return Standing(status: .unknown, reason: coverage.problem ?? "\(name) was read only up to \(until)")
  }
}
