import GRDB
import GRDBSQLite

/// Keeps a connection to what a report's own query may do, as SQLite asks for each thing that a statement would do.
///
/// SQLite calls it on the connection's own thread alone.
final class QueryGuard {
  /// How long a query may take.
  static let longest: Duration = .seconds(10)
  /// SQLite asks for the time after as many steps.
  private static let steps: CInt = 10_000
  /// How the names of SQLite's own tables begin.
  private static let foreign = ["sqlite", "pragma_", "json_", "dbstat", "fts"]

  /// Why something was denied: the word of the query, and the sentence.
  private(set) var denial: (word: String, message: String)?
  /// The tables that the query reads.
  private(set) var tables: Set<String> = []
  /// How long this query may take.
  let patience: Duration
  private let hidden: Set<String>
  private let deadline: ContinuousClock.Instant

  /// Prepares for a connection with these tables, most of them hidden.
  init(hidden: Set<String>, patience: Duration = QueryGuard.longest) {
    self.hidden = hidden
    self.patience = patience
    deadline = ContinuousClock.now + patience
  }

  /// Guards a connection while work is done, which must not leave anything of it to be done later.
  func whileGuarding<Value>(_ database: Database, _ work: () throws -> Value) rethrows -> Value {
    let connection = database.sqliteConnection
    let limits = [
      (SQLITE_LIMIT_LENGTH, 1_000_000), (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100),
      (SQLITE_LIMIT_COMPOUND_SELECT, 50), (SQLITE_LIMIT_EXPR_DEPTH, 200),
    ]
    for (limit, value) in limits { sqlite3_limit(connection, limit, CInt(value)) }
    let context = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_set_authorizer(
      connection,
      { context, action, first, second, _, _ in
        guard let context else { return SQLITE_DENY }
        return Unmanaged<QueryGuard>.fromOpaque(context).takeUnretainedValue()
          .authorize(action, first.map { String(cString: $0) }, second.map { String(cString: $0) })
      }, context)
    sqlite3_progress_handler(
      connection, Self.steps,
      { context in
        guard let context else { return 1 }
        let isLate = Unmanaged<QueryGuard>.fromOpaque(context).takeUnretainedValue().isLate
        return isLate ? 1 : 0
      }, context)
    defer {
      sqlite3_progress_handler(connection, 0, nil, nil)
      sqlite3_set_authorizer(connection, nil, nil)
    }
    return try work()
  }

  /// Whether the query's time is over.
  var isLate: Bool { ContinuousClock.now > deadline }

  private func authorize(_ action: CInt, _ first: String?, _ second: String?) -> CInt {
    switch action {
    case SQLITE_SELECT, SQLITE_RECURSIVE: return SQLITE_OK
    case SQLITE_READ: return read(first ?? "", column: second ?? "")
    case SQLITE_FUNCTION:
      let name = second ?? ""
      guard !QueryFunctions.names.contains(name.lowercased()) else { return SQLITE_OK }
      return deny(
        name,
        "the function \(name) is not for queries: its value could change with the clock, by chance or with the "
          + "machine; period(seconds) tells the period of a time")
    default:
      return deny(first ?? "", "it must be a single SELECT, and do nothing but read")
    }
  }

  private func read(_ table: String, column: String) -> CInt {
    if QueryTables.names.contains(table) {
      tables.insert(table)
      return SQLITE_OK
    }
    // A query's own name for a part of itself is asked for like a table, without a column.
    let isOwnName =
      column.isEmpty && !hidden.contains(table) && !Self.foreign.contains { table.lowercased().hasPrefix($0) }
    if isOwnName { return SQLITE_OK }
    return deny(
      table,
      "the table \(table) is not for queries" + NearestName.suggestion(for: table, among: QueryTables.names.sorted()))
  }

  private func deny(_ word: String, _ message: String) -> CInt {
    denial = denial ?? (word, message)
    return SQLITE_DENY
  }
}
