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
    let byPage = facts.pages.concurrentMap { Timeline($0.edits, people: people, before: asOf) }
    let byProduct = facts.products.concurrentMap { product in Timeline(merging: product.pages.map { byPage[$0] }) }
    // A page that two products share counts once for all, so pages are merged here and not products.
    let all = Self.isDisjoint(facts.products) ? Timeline(merging: byProduct) : Timeline(merging: byPage)

    var scopes = [scope(product: nil, timeline: all, periods: periods)]
    for (product, timeline) in zip(facts.products, byProduct) {
      scopes.append(scope(product: product, timeline: timeline, periods: periods))
    }
    let byScope = scopes.concurrentMap { scope in
      var scope = scope
      return definition.kpis.map { scope.measure($0, definition: definition, periods: periods) }
    }
    return definition.kpis.indices.flatMap { kpi in byScope.flatMap { $0[kpi] } }
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
      sources: products.flatMap(\.peopleSources), pages: places.map { facts.pages[$0] }, asOf: asOf)
    let reading = Reading(pages: support, sources: products.flatMap(\.supportSources), asOf: asOf)
    let discussions =
      definition.measuresDiscussions
      ? Discussions(
        facts, places: places, successions: products.flatMap { $0.successions.isEmpty ? [$0.pages] : $0.successions },
        sources: products.flatMap(\.peopleSources), product: product?.name, people: people, asOf: asOf) : nil
    let known = SourceStanding(
      participation: standing, reading: reading, discussions: discussions, tables: facts.tables, asOf: asOf)
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
  /// Nil where the report does not measure them.
  let discussions: Discussions?
  let tables: Tables

  mutating func measure(_ request: KPIRequest, definition: ReportDefinition, periods: [Period]) -> [Measurement] {
    let id = request.kpi.id
    let findings =
      tables.findings(request, product: product, over: periods)
      ?? participation.findings(id, options: request.options)
      ?? periods.map { period in
        discussions?.finding(id, options: request.options, in: period) ?? reading.finding(id, in: period)
          ?? (Finding(), .complete)
      }
    return zip(periods, findings).map { period, found in
      let (finding, standing) = found
      return Measurement(
        finding, standing: standing, request: request, product: product, period: period,
        note: definition.sentence(
          on: id, product: product, in: period,
          kept: finding.note.map { LinkedText($0, templates: definition.noteTemplates) }))
    }
  }
}
