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

  /// Whether the column is told as well: in a table the line alone does not show the place.
  package var tellsColumn = false

  /// The mistake as `file:line: message`, in tables as `file:line:column: message`.
  package var description: String {
    let place = [file, line.map { "\($0)" }, tellsColumn ? column.map { "\($0)" } : nil].compactMap(\.self)
    return place.joined(separator: ":") + ": " + message
  }
}

extension Mistake {
  /// Makes a mistake in a table.
  init(table: String, at position: CSVText.Position?, message: String) {
    self.init(file: table, line: position?.line, column: position?.column, message: message, tellsColumn: true)
  }
}

/// Everything that is wrong in a report folder.
package struct ReportMistakes: Error, CustomStringConvertible {
  /// The mistakes, in the order of file and line.
  package let mistakes: [Mistake]
  /// Whether all that is wrong is a disk without room for the files of a report.
  package let isForWantOfRoom: Bool

  /// Takes everything that is wrong.
  package init(mistakes: [Mistake], isForWantOfRoom: Bool = false) {
    self.mistakes = mistakes
    self.isForWantOfRoom = isForWantOfRoom
  }

  /// One mistake a line.
  package var description: String { mistakes.map(\.description).joined(separator: "\n") }
}
