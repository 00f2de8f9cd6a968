extension KPIDefinition {
  /// A number that people keep by hand.
  static let figure = KPIDefinition(
    id: "figure", title: "Figure", question: "What is a number that people keep by hand?", unit: .own("own"),
    better: .neither, nature: .activity, audience: .staff,
    options: KPIOption.identity + [.unit, .nature, .audience, .better],
    definition: { options in
      guard case .figure(let name) = options.input else {
        return "A number from facts/figures.csv or a wiki page, shown as it is written there."
      }
      return "The number that the team wrote down as “\(name)”, as it is written."
    },
    phrase: { _ in KPIPhrase("of a figure that is kept by hand") },
    formula: .figure)
}
