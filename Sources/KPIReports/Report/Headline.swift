extension Report {
  /// A number that says what happened, in a sentence.
  package struct Headline: Sendable {
    /// What stands before the value: "unanticipated clashes"; nil where a sentence follows it.
    package let lead: String?
    /// The value as it is shown.
    package let value: ShownValue
    /// What is counted: "people"; nil for shares.
    package let noun: String?
    /// What happened: "came back to a feedback page".
    package let phrase: String
    /// Whether it counts some of those that the headline before counts.
    package let isPart: Bool
    /// How it differs from the period before.
    package let change: ShownChange?
  }

  /// As many numbers make the sentence at the top.
  private static let headlineCount = 4

  /// The headlines of the report's period: the first result of each family, then the next ones.
  ///
  /// Values that are not final are taken only where there are no others, and activity only where there are no results.
  package var headlines: [Headline] {
    let known = rows.filter { row in
      // No support page existed yet.
      let isEmpty = row.current.unit == .views && row.current.n == 0
      return row.current.value != nil && !row.request.isRetired && !isEmpty
    }
    let candidates = [
      known.filter { $0.current.status == .complete && $0.request.kpi.nature == .result },
      known.filter { $0.current.status == .complete }, known,
    ]
    let chosen = Self.choice(of: candidates.first { !$0.isEmpty } ?? [])
    return chosen.enumerated().map { place, row in
      let phrase = row.request.kpi.phrase(row.request.options)
      let part = place == 0 ? nil : row.part(of: chosen[place - 1])
      return Headline(
        lead: part == nil ? phrase.lead : nil, value: row.shown(row.current),
        noun: part == nil ? phrase.noun(of: row.current.value) : nil,
        phrase: part ?? phrase.text, isPart: part != nil, change: row.shownChange)
    }
  }

  /// As many rows as make the sentence, in the report's order, with one of each family at least.
  private static func choice(of rows: [Row]) -> [Row] {
    let firsts = rows.indices.filter { place in
      !rows[..<place].contains { $0.request.kpi.family == rows[place].request.kpi.family }
    }
    let others = rows.indices.filter { !firsts.contains($0) }
    return (firsts + others).prefix(headlineCount).sorted().map { rows[$0] }
  }
}

extension Report.Row {
  /// A value of the row as it is shown.
  package func shown(_ cell: Measurement) -> ShownValue { ShownValue(cell, minimum: request.options.minN) }

  /// The change as it is shown.
  package var shownChange: ShownChange? {
    change.map { ShownChange($0, kpi: request.kpi, isMean: current.isMean) }
  }

  /// The change over a year as it is shown.
  package var shownYearChange: ShownChange? {
    yearChange.map { ShownChange($0, kpi: request.kpi, isMean: current.isMean) }
  }

  /// What to say of this row where the row before counts those that it counts some of.
  fileprivate func part(of whole: Report.Row) -> String? {
    guard let part = request.kpi.phrase(request.options).part, part.whole == whole.request.kpi.id,
      request.options == whole.request.options, whole.current.status == current.status
    else { return nil }
    return part.text
  }

  /// The target in words: "≥ 100".
  package var targetText: String? {
    guard product == nil, !request.isRetired, let target = request.target else { return nil }
    let value = ShownValue(exactly: target.value, unit: request.kpi.unit)
    return "\(target.comparison.symbol) \(value.text)"
  }

  /// Whether the target is met, in words.
  package var verdictText: String? {
    switch verdict {
    case nil: nil
    case .met: "met"
    case .open: "not known yet"
    case .tooFew: "too few to tell"
    case .missed(let distance, let orMore):
      "missed by \(Self.distance(distance, unit: request.kpi.unit))\(orMore ? " or more" : "")"
    }
  }

  private static func distance(_ distance: Double, unit: MeasureUnit) -> String {
    let text = unit == .share ? ShownChange.points(distance * 100) : ShownValue(distance, unit: unit).text
    return text.contains { ("1"..."9").contains($0) } ? text : "very little"
  }
}
