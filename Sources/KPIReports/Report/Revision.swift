/// A value that readers were told as final and that comes out differently now.
package struct Revision: Sendable, Equatable {
  /// The period of the value.
  package let period: Period
  /// Whether the value is unknown now.
  let isUnknown: Bool
  private let first: String
  private let now: String
  private let means: String

  /// Compares a value with what readers were told of it at first; nil when it is shown as the same.
  ///
  /// `told` is what they were told of this value, by version of the definition, oldest version first.
  init?(of cell: Measurement, told: [ToldValue], method: String, minimum: Int) {
    guard let first = (told.first { $0.first.definition == cell.definition } ?? told.last)?.first else { return nil }
    // Stores of earlier releases did not keep what a rate rests on.
    if first.n == nil, first.value == cell.value { return nil }
    let before = ShownValue(Measurement(told: first, like: cell), minimum: minimum).text
    let after = cell.value == nil ? "unknown" : ShownValue(cell, minimum: minimum).text
    guard before != after else { return nil }
    period = cell.period
    isUnknown = cell.value == nil && cell.status == .unknown
    self.first = before
    now = after
    means =
      first.definition != cell.definition
      ? " by definition \(first.definition)" : first.method != method ? " by another definition" : ""
  }

  /// The revision as a footnote.
  package var note: String { "Revised: first published as \(first)\(means), now \(now)." }
}

extension Measurement {
  /// A value as readers were told it, in the place of one that is measured now.
  init(told: PublishedValue, like now: Measurement) {
    self.init(
      kpi: now.kpi, definition: told.definition, product: now.product, period: now.period, value: told.value,
      unit: now.unit, numerator: told.numerator, denominator: told.denominator ?? now.denominator, low: nil, high: nil,
      n: told.n, status: told.status, reason: nil, note: now.note, text: told.value == now.value ? now.text : nil)
  }

  /// Whether periods of different length are compared by the day.
  var isDaily: Bool { unit == .views }

  /// The value in which periods are compared: of views those of a day, so that a longer month has no more of them.
  var comparableValue: Double? { isDaily ? value.map { $0 / Double(period.days) } : value }
}
