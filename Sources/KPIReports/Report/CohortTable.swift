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
    /// Some of those who could: without so many temporary accounts that had ended. Of how many is nil where it is not known.
    case reachable(Int, of: Int?, without: Int)
  }

  /// The shown periods, oldest first.
  package let periods: [Period]
  /// The rows, oldest people first.
  package let rows: [Row]
  /// The periods whose numbers can still grow.
  package let open: [Period]
  /// How many people the rows are about.
  package let people: Int
  /// How many of them have a temporary account.
  package let temporary: Int

  init(_ measuring: Measuring, periods: [Period]) {
    let (tally, standings) = measuring.cohorts(over: periods)
    self.periods = periods
    people = tally.people.reduce(0, +)
    temporary = tally.temporary.reduce(0, +)
    open = zip(periods, standings).filter { $0.1.status == .partial }.map(\.0)
    rows = tally.counts.enumerated().map { cohort, counts in
      // The first cohort is of those who came before.
      let cells = counts.indices.map { place -> Cell in
        let from = max(0, cohort - 1)
        guard place >= from else { return .none }
        guard standings[from...place].allSatisfy({ $0.status != .unknown }) else { return .unknown }
        let ended = tally.ended[cohort][place]
        guard ended == 0 else {
          return .reachable(counts[place], of: cohort == 0 ? nil : counts[from] - ended, without: ended)
        }
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

  /// How many of the people have an account that ends, and what the mark of a cell means, in sentences; nil where none has.
  package var temporaryText: String? {
    guard temporary > 0 else { return nil }
    let hasMarks = rows.flatMap(\.cells).contains { if case .reachable = $0 { true } else { false } }
    let mark =
      "\(Self.mark) Without those that had ended before the period, \(CohortTally.daysOfTemporaryAccounts) days after the "
      + "first edit at the latest: they could not come back, and are no loss."
    return "\(ShownValue.grouped("\(temporary)")) of these \(ShownValue.grouped("\(people)")) people had temporary "
      + "accounts.\(hasMarks ? " \(mark)" : "")"
  }

  /// What marks a cell that some temporary accounts could not reach.
  package static let mark = "†"
}
