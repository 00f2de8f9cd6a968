extension KPIDefinition {
  /// How many people take part for the first time.
  static let newParticipants = KPIDefinition(
    id: "new-participants", title: "New participants", question: "How many people take part for the first time?",
    unit: .people, better: .more, nature: .activity, options: [.excludeReverted],
    definition: {
      "People whose first edit ever to the feedback pages lies in the period. “Ever” reaches back to the "
        + "creation of the pages.\(ParticipationWords.uncounted($0))"
    },
    phrase: { _ in
      KPIPhrase(
        "person", "people", "took part for the first time",
        part: .init(of: "participants", "of them for the first time"))
    },
    formula: .participation(
      ParticipationFormula(
        finding: { tally, _ in .count(tally.newcomers, n: tally.participants) },
        temporary: { tally, _ in tally.temporaryNewcomers }, needsPast: true)))
}
