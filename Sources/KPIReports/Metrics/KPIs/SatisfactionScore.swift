extension KPIDefinition {
  /// Whether the teams are content with the support that they get.
  static let satisfaction = KPIDefinition(
    id: "satisfaction", title: "Satisfaction", question: "Are the teams content with the support that they get?",
    unit: .points, better: .more, nature: .result, audience: .staff, options: KPIOption.identity + [.group],
    definition: { options in
      "Mean of the scores that were given in the period\(SurveyWords.group(options)), on the survey's scale: 0 to 4 "
        + "unless it says otherwise. Of several statements it is the mean of their means. n is how many "
        + "\(options.countsResponses ? "people responded" : "scores were given"); the interval is the 95 % t interval, of "
        + "several statements the mean of theirs, which also holds where the same people scored them all, cut at the "
        + "ends of the scale. Fewer than \(Surveys.fewest) responses are not published, and a statement "
        + "with fewer answers is left out."
    },
    phrase: { _ in KPIPhrase("point", "points", "of satisfaction") },
    formula: .survey(.mean))
}
