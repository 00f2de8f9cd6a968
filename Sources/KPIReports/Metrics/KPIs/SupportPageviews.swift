extension KPIDefinition {
  /// Whether the pages that support the products are read.
  static let supportPageviews = KPIDefinition(
    id: "support-pageviews", title: "Support pageviews", question: "Are the pages that support the products read?",
    unit: .views, better: .more, nature: .result,
    definition: { _ in
      "Views of the support pages in the period by users, not by spiders or automated agents, redirects to the "
        + "pages included. Views, not readers."
    },
    phrase: { _ in KPIPhrase("view", "views", "of the support pages") },
    formula: .reading { reading, period in
      (.count(reading.views(in: period), n: reading.existing(in: period)), reading.standing(in: period))
    })
}
