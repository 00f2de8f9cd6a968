/// Something wrong in a report folder, in one sentence.
package struct Mistake: Sendable, Hashable, CustomStringConvertible {
  /// The file, as a user would name it.
  package let file: String
  /// The line, from 1.
  package let line: Int?
  /// The column, from 1.
  package let column: Int?
  /// What is wrong and what to do.
  package let message: String

  /// The mistake as `file:line: message`.
  package var description: String {
    [file, line.map { "\($0)" }].compactMap(\.self).joined(separator: ":") + ": " + message
  }
}

/// Everything that is wrong in a report folder.
package struct ReportMistakes: Error, CustomStringConvertible {
  /// The mistakes, in the order of file and line.
  package let mistakes: [Mistake]

  /// One mistake a line.
  package var description: String { mistakes.map(\.description).joined(separator: "\n") }
}
