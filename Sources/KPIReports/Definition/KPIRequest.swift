/// A KPI that a report asks for.
package struct KPIRequest: Sendable, Equatable {
  /// What is measured.
  package var kpi: KPIDefinition
  /// How it is measured.
  package var options: KPIOptions
  /// What the team wants the value to be.
  package var target: Target?
  /// Whether it is no longer followed, and only keeps its history.
  package var isRetired = false
  /// The version of the definition that all periods are measured by; nil for the newest, where what readers were told
  /// by an older one stays.
  package var pinnedVersion: Int?

  /// The version of the definition that the report measures by.
  package var version: Int { pinnedVersion ?? kpi.version }
}

/// How a KPI is measured, where the report may choose.
package struct KPIOptions: Sendable, Equatable {
  /// Edits, or days, in one period that make a person a returning one; at least 1.
  package var minEdits = 2
  /// Whether days with an edit are counted rather than edits.
  package var distinctDays = false
  /// Whether edits that were undone are left out.
  package var excludeReverted = false
  /// A newcomer's next edit counts when it comes more than this many days after the first.
  package var after = 1
  /// A newcomer's next edit counts when it comes at most this many days after the first.
  package var within: Int
  /// A rate of fewer units than this is shown as a fraction.
  package var minN = 5
  /// Whose response to a thread counts.
  package var responder = Responder.staff
  /// A thread with as many people in the period is a candidate for the register of major discussions.
  package var minPeople = 5
  /// A thread with as many comments in the period is a candidate for the register of major discussions.
  package var minComments = 10
  /// What it is measured from, where the report names it.
  package var input: KPIInput?
  /// Whether the answers to a survey are known by response.
  package var countsResponses = false

  /// The defaults; those of some KPIs have other days.
  package init(within: Int = 30) { self.within = within }
}

/// Whose comment is a response to a thread.
package enum Responder: String, Sendable, CaseIterable {
  /// Staff.
  case staff
  /// Anyone but a bot or the author.
  case anyone

  /// Who that is, in words.
  var words: String {
    switch self {
    case .staff: "staff"
    case .anyone: "anybody but the author or a bot"
    }
  }
}

/// What a team wants a value to be.
package struct Target: Sendable, Equatable {
  /// How a value is compared with the target.
  package enum Comparison: String, Sendable, CaseIterable {
    /// The value or more.
    case atLeast = ">="
    /// The value or less.
    case atMost = "<="
    /// More than the value.
    case more = ">"
    /// Less than the value.
    case less = "<"
    /// The value itself.
    case equal = "="

    /// The sign as it is shown.
    package var symbol: String {
      switch self {
      case .atLeast: "≥"
      case .atMost: "≤"
      default: rawValue
      }
    }
  }

  /// How a value is compared with ``value``.
  package var comparison: Comparison
  /// The value, a share as 0 to 1.
  package var value: Double

  /// Makes a target from its parts.
  package init(comparison: Comparison, value: Double) {
    self.comparison = comparison
    self.value = value
  }

  /// Reads `>= 40`, `≤ 2.5` or, for a share, `>= 40 %`; anything else is nil.
  package init?(_ text: String) {
    let comparisons = Comparison.allCases.flatMap { [($0.rawValue, $0), ($0.symbol, $0)] }
    guard let (sign, comparison) = comparisons.first(where: { text.hasPrefix($0.0) }) else { return nil }
    var number = text.dropFirst(sign.count).filter { !$0.isWhitespace }.replacing("−", with: "-")
    let isPercentage = number.hasSuffix("%")
    if isPercentage { number.removeLast() }
    guard number.drop(while: { "+-".contains($0) }).first?.isNumber == true, let value = Double(number), value.isFinite
    else { return nil }
    self.init(comparison: comparison, value: isPercentage ? value / 100 : value)
  }
}
