import Foundation
import GRDB
import GRDBSQLite
import MediaWiki

/// A connection of its own to a fact store, for a report's own queries: it reads, and sees nothing later than now.
struct QueryConnection: Sendable {
  private let database: DatabaseQueue

  /// Connects to the store of a report; one in memory is copied.
  init(_ store: DatabaseQueue, report: ReportDefinition, people: People, now: Instant) throws {
    var configuration = GRDB.Configuration()
    let unit = report.period
    let isInMemory = store.path == ":memory:"
    configuration.readonly = !isInMemory
    configuration.busyMode = .timeout(30)
    if isInMemory {
      database = try DatabaseQueue(configuration: configuration)
      try store.backup(to: database)
    } else {
      database = try DatabaseQueue(path: store.path, configuration: configuration)
    }
    try database.inDatabase { database in
      QueryFunctions.add(to: database, unit: unit, people: people)
      try QueryTables.prepare(database, for: report, now: now)
      try database.execute(sql: "PRAGMA query_only = 1")
    }
  }

  /// A store without facts, to check queries with before there are any.
  static func empty(for report: ReportDefinition) throws -> QueryConnection {
    try QueryConnection(
      try FactStore().database, report: report, people: People(actors: [nil], rules: report.people),
      now: Instant(seconds: 0))
  }

  /// Checks that a query could be carried out.
  func check(_ query: ReportQuery) throws(QueryProblem) {
    try run(query, patience: QueryGuard.longest) { _, _ in }
  }

  /// Carries a query out.
  func rows(of query: ReportQuery, patience: Duration = QueryGuard.longest) throws(QueryProblem) -> QueryResult {
    var result = QueryResult()
    try run(query, patience: patience) { statement, columns in
      let rows = try Row.fetchCursor(statement)
      while let row = try rows.next() {
        guard result.rows.count < QueryResult.mostRows else {
          throw QueryProblem(message: "it gives more than \(QueryResult.mostRows) rows; group by period and product")
        }
        result.rows.append(try columns.read(row, number: result.rows.count + 1))
      }
    } tables: {
      result.tables = $0
    }
    return result
  }

  private func run(
    _ query: ReportQuery, patience: Duration, _ work: (Statement, QueryColumns) throws -> Void,
    tables: (Set<String>) -> Void = { _ in }
  ) throws(QueryProblem) {
    do {
      try database.unsafeRead { database in
        let hidden = try String.fetchSet(
          database, sql: "SELECT name FROM main.sqlite_master UNION SELECT name FROM temp.sqlite_master")
        let keeper = QueryGuard(hidden: hidden.subtracting(QueryTables.names), patience: patience)
        do {
          try QueryTables.checkNames(in: query.sql)
          try keeper.whileGuarding(database) {
            let statement = try database.makeStatement(sql: query.sql)
            guard sqlite3_bind_parameter_count(statement.sqliteStatement) == 0 else {
              throw QueryProblem(message: "it has a parameter, which nothing fills; write the value itself")
            }
            try work(statement, try QueryColumns(statement.columnNames))
          }
        } catch let error as DatabaseError {
          throw QueryErrorPlace(query: query.sql, database: database).problem(error, keeper)
        } catch let problem as QueryProblem {
          throw QueryErrorPlace(query: query.sql, database: database).located(problem)
        }
        tables(keeper.tables)
      }
    } catch let problem as QueryProblem {
      throw problem
    } catch {
      throw QueryProblem(message: "\(error)")
    }
  }
}
