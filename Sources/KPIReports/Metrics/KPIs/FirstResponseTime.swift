extension KPIDefinition {
  /// How long people wait for a response.
  static let firstResponseTime = KPIDefinition(
    id: "first-response-time", title: "First response, days", question: "How long do people wait for a response?",
    unit: .days, better: .less, nature: .result, options: [.by],
    definition: {
      "Median time from the start of a thread to the first comment by \($0.responder.words). The threads are those that "
        + "begin in the period, by anyone but staff or a bot. One without a response counts as waiting until now "
        + "(Kaplan–Meier); where too few have one, the median is only known to be more than a time."
    },
    phrase: { KPIPhrase("day", "days", "passed until half of the threads had a response by \($0.responder.words)") },
    formula: .discussions { discussions, options, period in
      discussions.responses(to: discussions.foreign(in: period), by: options.responder)
        .time(discussions.standing(in: period))
    })
}
