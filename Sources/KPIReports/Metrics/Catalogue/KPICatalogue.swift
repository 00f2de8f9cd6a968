/// Everything that can be measured: a KPI is a file in `Metrics/KPIs` and a line here.
package enum KPICatalogue {
  /// All KPIs, in the order in which they are listed.
  package static let all: [KPIDefinition] = [
    .edits,
    .participants,
    .newParticipants,
    .returningParticipants,
    .newReturningParticipants,
    .returningRate,
    .newcomerReturnRate,
    .retentionRate,
    .churnRate,
    .supportPageviews,
    .viewsPerSupportPage,
    .discussions,
    .majorDiscussions,
    .volunteerShare,
    .firstResponseTime,
    .answeredInTime,
    .soloThreads,
    .satisfaction,
    .netPromoterScore,
    .figure,
    .share,
    .sql,
  ]

  /// The definition of an id.
  package static func definition(_ id: String) -> KPIDefinition? { all.first { $0.id == id } }
}
