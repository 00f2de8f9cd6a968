extension KPICatalogue {
  /// The KPIs from the threads on feedback pages.
  static var discussions: [KPIDefinition] { talk + responses }

  private static var talk: [KPIDefinition] {
    [
      discussion(
        "discussions", "Discussions", "How much is discussed on the feedback pages?", .threads, .neither, .activity,
        definition: { _ in
          "Threads on the feedback pages and their archives whose first comment lies in the period, bots' threads left "
            + "out. A thread that was moved counts once."
        },
        phrase: { _ in KPIPhrase("discussion", "discussions", "began on the feedback pages") }),
      discussion(
        "major-discussions", "Major discussions", "Which discussions mattered?", .threads, .more, .result,
        options: [.minPeople, .minComments],
        definition: {
          "Discussions of the team's own register that overlap the period and meet all six criteria: a significant "
            + "effect, several people, public, more than a small effort, not routine, planned and announced. Threads with "
            + "at least \($0.minPeople) people and \($0.minComments) comments in the period are proposed for the register "
            + "and not counted."
        },
        phrase: { _ in KPIPhrase("major discussion", "major discussions", "took place") }),
      discussion(
        "volunteer-share", "Volunteer share", "Who speaks: people or staff?", .share, .neither, .activity,
        definition: { _ in
          "Comments by people in the period, as a share of the comments by people and staff, on the feedback pages and "
            + "their archives. Beware: listening can matter more than talking."
        },
        phrase: { _ in KPIPhrase("of the comments were by people who are not staff") }),
    ]
  }

  private static var responses: [KPIDefinition] {
    [
      discussion(
        "first-response-time", "First response, days", "How long do people wait for a response?", .days, .less, .result,
        options: [.by],
        definition: {
          "Median time from the start of a thread to the first comment by \(responder($0)). The threads are those that "
            + "begin in the period, by anyone but staff or a bot. One without a response counts as waiting until now "
            + "(Kaplan–Meier); where too few have one, the median is only known to be more than a time."
        },
        phrase: { KPIPhrase("day", "days", "passed until half of the threads had a response by \(responder($0))") }),
      discussion(
        "answered-in-time", "Answered in time", "Do people get a response in time?", .share, .more, .result,
        options: [.by, .within],
        definition: {
          "Of the threads that begin in the period, by anyone but staff or a bot, the share with a comment by "
            + "\(responder($0)) within \(days($0.within)). Threads younger than that are not judged yet."
        },
        phrase: { KPIPhrase("of the threads had a response within \(days($0.within))") }),
      discussion(
        "solo-threads", "Solo threads", "Does anybody respond at all?", .share, .less, .result, options: [.within],
        definition: {
          "Of the threads that begin in the period, bots' threads left out, the share in which nobody but the author "
            + "spoke within \(days($0.within)), bots aside. Threads younger than that are not judged yet."
        },
        phrase: { KPIPhrase("of the threads stayed without a word by others for \(days($0.within))") }),
    ]
  }

  private static func discussion(
    _ id: String, _ title: String, _ question: String, _ unit: MeasureUnit, _ better: KPIDefinition.Better,
    _ nature: KPINature, options: [KPIOption] = [], definition: @escaping @Sendable (KPIOptions) -> String,
    phrase: @escaping @Sendable (KPIOptions) -> KPIPhrase
  ) -> KPIDefinition {
    var defaults = KPIOptions()
    defaults.within = 7
    return KPIDefinition(
      id: id, title: title, question: question, version: 1, unit: unit, better: better, nature: nature,
      audience: .community, family: .discussions, options: options + (unit == .share ? [.minN] : []),
      definition: definition, phrase: phrase, defaults: defaults)
  }

  private static func responder(_ options: KPIOptions) -> String {
    switch options.responder {
    case .staff: "staff"
    case .anyone: "anybody but the author or a bot"
    }
  }

  private static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }
}
