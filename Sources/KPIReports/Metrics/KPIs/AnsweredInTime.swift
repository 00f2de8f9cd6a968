extension KPIDefinition {
  /// Whether people get a response in time.
  static let answeredInTime = KPIDefinition(
    id: "answered-in-time", title: "Answered in time", question: "Do people get a response in time?", unit: .share,
    better: .more, nature: .result, options: [.by, .within, .minN],
    definition: {
      "Of the threads that begin in the period, by anyone but staff or a bot, the share with a comment by "
        + "\($0.responder.words) within \(KPIPhrase.days($0.within)). Threads younger than that are not judged yet."
    },
    phrase: { KPIPhrase("of the threads had a response within \(KPIPhrase.days($0.within))") },
    defaults: KPIOptions(within: 7),
    formula: .discussions { discussions, options, period in
      discussions.responses(to: discussions.foreign(in: period), by: options.responder)
        .inTime(options.within, discussions.standing(in: period))
    })
}
