/// The mean of a survey's statements.
struct Satisfaction: Sendable, Equatable {
  /// The scores of each statement, in the order of the statements' texts.
  let statements: [Sample]

  init(_ answers: [SurveyAnswerFact]) {
    statements = Dictionary(grouping: answers, by: \.statement).sorted { $0.key < $1.key }
      .map { Sample($0.value.map { Double($0.score) }) }
  }

  /// The mean of the statements' means; at least one statement is needed.
  var value: Double { statements.reduce(0) { $0 + $1.mean } / Double(statements.count) }

  /// At least so many people answered: those of the statement with the most answers.
  var people: Int { statements.map(\.count).max() ?? 0 }

  /// The mean of the statements' 95 % t intervals.
  ///
  /// The same people may have scored all statements, so that their means go together; the standard error of a mean of
  /// such means is at most the mean of their errors. Of one statement it is the t interval itself.
  var interval: ClosedRange<Double>? {
    let intervals = statements.compactMap(\.interval)
    guard !intervals.isEmpty, intervals.count == statements.count else { return nil }
    let count = Double(intervals.count)
    return intervals.reduce(0) { $0 + $1.lowerBound } / count...intervals.reduce(0) { $0 + $1.upperBound } / count
  }
}
