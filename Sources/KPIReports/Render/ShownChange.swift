/// A change in words and sign: readable without colour.
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
  /// The change: "▲ 18", "▼ 3 % a day", "no change".
  package let amount: String
  /// The change as a part of the value before: "+17 %".
  package let relative: String?

  /// Shows a change of a unit.
  package init(_ change: Change, unit: MeasureUnit, isMean: Bool) {
    let magnitude: String
    switch change.kind {
    case .absolute:
      magnitude = ShownValue(abs(change.difference), unit: unit, isMean: isMean).text
    case .points:
      let points = ShownValue.decimal(abs(change.difference), places: 0)
      magnitude = points == "1" ? "1 point" : "\(points) points"
    case .perDay:
      magnitude =
        change.relative.map { "\(ShownValue.decimal(abs($0) * 100, places: 0)) % a day" }
        ?? "\(ShownValue.decimal(abs(change.difference), places: 1)) a day"
    }
    guard magnitude.contains(where: { ("1"..."9").contains($0) }) else {
      direction = .same
      amount = "no change"
      relative = nil
      return
    }
    direction = change.difference > 0 ? .up : .down
    amount = "\(change.difference > 0 ? "▲" : "▼") \(magnitude)"
    let percentage = change.relative.map { ShownValue.decimal(abs($0) * 100, places: 0) }
    relative = percentage.flatMap { percentage in
      guard change.kind == .absolute, percentage != "0" else { return nil }
      return "\(change.difference > 0 ? "+" : "−")\(percentage) %"
    }
  }

  /// The whole change on one line.
  package var text: String { relative.map { "\(amount) (\($0))" } ?? amount }
}
