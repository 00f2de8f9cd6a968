extension Report {
  /// The values of the report's period whose source is behind: they come, or become final, by themselves.
  package var late: [Measurement] { followed.filter(\.isLate) }

  /// Whether values of the report's period can still come: some are unknown, or their source is behind.
  package var isIncomplete: Bool { followed.contains { $0.isLate || $0.status == .unknown } }

  /// What the report waits for, in a sentence without its full stop; nil when it waits for nothing.
  package var reasonToWait: String? {
    let late = late
    guard !late.isEmpty else { return nil }
    let reasons = Set(late.compactMap(\.reason)).sorted()
    let more = reasons.count > 3 ? "; and \(reasons.count - 3) more" : ""
    return
      (late.count == 1
      ? "1 value of \(period.label) waits for its source "
      : "\(late.count) values of \(period.label) wait for their source ")
      + "(\(reasons.prefix(3).joined(separator: "; "))\(more))"
  }

  /// The values of the report's period whose KPIs are followed.
  private var followed: [Measurement] {
    let retired = definition.kpis.filter(\.isRetired).map(\.kpi.id)
    return measurements.filter { $0.period == period && !retired.contains($0.kpi) }
  }
}
