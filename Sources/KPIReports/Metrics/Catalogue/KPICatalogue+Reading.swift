extension KPICatalogue {
  /// The KPIs from the pageviews of support pages.
  static var reading: [KPIDefinition] {
    [
      KPIDefinition(
        id: "support-pageviews", title: "Support pageviews", question: "Are the pages that support the products read?",
        version: 1, unit: .views, better: .more, nature: .result, audience: .community, family: .reading, options: [],
        definition: { _ in
          "Views of the support pages in the period by users, not by spiders or automated agents, redirects to the "
            + "pages included. Views, not readers."
        },
        phrase: { _ in KPIPhrase("view", "views", "of the support pages") }),
      KPIDefinition(
        id: "views-per-support-page", title: "Views per support page", question: "Is a support page worth its upkeep?",
        version: 1, unit: .views, better: .more, nature: .result, audience: .community, family: .reading,
        options: [],
        definition: { _ in "Support pageviews, divided by the support pages that existed in the period." },
        phrase: { _ in KPIPhrase("view", "views", "of each support page") }),
    ]
  }
}
