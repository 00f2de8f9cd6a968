import MediaWiki

/// The discussions that a team takes for major ones, as people keep them by hand.
package struct DiscussionRegister: Sendable, Equatable {
  /// What makes a discussion a major one: the team's six criteria, by their columns.
  package enum Criterion: String, Sendable, CaseIterable {
    /// It had a significant effect.
    case significantEffect = "significant_effect"
    /// Several people took part.
    case severalPeople = "several_people"
    /// It was public.
    case isPublic = "public"
    /// It took more than a small effort.
    case effort = "more_than_a_small_effort"
    /// It was not routine.
    case notRoutine = "not_routine"
    /// It was planned and announced.
    case planned = "planned_and_announced"

    /// The criterion in words.
    package var words: String { rawValue.replacing("_", with: " ") }
  }

  /// A discussion.
  package struct Row: Sendable, Equatable {
    /// The product; nil for one that concerns none.
    package let product: String?
    /// What it is called.
    package let title: String
    /// Where it is; empty where that is not said.
    package let url: String
    /// The first day.
    package let start: CivilDate
    /// The last day; nil while it goes on.
    package let end: CivilDate?
    /// The criteria that it does not meet.
    package let lacks: [Criterion]
  }

  /// A row that can't be read.
  struct UnreadRow: Sendable, Equatable {
    /// Why, with its place.
    let reason: String
    /// The product; nil for one that concerns none, or where it can't be read.
    let product: String?
    /// Whether it can't be told which product it concerns.
    let mayBeAnyProduct: Bool
    /// The first and the last day, as far as they can be read.
    let start: CivilDate?
    let end: CivilDate?

    /// Whether a value can't be known without it.
    func concerns(_ product: String?, in period: Period) -> Bool {
      guard product == nil || mayBeAnyProduct || self.product == product else { return false }
      return start.map { $0.start < period.end } ?? true
        && end.map { $0.dayNumber >= period.start.date.dayNumber } ?? true
    }
  }

  /// The rows in the file's order.
  package let rows: [Row]
  /// The mark that they are samples; nil where they are the team's own.
  let sampleMark: Mistake?
  /// The rows that can't be read.
  var unread: [UnreadRow] = []
  /// All that is wrong with the rows.
  var faults: [Mistake] = []
}
