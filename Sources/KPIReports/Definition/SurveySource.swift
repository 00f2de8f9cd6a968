/// A survey as its form exports it: one row a response and one column a statement.
package struct SurveySource: Sendable, Equatable {
  /// A statement that people scored.
  package struct Statement: Sendable, Equatable {
    /// The column with the scores.
    let column: String
    /// The group of statements that it belongs to.
    let group: String?
    /// The lowest and the highest score; nil for the usual scale.
    let scale: ClosedRange<Int>?
    /// The words that people chose from instead of a score, from the least on; empty where they gave scores.
    let words: [String]
  }

  /// The table, in the report's folder.
  package let file: String
  /// The column with the day of the response.
  let date: String
  /// The column that tells one response from another; nil where each row is one.
  let id: String?
  /// The column with the product; nil where there is none.
  let product: String?
  /// What people were asked.
  let statements: [Statement]

  /// The columns that are read.
  var columns: [String] { [date, id, product].compactMap(\.self) + statements.map(\.column) }
}

/// One person's answers to a survey.
package struct SurveyResponse: Sendable, Hashable {
  /// The table that it stands in.
  let file: String
  /// What tells it from the others there.
  let id: String
}
