extension KPIDefinition {
  /// Whether new people come back in the period of their first edit.
  static let newReturningParticipants = KPIDefinition(
    id: "new-returning-participants", title: "New returning participants", question: "Do new people come back?",
    unit: .people, better: .more, nature: .result, options: [.minEdits, .distinctDays, .excludeReverted],
    definition: {
      "People whose first edit ever to the feedback pages lies in the period, and who have \(ParticipationWords.returns($0)) in "
        + "it.\(ParticipationWords.uncounted($0))"
    },
    phrase: {
      KPIPhrase(
        "new person", "new people", "came back to a feedback page\(ParticipationWords.often($0))",
        part: .init(of: "returning-participants", "of them new"))
    },
    formula: .participation(
      ParticipationFormula(
        finding: { tally, _ in .count(tally.newReturning, n: tally.participants) },
        temporary: { tally, _ in tally.temporaryNewReturning }, needsPast: true)))
}
