extension KPIDefinition {
  /// Whether newcomers come back within a month.
  static let newcomerReturnRate = KPIDefinition(
    id: "newcomer-return-rate", title: "Newcomer return rate", question: "Do newcomers come back within a month?",
    unit: .share, better: .more, nature: .result, options: [.after, .within, .excludeReverted, .minN],
    definition: {
      "Of the period's new participants, the share with another edit later than \(KPIPhrase.days($0.after)) and within "
        + "\(KPIPhrase.days($0.within)) of their first. Not final until \(KPIPhrase.days($0.within)) after the "
        + "period.\(ParticipationWords.uncounted($0))"
    },
    phrase: { KPIPhrase("of the new participants came back within \(KPIPhrase.days($0.within))") },
    formula: .participation(
      ParticipationFormula(
        finding: { tally, _ in .rate(tally.newcomersReturned, of: tally.newcomers) },
        temporary: { tally, _ in tally.temporaryNewcomers }, looksAhead: true, needsPast: true)))
}
