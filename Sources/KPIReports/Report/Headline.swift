extension Report {
  /// A number that says what happened, in a sentence.
  package struct Headline: Sendable {
    /// The value as it is shown.
    package let value: ShownValue
    /// What it counts: "people came back to a feedback page".
    package let phrase: String
    /// How it differs from the period before.
    package let change: ShownChange?
  }

  /// As many numbers make the sentence at the top.
  private static let headlineCount = 3

  /// The first results of the report's period, those that are not final only where there are no others.
  package var headlines: [Headline] {
    let known = rows.filter { $0.current.value != nil }
    let candidates = [
      known.filter { $0.current.status == .complete && $0.request.kpi.nature == .result },
      known.filter { $0.current.status == .complete }, known,
    ]
    return (candidates.first { !$0.isEmpty } ?? []).prefix(Self.headlineCount).map { row in
      Headline(
        value: ShownValue(row.current, minimum: row.request.options.minN),
        phrase: row.request.kpi.phrase(row.request.options),
        change: row.change.map {
          ShownChange($0, unit: row.current.unit, isMean: row.current.denominator != nil)
        })
    }
  }
}

extension Report.Row {
  /// The target in words: "≥ 100".
  package var targetText: String? {
    guard product == nil, let target = request.target else { return nil }
    let value = ShownValue(target.value, unit: request.kpi.unit)
    return "\(target.comparison.symbol) \(value.text)"
  }

  /// Whether the target is met, in words.
  package var verdictText: String? {
    switch verdict {
    case nil: nil
    case .met: "met"
    case .open: "not known yet"
    case .missed(let distance): "missed by \(Self.distance(distance, unit: request.kpi.unit))"
    }
  }

  private static func distance(_ distance: Double, unit: MeasureUnit) -> String {
    unit == .share
      ? "\(ShownValue.decimal(distance * 100, places: 0)) points" : ShownValue(distance, unit: unit).text
  }
}
