extension KPIDefinition {
  /// Who stays from one period to the next.
  static let retentionRate = KPIDefinition(
    id: "retention-rate", title: "Retention rate", question: "Who stays from one period to the next?", unit: .share,
    better: .more, nature: .result, options: [.excludeReverted, .minN],
    definition: {
      "Of the people with an edit in the period before, the share with an edit in this one.\(ParticipationWords.uncounted($0))"
    },
    phrase: { _ in KPIPhrase("of the participants of the period before stayed") },
    formula: .participation(
      ParticipationFormula(
        finding: { tally, previous in .rate(tally.retained, of: previous.participants) },
        temporary: { _, previous in previous.temporaryParticipants }, looksBack: true)))
}
