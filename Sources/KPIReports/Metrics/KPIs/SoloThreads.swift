extension KPIDefinition {
  /// Whether anybody responds at all.
  static let soloThreads = KPIDefinition(
    id: "solo-threads", title: "Solo threads", question: "Does anybody respond at all?", unit: .share, better: .less,
    nature: .result, options: [.within, .minN],
    definition: {
      "Of the threads that begin in the period, bots' threads left out, the share in which nobody but the author "
        + "spoke within \(KPIPhrase.days($0.within)), bots aside. Threads younger than that are not judged yet."
    },
    phrase: { KPIPhrase("of the threads stayed without a word by others for \(KPIPhrase.days($0.within))") },
    defaults: KPIOptions(within: 7),
    formula: .discussions { discussions, options, period in
      discussions.responses(to: discussions.begun(in: period), by: .anyone)
        .without(options.within, discussions.standing(in: period))
    })
}
