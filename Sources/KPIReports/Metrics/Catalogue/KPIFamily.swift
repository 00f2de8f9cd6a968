extension KPIDefinition {
  /// What a KPI is measured from.
  package enum Family: String, Sendable {
    /// The histories of feedback pages.
    case participation
    /// The pageviews of support pages.
    case reading
    /// The threads of feedback pages.
    case discussions
    /// Answers to surveys.
    case survey
    /// Numbers and lists that people keep by hand.
    case figures
    /// The fact store, by a query of the report's own.
    case query
  }

  /// What it is measured from.
  package var family: Family {
    switch formula {
    case .participation: .participation
    case .reading: .reading
    case .discussions: .discussions
    case .survey: .survey
    case .figure, .share: .figures
    case .query: .query
    }
  }
}

extension KPIDefinition.Family {
  /// Whether it is measured from tables or by a query, and needs no pages of products.
  var isTable: Bool {
    switch self {
    case .survey, .figures, .query: true
    case .participation, .reading, .discussions: false
    }
  }

  /// Where the facts come from, in words.
  package var source: String {
    switch self {
    case .participation: "the histories of the products' feedback pages, from the wikis' API"
    case .reading: "the daily views of the products' support pages, from the pageviews API"
    case .discussions:
      "the threads on the products' feedback pages, from the wikis' DiscussionTools, and facts/discussions.csv"
    case .survey: "the answers in facts/survey.csv of the report's folder"
    case .figures: "the numbers in facts/figures.csv of the report's folder, or on wiki pages"
    case .query: "the fact store, by a query of the report's own"
    }
  }
}
