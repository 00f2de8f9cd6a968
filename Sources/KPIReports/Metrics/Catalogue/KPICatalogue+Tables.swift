extension KPICatalogue {
  /// The KPIs from surveys, and from numbers that people keep by hand.
  static var tables: [KPIDefinition] { surveys + figures }

  private static let declared: [KPIOption] = [.name, .title, .question, .definition]

  private static var surveys: [KPIDefinition] {
    [
      KPIDefinition(
        id: "satisfaction", title: "Satisfaction", question: "Are the teams content with the support that they get?",
        version: 1, unit: .points, better: .more, nature: .result, audience: .staff, family: .survey,
        options: declared + [.group],
        definition: { options in
          "Mean of the scores that were given in the period\(group(options)), on the survey's scale: 0 to 4 unless it "
            + "says otherwise. Of several statements it is the mean of their means. n is how many "
            + "\(options.countsResponses ? "people responded" : "scores were given"); the interval is the 95 % t interval, of "
            + "several statements the mean of theirs, which also holds where the same people scored them all, cut at the "
            + "ends of the scale. Fewer than \(Surveys.fewest) responses are not published, and a statement "
            + "with fewer answers is left out."
        },
        phrase: { _ in KPIPhrase("point", "points", "of satisfaction") }),
      KPIDefinition(
        id: "net-promoter-score", title: "Net Promoter Score", question: "Would the teams recommend the support?",
        version: 1, unit: .points, better: .more, nature: .result, audience: .staff, family: .survey,
        options: declared + [.group],
        definition: { options in
          "100 times the share of the answers 9 and 10 minus that of 0 to 6, of those that were given in the "
            + "period\(group(options)); from -100 to 100. The interval is the 95 % adjusted Wald interval (three more "
            + "answers, three quarters of one as promoters and as many as detractors; Rocks 2016), cut at the ends of the "
            + "scale. Fewer than "
            + "\(Surveys.fewest) responses are not published."
        },
        phrase: { _ in KPIPhrase("point", "points", "of Net Promoter Score") }),
    ]
  }

  private static var figures: [KPIDefinition] {
    [
      KPIDefinition(
        id: "figure", title: "Figure", question: "What is a number that people keep by hand?", version: 1,
        unit: .own("own"), better: .neither, nature: .activity, audience: .staff, family: .figures,
        options: declared + [.unit, .nature, .audience, .better],
        definition: { options in
          guard case .figure(let name) = options.input else {
            return "A number from facts/figures.csv or a wiki page, shown as it is written there."
          }
          return "The number that the team wrote down as “\(name)”, as it is written."
        },
        phrase: { _ in KPIPhrase("of a figure that is kept by hand") }),
      KPIDefinition(
        id: "share", title: "Share", question: "What part of a whole is it?", version: 1, unit: .share, better: .more,
        nature: .activity, audience: .staff, family: .figures,
        options: declared + [.numerator, .denominator, .nature, .audience, .better, .minN],
        definition: { options in
          guard case .share(let upper, of: let lower) = options.input else {
            return "One figure, or the length of one list on a wiki page, divided by another."
          }
          return "\(words(upper, isPart: true)), divided by \(words(lower, isPart: false))."
        },
        phrase: { _ in KPIPhrase("of a whole") }),
    ]
  }

  private static func group(_ options: KPIOptions) -> String {
    guard case .survey(let group?) = options.input else { return "" }
    return " to the statements of the group “\(group)”"
  }

  private static func words(_ part: SharePart, isPart: Bool) -> String {
    switch part {
    case .figure(let name): "\(isPart ? "The" : "the") number that the team wrote down as “\(name)”"
    case .list(let source):
      "\(isPart ? "The" : "the") items of the list on \(source.name) at the end of the period"
        + (source.column.map { " whose “\($0)” says yes" } ?? "")
    }
  }
}
