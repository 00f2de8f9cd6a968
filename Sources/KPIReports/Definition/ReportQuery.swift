/// A query of a report's own over the fact store.
package struct ReportQuery: Sendable, Equatable {
  /// The SQL.
  package let sql: String
  /// The file that it stands in.
  let file: String
  /// The file's line that the query's first line stands on; nil where that is not known.
  let firstLine: Int?
  /// Whether the query has its own lines in the file.
  let hasLines: Bool

  /// The query in one line.
  package var inOneLine: String { sql.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  /// What is wrong with the query, at the line of the file and with the query's own line.
  func mistake(_ problem: QueryProblem) -> Mistake {
    let lines = sql.split(separator: "\n", omittingEmptySubsequences: false)
    let number = problem.line.flatMap { lines.indices.contains($0 - 1) ? $0 : nil }
    let quoted = number.map { number in
      let text = lines[number - 1].trimmingPrefix { $0 == " " }
      return ", in line \(number) of the query: \(text.prefix(200))"
    }
    let offset = hasLines ? (number ?? 1) - 1 : 0
    return Mistake(
      file: file, line: firstLine.map { $0 + offset }, column: nil,
      message: "the query can't be used: \(problem.message)\(quoted ?? "")")
  }
}

/// Why a query can't be used.
struct QueryProblem: Error, Equatable {
  /// What is wrong and what to do.
  let message: String
  /// The query's line, from 1; nil where no line is the wrong one.
  var line: Int?
  /// The word of the query that is wrong, where one is.
  var word: String?
}
