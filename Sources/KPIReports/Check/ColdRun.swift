/// What it takes to collect everything that a report needs into an empty store.
package struct ColdRun: Sendable {
  /// How many requests it takes.
  package let requests: Int
  /// How long it takes.
  package let time: Duration
  /// Whether it can be more: what a wiki does not count is not known.
  package let isAtLeast: Bool

  /// The finding that tells it.
  package var finding: CheckFinding { CheckFinding("a first run, with an empty store, takes \(words)") }

  /// "about 4 minutes: about 310 requests".
  var words: String {
    let about = isAtLeast ? "at least" : "about"
    let step = requests < 100 ? 1 : requests < 1_000 ? 10 : 100
    let rounded = (requests + step / 2) / step * step
    return "\(about) \(Self.words(of: time)): \(about) \(ShownValue.grouped("\(rounded)")) "
      + (rounded == 1 ? "request" : "requests")
  }

  /// A time to two digits, so that it is within a tenth of what it rounds.
  private static func words(of time: Duration) -> String {
    func text(_ value: Double, _ places: Int, _ one: String) -> String {
      let number = ShownValue.decimal(value, places: places)
      let short = number.hasSuffix(".0") ? String(number.dropLast(2)) : number
      return "\(short) \(one)\(short == "1" ? "" : "s")"
    }
    let seconds = max(1, time / .seconds(1))
    return switch seconds {
    case ..<30: text(seconds, 0, "second")
    case ..<100: text((seconds / 5).rounded() * 5, 0, "second")
    case ..<175: text((seconds / 10).rounded() * 10, 0, "second")
    case ..<570: text((seconds / 30).rounded() / 2, 1, "minute")
    case ..<5_700: text(seconds / 60, 0, "minute")
    default: text((min(seconds, 3.6e8) / 360).rounded() / 10, 1, "hour")
    }
  }
}
