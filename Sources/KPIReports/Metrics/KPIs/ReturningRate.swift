extension KPIDefinition {
  /// What share of the participants come back.
  static let returningRate = KPIDefinition(
    id: "returning-rate", title: "Returning rate", question: "What share of the participants come back?",
    unit: .share, better: .more, nature: .result, options: [.minEdits, .distinctDays, .excludeReverted, .minN],
    definition: {
      "Of the people with an edit in the period to the feedback pages, the share with "
        + "\(ParticipationWords.returns($0)).\(ParticipationWords.uncounted($0))"
    },
    phrase: { KPIPhrase("of the participants came back\(ParticipationWords.often($0))") },
    formula: .participation(
      ParticipationFormula(
        finding: { tally, _ in .rate(tally.returning, of: tally.participants) })))
}
