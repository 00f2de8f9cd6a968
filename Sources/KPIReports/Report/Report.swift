import MediaWiki

/// A report's numbers as rows: what a page, a terminal or a program shows of them.
package struct Report: Sendable {
  /// One KPI over the shown periods, for one product or the whole report.
  package struct Row: Sendable {
    /// The KPI with its options and its target.
    package let request: KPIRequest
    /// The product; nil for the whole report.
    package let product: String?
    /// The values, oldest first, one for each shown period.
    package let cells: [Measurement]
    /// How the last value differs from the one before; nil where the two can't be compared.
    package let change: Change?
    /// How the last value differs from that of the same period of the year before; nil where that is not known.
    package let yearChange: Change?
    /// Whether the last value is news; nil where too few values are known to tell.
    package let usualRange: UsualRange?
    /// Whether the last value meets the target; nil where there is no target.
    package let verdict: Verdict?
    /// The shown periods with which values of another kind begin.
    package let seams: [Seam]
    /// The shown values that readers were told differently.
    package let revisions: [Revision]
    /// The definitions of values that stay as readers were told them.
    let methods: [Period: String]

    /// The value of the report's period.
    package var current: Measurement { cells[cells.count - 1] }

    /// The definition that a value was measured by, in words.
    package func method(of cell: Measurement) -> String {
      methods[cell.period] ?? request.kpi.definition(request.options)
    }
  }

  /// What the report is about.
  package let definition: ReportDefinition
  /// What counts as now.
  package let asOf: Instant
  /// The shown periods, oldest first; the last one is the report's.
  package let periods: [Period]
  /// The rows of the whole report, in the order of its KPIs.
  package let rows: [Row]
  /// The rows of each product, in the report's order; without the KPIs that say nothing of products.
  package let products: [(name: String, rows: [Row])]
  /// Every value: by KPI, for the whole report and then each product, oldest period first.
  package let measurements: [Measurement]
  /// People by the period of their first edit; nil where the report does not ask for them.
  package let cohorts: CohortTable?
  /// The same KPIs measured in other ways; empty where the report does not ask for it.
  package let robustness: [RobustnessTable]
  /// What "people" leaves out in the report's period.
  package let exclusions: ParticipationExclusions
  /// How far back the logs of user rights reach that tell who was a bot.
  package let rights: [RightsReach]
  /// The pages that the values rest on, each with its newest revision's place in time.
  package let pages: [PageFacts]
  /// The support pages that the values rest on.
  package let supportPages: [SupportPageFacts]
  /// What the report's page can have.
  package let features: WikiFeatures
  /// How well each source was read.
  package let sources: [SourceStatus]
  /// What is wrong in the tables that people keep, so that nothing can be published.
  package let faults: [Mistake]

  /// The report's period.
  package var period: Period { periods[periods.count - 1] }

  /// The time up to which facts count: the period's end, or now while it lasts.
  package var until: Instant { min(period.end, asOf) }

  /// Measures a report and arranges the values.
  ///
  /// The periods are consecutive and oldest first, at least one.
  package init(_ definition: ReportDefinition, facts: ReportFacts, periods: [Period], asOf: Instant) {
    let measuring = Measuring(definition, facts: facts, asOf: asOf)
    let maker = RowMaker(definition, facts: facts, shown: periods, measuring: measuring)
    self.definition = definition
    self.asOf = asOf
    self.periods = periods
    rows = definition.kpis.map { maker.row($0, product: nil) }
    let all = definition.products.map { product in
      (name: product.name, rows: definition.kpis.map { maker.row($0, product: product.name) })
    }
    let whole = rows
    measurements = whole.indices.flatMap { place in whole[place].cells + all.flatMap { $0.rows[place].cells } }
    let byProduct = Set(definition.kpis.filter(maker.isByProduct).map(\.kpi.id))
    products = all.map { ($0.name, $0.rows.filter { byProduct.contains($0.request.kpi.id) }) }
    cohorts = definition.blocks.contains(.cohorts) ? CohortTable(measuring, periods: periods) : nil
    robustness =
      definition.blocks.contains(.robustness)
      ? definition.kpis.filter { measuring.hasVariants($0.kpi) && !$0.isRetired }
        .map { RobustnessTable($0, measuring: measuring, periods: periods) } : []
    exclusions = measuring.exclusions(in: periods[periods.count - 1])
    rights = facts.rights
    pages = facts.pages
    features = facts.features
    sources = SourceStatus.all(of: definition, facts: facts)
    faults = facts.tables.faults
    supportPages = facts.products.flatMap(\.support).reduce(into: []) { pages, page in
      if !pages.contains(where: { $0.wiki == page.wiki && $0.pageID == page.pageID }) { pages.append(page) }
    }
  }

  /// Whether the products' rows show a KPI.
  package func isByProduct(_ request: KPIRequest) -> Bool {
    products.contains { $0.rows.contains { $0.request.kpi.id == request.kpi.id } }
  }

  /// The values that are unknown in the report's period: what keeps a page from being published.
  package var unknown: [Measurement] {
    let retired = definition.kpis.filter(\.isRetired).map(\.kpi.id)
    return measurements.filter { $0.status == .unknown && $0.period == period && !retired.contains($0.kpi) }
  }

  /// Why the report should not be published: values of its period are unknown; nil when there is no reason.
  package var reasonNotToPublish: String? {
    unknown.isEmpty ? nil : "\(UnknownValues(report: self))"
  }
}
