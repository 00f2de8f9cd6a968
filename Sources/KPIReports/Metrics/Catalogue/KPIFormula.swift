/// How a KPI is found from facts that are prepared once for all KPIs of a report.
enum KPIFormula: Sendable {
  /// From the edits of people to feedback pages, period by period.
  case participation(ParticipationFormula)
  /// From the pageviews of support pages.
  case reading(@Sendable (Reading, Period) -> (Finding, Standing))
  /// From the threads of feedback pages.
  case discussions(@Sendable (Discussions, KPIOptions, Period) -> (Finding, Standing))
  /// From the answers to a survey.
  case survey(SurveyScoring)
  /// A number that people keep by hand.
  case figure
  /// One number, or the length of a list, divided by another.
  case share
  /// What a query of the report's own gives.
  case query
}

/// A KPI from what is tallied of the edits in a period.
struct ParticipationFormula: Sendable {
  /// What the tally of a period, and of the one before it, gives.
  typealias Part<Value> = @Sendable (_ tally: ParticipationTally, _ previous: ParticipationTally) -> Value

  /// What is found.
  let finding: Part<Finding>
  /// How many of the people that the KPI is about have a temporary account; nil where that does not matter.
  ///
  /// Such an account ends, so that it can neither come back later nor be told from a new person.
  var temporary: Part<Int>?
  /// Whether the facts of the period before must be known, too.
  var looksBack = false
  /// Whether the days after the period in which newcomers can return must be known, too.
  var looksAhead = false
  /// Whether all that was ever written before the period must be known, too: only so can be told who is new.
  var needsPast = false
}

/// What is made of the scores in a survey.
enum SurveyScoring: Sendable {
  /// The mean of the statements' means.
  case mean
  /// The share of promoters minus that of detractors.
  case netPromoter
}

extension KPIFormula {
  /// Whether it takes the answers to a survey in this way.
  func isSurvey(_ scoring: SurveyScoring) -> Bool {
    guard case .survey(scoring) = self else { return false }
    return true
  }
}

extension KPIDefinition {
  /// Whether temporary accounts, which end, make it another number than lasting ones would.
  var dependsOnTemporaryAccounts: Bool {
    guard case .participation(let formula) = formula else { return false }
    return formula.temporary != nil
  }
}
