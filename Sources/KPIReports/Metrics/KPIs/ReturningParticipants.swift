extension KPIDefinition {
  /// Whether people come back to the feedback pages.
  static let returningParticipants = KPIDefinition(
    id: "returning-participants", title: "Returning participants",
    question: "Do people come back to the feedback pages?", unit: .people, better: .more, nature: .result,
    options: [.minEdits, .distinctDays, .excludeReverted],
    definition: {
      "People with \(ParticipationWords.returns($0)) in the period to the feedback pages: a sign that they found it useful to talk "
        + "there.\(ParticipationWords.uncounted($0))"
    },
    phrase: { KPIPhrase("person", "people", "came back to a feedback page\(ParticipationWords.often($0))") },
    formula: .participation(
      ParticipationFormula(
        finding: { tally, _ in .count(tally.returning, n: tally.participants) })))
}
