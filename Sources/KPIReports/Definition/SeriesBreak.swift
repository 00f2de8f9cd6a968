/// A place in time where what is measured became something else, so that values before and after are not compared.
package struct SeriesBreak: Sendable, Equatable {
  /// The first period of the new kind.
  package var period: Period
  /// The KPI's id; nil for all KPIs.
  package var kpi: String?
  /// What happened, in a sentence.
  package var text: LinkedText
}

extension ReportDefinition {
  /// What the report's author wrote about a value, or about the series that begins with it.
  func sentence(on kpi: String, product: String?, in period: Period, kept: LinkedText? = nil) -> LinkedText? {
    notes.first { $0.kpi == kpi && $0.product == product && $0.period == period }?.text
      ?? kept ?? breaks(of: kpi).first { $0.period == period }?.text
  }

  /// Where the series of a KPI break.
  func breaks(of kpi: String) -> [SeriesBreak] { breaks.filter { $0.kpi == nil || $0.kpi == kpi } }
}

/// A part of the page that a report can ask for.
package enum ReportBlock: String, Sendable, CaseIterable {
  /// People by the period of their first edit, by how many stay.
  case cohorts
  /// The same KPI measured in other ways that would be as good.
  case robustness
}
