extension KPIDefinition {
  /// What part of a whole something is.
  static let share = KPIDefinition(
    id: "share", title: "Share", question: "What part of a whole is it?", unit: .share, better: .more,
    nature: .activity, audience: .staff,
    options: KPIOption.identity + [.numerator, .denominator, .nature, .audience, .better, .minN],
    definition: { options in
      guard case .share(let upper, of: let lower) = options.input else {
        return "One figure, or the length of one list on a wiki page, divided by another."
      }
      return "\(words(upper, isPart: true)), divided by \(words(lower, isPart: false))."
    },
    phrase: { _ in KPIPhrase("of a whole") },
    formula: .share)

  private static func words(_ part: SharePart, isPart: Bool) -> String {
    switch part {
    case .figure(let name): "\(isPart ? "The" : "the") number that the team wrote down as “\(name)”"
    case .list(let source):
      "\(isPart ? "The" : "the") items of the list on \(source.name) at the end of the period"
        + (source.column.map { " whose “\($0)” says yes" } ?? "")
    }
  }
}
