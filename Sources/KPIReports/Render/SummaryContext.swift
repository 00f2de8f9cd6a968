/// What the edit summary's template is given.
package struct SummaryContext: Sendable {
  /// A number of the summary.
  struct Number: Sendable {
    let text: String
    let isLast: Bool
  }

  let report: String
  let period: String
  let numbers: [Number]
  /// How many values of the period are not known; nil when all are.
  let unknown: String?

  /// Formats a report's headline numbers.
  package init(_ report: Report) {
    self.report = report.definition.title
    period = report.period.label
    let headlines = report.headlines
    numbers = headlines.enumerated().map { place, headline in
      let change = headline.change.map { " (\($0.amount))" } ?? ""
      return Number(
        text: [headline.lead, headline.value.text, headline.noun, headline.phrase].compactMap(\.self)
          .filter { !$0.isEmpty }.joined(separator: " ") + change, isLast: place == headlines.count - 1)
    }
    let count = report.unknown.count
    unknown = count == 0 ? nil : "\(count)"
  }

  private init() {
    report = ""
    period = ""
    numbers = [Number(text: "", isLast: true)]
    unknown = ""
  }

  /// A context with something in every place, for checking templates.
  static let sample = SummaryContext()
}
