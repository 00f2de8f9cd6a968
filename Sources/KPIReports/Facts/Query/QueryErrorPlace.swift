import Foundation
import GRDB

/// Finds the line of a query that an error is about.
struct QueryErrorPlace {
  let query: String
  let database: Database

  /// What is wrong, in the words of the guard or of SQLite, and where.
  func problem(_ error: DatabaseError, _ keeper: QueryGuard) -> QueryProblem {
    if keeper.isLate, error.resultCode == .SQLITE_INTERRUPT {
      return QueryProblem(message: "it takes longer than \(String(format: "%g", keeper.patience / .seconds(1))) s")
    }
    if let denial = keeper.denial { return QueryProblem(message: denial.message, line: line(of: denial.word)) }
    let message = error.message ?? "\(error.resultCode)"
    if message.hasPrefix("Multiple statements") || message == "empty statement" {
      return QueryProblem(message: "it must be a single SELECT")
    }
    return QueryProblem(message: message, line: offset.map(line(at:)) ?? word(in: message).flatMap(line(of:)))
  }

  /// The problem with the line of its word, unless it has a line already.
  func located(_ problem: QueryProblem) -> QueryProblem {
    var problem = problem
    problem.line = problem.line ?? problem.word.flatMap(line(of:))
    return problem
  }

  /// Where SQLite stopped, in bytes; nil before SQLite 3.38, which does not tell.
  private var offset: Int? {
    typealias Function = @convention(c) (OpaquePointer?) -> CInt
    guard let symbol = dlsym(nil, "sqlite3_error_offset") else { return nil }
    let offset = unsafeBitCast(symbol, to: Function.self)(database.sqliteConnection)
    return offset >= 0 ? Int(offset) : nil
  }

  private func line(at offset: Int) -> Int { query.utf8.prefix(offset).count { $0 == UInt8(ascii: "\n") } + 1 }

  private func line(of word: String) -> Int? {
    guard !word.isEmpty, let found = query.range(of: word, options: [.caseInsensitive, .backwards]) else { return nil }
    return line(at: query[..<found.lowerBound].utf8.count)
  }

  /// What a message names last: "no such column: x", "near "FORM": syntax error".
  private func word(in message: String) -> String? {
    if let match = message.firstMatch(of: /near "(.+)"/) { return String(match.output.1) }
    return message.split(separator: ": ").dropFirst().last.map(String.init)
  }
}
