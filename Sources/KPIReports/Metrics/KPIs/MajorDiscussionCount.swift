extension KPIDefinition {
  /// Which discussions mattered.
  static let majorDiscussions = KPIDefinition(
    id: "major-discussions", title: "Major discussions", question: "Which discussions mattered?", unit: .threads,
    better: .more, nature: .result, options: [.minPeople, .minComments],
    definition: {
      "Discussions of the team's own register that overlap the period and meet all six criteria: a significant "
        + "effect, several people, public, more than a small effort, not routine, planned and announced. Threads with "
        + "at least \($0.minPeople) people and \($0.minComments) comments in the period are proposed for the register "
        + "and not counted."
    },
    phrase: { _ in KPIPhrase("major discussion", "major discussions", "took place") },
    formula: .discussions { discussions, options, period in
      discussions.majors.finding(options, in: period, asOf: discussions.asOf)
    })
}
