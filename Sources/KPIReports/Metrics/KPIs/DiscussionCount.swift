extension KPIDefinition {
  /// How much is discussed on the feedback pages.
  static let discussions = KPIDefinition(
    id: "discussions", title: "Discussions", question: "How much is discussed on the feedback pages?",
    unit: .threads, better: .neither, nature: .activity,
    definition: { _ in
      "Threads on the feedback pages and their archives whose first comment lies in the period, bots' threads left "
        + "out. A thread that was moved counts once."
    },
    phrase: { _ in KPIPhrase("discussion", "discussions", "began on the feedback pages") },
    formula: .discussions { discussions, _, period in
      let begun = discussions.begun(in: period).count
      return (.count(begun, n: begun), discussions.standing(in: period))
    })
}
