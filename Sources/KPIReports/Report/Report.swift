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
    /// Whether the last value meets the target; nil where there is no target.
    package let verdict: Verdict?

    /// The value of the report's period.
    package var current: Measurement { cells[cells.count - 1] }
  }

  private struct RowKey: Hashable {
    let kpi: String
    let product: String?
  }

  /// What the report is about.
  package let definition: ReportDefinition
  /// What counts as now.
  package let asOf: Instant
  /// The shown periods, oldest first; the last one is the report's.
  package let periods: [Period]
  /// Every value that is shown.
  package let measurements: [Measurement]
  /// The rows of the whole report, in the order of its KPIs.
  package let rows: [Row]
  /// The rows of each product, in the report's order.
  package let products: [(name: String, rows: [Row])]
  /// What "people" leaves out in the report's period.
  package let exclusions: ParticipationExclusions
  /// The pages that the values rest on, each with its newest revision's place in time.
  package let pages: [PageFacts]
  /// The support pages that the values rest on.
  package let supportPages: [SupportPageFacts]
  /// What the report's page can have.
  package let features: WikiFeatures

  /// The report's period.
  package var period: Period { periods[periods.count - 1] }

  /// Measures a report and arranges the values.
  ///
  /// The periods are consecutive and oldest first, at least one.
  package init(_ definition: ReportDefinition, facts: ReportFacts, periods: [Period], asOf: Instant) {
    let measuring = Measuring(definition, facts: facts, asOf: asOf)
    let measurements = measuring.measurements(over: periods)
    let cellsByRow = Dictionary(grouping: measurements) { RowKey(kpi: $0.kpi, product: $0.product) }
    func rows(_ product: String?) -> [Row] {
      let requests = definition.kpis.filter { product == nil || $0.isByProduct(measurements) }
      return requests.map { request in
        let cells = cellsByRow[RowKey(kpi: request.kpi.id, product: product)] ?? []
        return Row(
          request: request, product: product, cells: cells, change: Change(cells, minimum: request.options.minN),
          // A target is for the team, not for each product.
          verdict: product == nil
            ? request.target.flatMap { target in cells.last.map { Verdict($0, target: target) } } : nil)
      }
    }
    self.definition = definition
    self.asOf = asOf
    self.periods = periods
    self.measurements = measurements
    self.rows = rows(nil)
    products = definition.products.map { ($0.name, rows($0.name)) }
    exclusions = measuring.exclusions(in: periods[periods.count - 1])
    pages = facts.pages
    features = facts.features
    supportPages = facts.products.flatMap(\.support).reduce(into: []) { pages, page in
      if !pages.contains(where: { $0.wiki == page.wiki && $0.pageID == page.pageID }) { pages.append(page) }
    }
  }

  /// Whether any product's row shows a KPI.
  package func isByProduct(_ request: KPIRequest) -> Bool { request.isByProduct(measurements) }

  /// The values that are unknown in the report's period: what keeps a page from being published.
  package var unknown: [Measurement] {
    measurements.filter { $0.status == .unknown && $0.period == period }
  }

  /// Why the report should not be published: values of its period are unknown; nil when there is no reason.
  package var reasonNotToPublish: String? {
    guard !unknown.isEmpty else { return nil }
    let reasons = Set(unknown.compactMap(\.reason)).sorted().joined(separator: "; ")
    return "\(unknown.count) values of \(period.label) are unknown (\(reasons)). Run again when the source answers, or "
      + "publish them as unknown with --allow-partial"
  }
}

extension KPIRequest {
  /// Whether a KPI says something of products: one from a table may be kept for the whole report alone.
  fileprivate func isByProduct(_ measurements: [Measurement]) -> Bool {
    guard kpi.family.isTable else { return true }
    return measurements.contains { $0.kpi == kpi.id && $0.product != nil && ($0.value != nil || $0.status == .unknown) }
  }
}
