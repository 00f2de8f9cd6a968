extension KPIDefinition {
  /// Whether a support page is worth its upkeep.
  static let viewsPerSupportPage = KPIDefinition(
    id: "views-per-support-page", title: "Views per support page", question: "Is a support page worth its upkeep?",
    unit: .views, better: .more, nature: .result,
    definition: { _ in "Support pageviews, divided by the support pages that existed in the period." },
    phrase: { _ in KPIPhrase("view", "views", "of each support page") },
    formula: .reading { reading, period in
      let existing = reading.existing(in: period)
      let standing = reading.standing(in: period)
      return (
        .rate(reading.views(in: period), of: existing),
        existing == 0 ? standing.explained("there was no support page") : standing
      )
    })
}
