import MediaWiki

/// Measures every KPI of a report, for every product and for all of them together, over consecutive periods.
///
/// A pure function of facts, periods and `asOf`: the same facts give the same values.
package struct Measuring: Sendable {
  let definition: ReportDefinition
  let facts: ReportFacts
  let people: People
  let asOf: Instant

  /// Prepares to measure a report.
  package init(_ definition: ReportDefinition, facts: ReportFacts, asOf: Instant) {
    self.definition = definition
    self.facts = facts
    self.asOf = asOf
    people = People(actors: facts.actors, rules: definition.people)
  }

  /// The values: by KPI in the report's order, for the whole report and then each product, oldest period first.
  ///
  /// The periods are consecutive and oldest first.
  package func measurements(over periods: [Period]) -> [Measurement] {
    guard !periods.isEmpty else { return [] }
    let timelines = timelines()
    var scopes = [scope(product: nil, timeline: timelines.all, periods: periods)]
    for (place, product) in facts.products.enumerated() {
      scopes.append(scope(product: product, timeline: timelines.byProduct[place], periods: periods))
    }
    let byScope = scopes.concurrentMap { scope in
      var scope = scope
      return definition.kpis.map { scope.measure($0, definition: definition, periods: periods) }
    }
    return definition.kpis.indices.flatMap { kpi in byScope.flatMap { $0[kpi] } }
  }

  /// The edits to the pages of all products and of each; empty where no KPI needs them.
  private func timelines() -> (all: Timeline, byProduct: [Timeline]) {
    guard definition.kpis.contains(where: { $0.kpi.family == .participation }) else {
      return (Timeline(merging: []), facts.products.map { _ in Timeline(merging: []) })
    }
    let byPage = facts.pages.concurrentMap { Timeline($0.edits, people: people, before: asOf) }
    let byProduct = facts.products.concurrentMap { product in Timeline(merging: product.pages.map { byPage[$0] }) }
    // A page that two products share counts once for all, so pages are merged here and not products.
    return (Self.isDisjoint(facts.products) ? Timeline(merging: byProduct) : Timeline(merging: byPage), byProduct)
  }

  /// What the people of a report leave out in one period, over all feedback pages.
  package func exclusions(in period: Period) -> ParticipationExclusions {
    ParticipationExclusions(facts.pages, people: people, period: period, asOf: asOf)
  }

  private func scope(product: ProductFacts?, timeline: Timeline, periods: [Period]) -> MeasuredScope {
    let products = product.map { [$0] } ?? facts.products
    var places: [Int] = []
    for place in products.flatMap(\.pages) where !places.contains(place) { places.append(place) }
    var support: [SupportPageFacts] = []
    for page in products.flatMap(\.support)
    where !support.contains(where: { $0.wiki == page.wiki && $0.pageID == page.pageID }) {
      support.append(page)
    }
    let standing = ParticipationStanding(
      sources: products.flatMap(\.peopleSources), pages: places.map { facts.pages[$0] },
      lost: products.flatMap(\.lost), asOf: asOf)
    let reading = Reading(pages: support, sources: products.flatMap(\.supportSources), asOf: asOf)
    // Histories are compared with threads only where somebody asks for the threads.
    let successions =
      definition.measuresDiscussions
      ? products.flatMap { $0.successions.isEmpty ? [$0.pages] : $0.successions } : []
    let discussions = Discussions(
      facts, places: places, successions: successions, sources: products.flatMap(\.peopleSources),
      lost: products.flatMap(\.lost), product: product?.name, people: people, asOf: asOf)
    let known = SourceStanding(
      participation: standing, reading: reading, discussions: definition.measuresDiscussions ? discussions : nil,
      tables: facts.tables, asOf: asOf)
    return MeasuredScope(
      product: product?.name,
      participation: Participation(timeline: timeline, people: people, standing: standing, periods: periods),
      reading: reading, discussions: discussions, tables: Tables(facts.tables, sources: known, asOf: asOf))
  }

  static func isDisjoint(_ products: [ProductFacts]) -> Bool {
    let places = products.flatMap(\.pages)
    return Set(places).count == places.count
  }
}

/// One product, or all, ready to be measured.
private struct MeasuredScope: Sendable {
  let product: String?
  var participation: Participation
  let reading: Reading
  let discussions: Discussions
  let tables: Tables

  mutating func measure(_ request: KPIRequest, definition: ReportDefinition, periods: [Period]) -> [Measurement] {
    zip(periods, findings(request, over: periods)).map { period, found in
      let (finding, standing) = found
      return Measurement(
        finding, standing: standing, request: request, product: product, period: period,
        note: definition.sentence(
          on: request.kpi.id, product: product, in: period,
          kept: finding.note.map { LinkedText($0, templates: definition.noteTemplates) }))
    }
  }

  private mutating func findings(_ request: KPIRequest, over periods: [Period]) -> [(Finding, Standing)] {
    switch request.kpi.formula {
    case .participation(let formula): participation.findings(formula, options: request.options)
    case .reading(let find): periods.map { find(reading, $0) }
    case .discussions(let find): periods.map { find(discussions, request.options, $0) }
    case .survey, .figure, .share, .query:
      periods.map { tables.finding(request, product: product, in: $0) }
    }
  }
}
