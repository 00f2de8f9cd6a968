extension KPIDefinition {
  /// Who leaves from one period to the next.
  static let churnRate = KPIDefinition(
    id: "churn-rate", title: "Churn rate", question: "Who leaves from one period to the next?", unit: .share,
    better: .less, nature: .result, options: [.excludeReverted, .minN],
    definition: {
      "Of the people with an edit in the period before, the share without one in this one.\(ParticipationWords.uncounted($0))"
    },
    phrase: { _ in KPIPhrase("of the participants of the period before did not return") },
    formula: .participation(
      ParticipationFormula(
        finding: { tally, previous in
          .rate(previous.participants - tally.retained, of: previous.participants)
        },
        temporary: { _, previous in previous.temporaryParticipants }, looksBack: true)))
}
