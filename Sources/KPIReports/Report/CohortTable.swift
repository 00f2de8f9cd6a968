/// People by the period of their first edit to the feedback pages of all products, by how many have an edit in each
/// later period.
package struct CohortTable: Sendable, Equatable {
  /// The people who came in one period, or before all of them.
  package struct Row: Sendable, Equatable {
    /// The period of the first edit; nil for those who came before.
    package let period: Period?
    /// What is shown for each period, oldest first.
    package let cells: [Cell]
  }

  /// How many of a row's people have an edit in a period.
  package enum Cell: Sendable, Equatable {
    /// The period was over when they came.
    case none
    /// The facts could not be read.
    case unknown
    /// All of them: they came in this period, or it is not known how many there are.
    case all(Int)
    /// Some of those who came.
    case some(Int, of: Int)
  }

  /// The shown periods, oldest first.
  package let periods: [Period]
  /// The rows, oldest people first.
  package let rows: [Row]
  /// The periods whose numbers can still grow.
  package let open: [Period]

  init(_ measuring: Measuring, periods: [Period]) {
    let (tally, standings) = measuring.cohorts(over: periods)
    self.periods = periods
    open = zip(periods, standings).filter { $0.1.status == .partial }.map(\.0)
    rows = tally.counts.enumerated().map { cohort, counts in
      // The first cohort is of those who came before.
      let cells = counts.indices.map { place -> Cell in
        let from = max(0, cohort - 1)
        guard place >= from else { return .none }
        guard standings[from...place].allSatisfy({ $0.status != .unknown }) else { return .unknown }
        return cohort == 0 || place == from ? .all(counts[place]) : .some(counts[place], of: counts[from])
      }
      return Row(period: cohort == 0 ? nil : periods[cohort - 1], cells: cells)
    }
  }
}

extension CohortTable.Row {
  /// Whom the row is about: "May 2026", or "before May 2026".
  package func label(first: Period) -> String { period?.labelInTable ?? "before \(first.labelInTable)" }
}

extension CohortTable {
  /// What is not final, in a sentence; nil where everything is.
  package var openText: String? {
    open.isEmpty ? nil : "Not final: \(open.map(\.labelInTable).joined(separator: ", "))."
  }
}
