extension Report {
  /// Rows of one kind, that speak of the same people.
  package struct RowGroup: Sendable {
    /// What they are: "Results", or "Results for staff" where a report has rows for both.
    package let title: String
    /// Whether they show what came of the work.
    package let isResults: Bool
    /// The rows, in the report's order.
    package let rows: [Row]
  }

  /// Rows as they are shown: results before activity, what communities see apart from what a team and its partners do.
  package static func groups(of rows: [Row]) -> [RowGroup] {
    let rows = rows.filter { !$0.request.isRetired }
    let present = [KPIDefinition.Audience.community, .staff].filter { audience in
      rows.contains { $0.request.kpi.audience == audience }
    }
    let natures: [(KPINature, String)] = [(.result, "Results"), (.activity, "Activity")]
    return natures.flatMap { nature, name in
      present.compactMap { audience in
        let members = rows.filter { $0.request.kpi.nature == nature && $0.request.kpi.audience == audience }
        guard !members.isEmpty else { return nil }
        let isApart = present.count > 1 || audience == .staff
        return RowGroup(
          title: isApart ? "\(name) for \(audience.people)" : name, isResults: nature == .result,
          rows: members)
      }
    }
  }

  /// The rows of the whole report that are no longer followed.
  package var retired: [Row] { rows.filter(\.request.isRetired) }
}
