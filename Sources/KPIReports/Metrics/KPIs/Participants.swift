extension KPIDefinition {
  /// How many people take part.
  static let participants = KPIDefinition(
    id: "participants", title: "Participants", question: "How many people take part?", unit: .people, better: .more,
    nature: .activity, options: [.excludeReverted],
    definition: {
      "People with at least one edit in the period to the feedback pages.\(ParticipationWords.uncounted($0))"
    },
    phrase: { _ in KPIPhrase("person", "people", "took part on the feedback pages") },
    formula: .participation(
      ParticipationFormula(
        finding: { tally, _ in .count(tally.participants, n: tally.participants) })))
}
