extension KPIDefinition {
  /// Whether the teams would recommend the support.
  static let netPromoterScore = KPIDefinition(
    id: "net-promoter-score", title: "Net Promoter Score", question: "Would the teams recommend the support?",
    unit: .points, better: .more, nature: .result, audience: .staff, options: KPIOption.identity + [.group],
    definition: { options in
      "100 times the share of the answers 9 and 10 minus that of 0 to 6, of those that were given in the "
        + "period\(SurveyWords.group(options)); from -100 to 100. The interval is the 95 % adjusted Wald interval (three "
        + "more answers, three quarters of one as promoters and as many as detractors; Rocks 2016), cut at the ends of "
        + "the scale. Fewer than \(Surveys.fewest) responses are not published."
    },
    phrase: { _ in KPIPhrase("point", "points", "of Net Promoter Score") },
    formula: .survey(.netPromoter))
}
