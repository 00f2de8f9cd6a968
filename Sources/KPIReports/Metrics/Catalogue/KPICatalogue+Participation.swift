extension KPICatalogue {
  /// The KPIs from the histories of feedback pages.
  static var participation: [KPIDefinition] { activity + returning + staying }

  private static var activity: [KPIDefinition] {
    [
      participation(
        "edits", "Edits", "How much is written on the feedback pages?", .edits, .neither, .activity,
        definition: { "Edits by people in the period to the feedback pages.\(uncounted($0))" },
        phrase: { _ in KPIPhrase("edit", "edits", "on the feedback pages") }),
      participation(
        "participants", "Participants", "How many people take part?", .people, .more, .activity,
        definition: { "People with at least one edit in the period to the feedback pages.\(uncounted($0))" },
        phrase: { _ in KPIPhrase("person", "people", "took part on the feedback pages") }),
      participation(
        "new-participants", "New participants", "How many people take part for the first time?", .people, .more,
        .activity,
        definition: {
          "People whose first edit ever to the feedback pages lies in the period. “Ever” reaches back to the "
            + "creation of the pages.\(uncounted($0))"
        },
        phrase: { _ in
          KPIPhrase(
            "person", "people", "took part for the first time",
            part: .init(of: "participants", "of them for the first time"))
        }),
    ]
  }

  private static var returning: [KPIDefinition] {
    [
      participation(
        "returning-participants", "Returning participants", "Do people come back to the feedback pages?", .people,
        .more, .result, options: [.minEdits, .distinctDays],
        definition: {
          "People with \(returns($0)) in the period to the feedback pages: a sign that they found it useful to talk "
            + "there.\(uncounted($0))"
        },
        phrase: { KPIPhrase("person", "people", "came back to a feedback page\(often($0))") }),
      participation(
        "new-returning-participants", "New returning participants", "Do new people come back?", .people, .more,
        .result, options: [.minEdits, .distinctDays],
        definition: {
          "People whose first edit ever to the feedback pages lies in the period, and who have \(returns($0)) in "
            + "it.\(uncounted($0))"
        },
        phrase: {
          KPIPhrase(
            "new person", "new people", "came back to a feedback page\(often($0))",
            part: .init(of: "returning-participants", "of them new"))
        }),
      participation(
        "returning-rate", "Returning rate", "What share of the participants come back?", .share, .more, .result,
        options: [.minEdits, .distinctDays],
        definition: {
          "Of the people with an edit in the period to the feedback pages, the share with "
            + "\(returns($0)).\(uncounted($0))"
        },
        phrase: { KPIPhrase("of the participants came back\(often($0))") }),
    ]
  }

  private static var staying: [KPIDefinition] {
    [
      participation(
        "newcomer-return-rate", "Newcomer return rate", "Do newcomers come back within a month?", .share, .more,
        .result, options: [.after, .within],
        definition: {
          "Of the period's new participants, the share with another edit later than \(days($0.after)) and within "
            + "\(days($0.within)) of their first. Not final until \(days($0.within)) after the period.\(uncounted($0))"
        },
        phrase: { KPIPhrase("of the new participants came back within \(days($0.within))") }),
      participation(
        "retention-rate", "Retention rate", "Who stays from one period to the next?", .share, .more, .result,
        definition: {
          "Of the people with an edit in the period before, the share with an edit in this one.\(uncounted($0))"
        },
        phrase: { _ in KPIPhrase("of the participants of the period before stayed") }),
      participation(
        "churn-rate", "Churn rate", "Who leaves from one period to the next?", .share, .less, .result,
        definition: {
          "Of the people with an edit in the period before, the share without one in this one.\(uncounted($0))"
        },
        phrase: { _ in KPIPhrase("of the participants of the period before did not return") }),
    ]
  }

  private static func participation(
    _ id: String, _ title: String, _ question: String, _ unit: MeasureUnit, _ better: KPIDefinition.Better,
    _ nature: KPINature, options: [KPIOption] = [], definition: @escaping @Sendable (KPIOptions) -> String,
    phrase: @escaping @Sendable (KPIOptions) -> KPIPhrase
  ) -> KPIDefinition {
    KPIDefinition(
      id: id, title: title, question: question, version: 1, unit: unit, better: better, nature: nature,
      audience: .community, family: .participation,
      options: options + [.excludeReverted] + (unit == .share ? [.minN] : []), definition: definition, phrase: phrase)
  }

  private static func returns(_ options: KPIOptions) -> String {
    options.distinctDays
      ? "edits on at least \(options.minEdits == 1 ? "1 day" : "\(options.minEdits) different days")"
      : "at least \(options.minEdits == 1 ? "1 edit" : "\(options.minEdits) edits")"
  }

  /// What a sentence adds where coming back means something else than usual.
  private static func often(_ options: KPIOptions) -> String {
    let usual = KPIOptions()
    guard options.minEdits != usual.minEdits || options.distinctDays != usual.distinctDays else { return "" }
    let what = options.distinctDays ? "day" : "edit"
    return " (\(options.minEdits) or more \(what)s)"
  }

  /// Which revisions are not counted.
  private static func uncounted(_ options: KPIOptions) -> String {
    " Revisions that change nothing, such as those that a move or a protection leaves, are not edits."
      + (options.excludeReverted ? " Edits that were undone are left out." : "")
  }

  private static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }
}
