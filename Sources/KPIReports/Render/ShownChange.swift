/// A change in words and sign: readable without colour, and without seeing the sign.
package struct ShownChange: Sendable, Equatable {
  /// Which way the value went.
  package enum Direction: Sendable {
    /// It rose.
    case up
    /// It fell.
    case down
    /// It stayed as it is shown.
    case same
  }

  /// Which way the value went.
  package let direction: Direction
  /// Whether that is what a team wants; nil where the KPI has no such direction, or the value stayed.
  package let isBetter: Bool?
  /// The change as a part of the value before: "+17 %".
  package let relative: String?
  /// By how much: "18", "1 point", "3 %".
  private let magnitude: String
  /// "more", "fewer", "less".
  private let word: String
  /// What the magnitude is for: " a day".
  private let per: String

  /// Shows a change of a KPI's value.
  package init(_ change: Change, kpi: KPIDefinition, isMean: Bool) {
    switch change.kind {
    case .absolute:
      magnitude = ShownValue(abs(change.difference), unit: kpi.unit, isMean: isMean).text
    case .points:
      magnitude = Self.points(abs(change.difference))
    case .perDay:
      magnitude =
        change.relative.map(Self.percentage)
        ?? ShownValue.decimal(abs(change.difference), places: 1)
    }
    per = change.kind == .perDay ? " a day" : ""
    guard magnitude.contains(where: { ("1"..."9").contains($0) }) else {
      (direction, isBetter, relative, word) = (.same, nil, nil, "")
      return
    }
    let isUp = change.difference > 0
    direction = isUp ? .up : .down
    isBetter =
      switch kpi.better {
      case .more: isUp
      case .less: !isUp
      case .neither: nil
      }
    word = isUp ? "more" : kpi.unit.isCounted ? "fewer" : "less"
    relative = change.relative.flatMap { part in
      guard change.kind == .absolute, abs(part) >= 0.005 else { return nil }
      return "\(isUp ? "+" : "−")\(Self.percentage(part))"
    }
  }

  /// A change as a part of the value before: "17 %"; one that leaves something is never "100 %".
  private static func percentage(_ part: Double) -> String {
    let percent = abs(part) * 100
    if part > -1, part < 0, percent >= 99.5 {
      return "\(ShownValue.decimal((percent * 10).rounded(.down) / 10, places: 1)) %"
    }
    return "\(ShownValue.decimal(percent, places: 0)) %"
  }

  /// Percentage points: "1 point", "12 points".
  static func points(_ number: Double) -> String {
    let points = ShownValue.decimal(number, places: 0)
    return points == "1" ? "1 point" : "\(points) points"
  }

  /// The change by its sign: "▲ 18", "▼ 3 % a day", "no change".
  package var amount: String {
    direction == .same ? "no change\(per)" : "\(direction == .up ? "▲" : "▼") \(magnitude)\(per)"
  }

  /// The change in sign and words: "▲ 18 more", "▼ 3 % fewer a day", "no change".
  package var words: String {
    direction == .same ? amount : "\(direction == .up ? "▲" : "▼") \(magnitude) \(word)\(per)"
  }

  /// The change in sign and words, with what it is a change from: "▲ 18 more than in September".
  package func words(since period: String) -> String {
    direction == .same ? "\(amount) from \(period)" : "\(words) than in \(period)"
  }

  /// The whole change on one line, by its sign.
  package var text: String { relative.map { "\(amount) (\($0))" } ?? amount }
}

extension MeasureUnit {
  /// Whether one says "fewer" of it, and not "less".
  fileprivate var isCounted: Bool {
    switch self {
    case .people, .edits, .views, .threads: true
    case .share, .days, .points, .own: false
    }
  }
}
