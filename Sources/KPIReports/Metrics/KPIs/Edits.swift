extension KPIDefinition {
  /// How much is written on the feedback pages.
  static let edits = KPIDefinition(
    id: "edits", title: "Edits", question: "How much is written on the feedback pages?", unit: .edits,
    better: .neither, nature: .activity, options: [.excludeReverted],
    definition: { "Edits by people in the period to the feedback pages.\(ParticipationWords.uncounted($0))" },
    phrase: { _ in KPIPhrase("edit", "edits", "on the feedback pages") },
    formula: .participation(
      ParticipationFormula(
        finding: { tally, _ in .count(tally.edits, n: tally.edits) })))
}
