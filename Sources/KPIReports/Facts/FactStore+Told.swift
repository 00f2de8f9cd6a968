import GRDB

/// What readers were told of one value as final, by one definition: at first and at last.
package struct ToldValue: Sendable, Equatable {
  /// What they were told at first.
  package let first: PublishedValue
  /// What they were told last.
  package let last: PublishedValue

  /// Makes what was told from its parts.
  package init(first: PublishedValue, last: PublishedValue) {
    self.first = first
    self.last = last
  }
}

extension FactStore {
  /// What readers of a report were told of some periods as final, from saves that are known to be on the page; by
  /// version of the definition.
  package func toldValues(of report: String, in periods: [Period]) async throws -> [ToldValue] {
    try await database.read { database in
      let first = try Self.told("min", of: report, in: periods, database)
      let last = try Self.told("max", of: report, in: periods, database)
      return zip(first, last).map { ToldValue(first: $0, last: $1) }
    }
  }

  /// One value of each group: SQLite takes the other columns from the row with the least or the largest `save`.
  private static func told(
    _ choice: String, of report: String, in periods: [Period], _ database: Database
  ) throws -> [PublishedValue] {
    let marks = databaseQuestionMarks(count: periods.count)
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT kpi, definition, method, product, period, value, status, numerator, denominator, n, \(choice)(save)
        FROM published_value JOIN save ON save.id = published_value.save
        WHERE save.report = ? AND save.fate IN ('saved', 'unchanged') AND period IN (\(marks))
          AND status = 'complete' AND value IS NOT NULL
        GROUP BY kpi, definition, product, period ORDER BY kpi, definition, product, period
        """, arguments: StatementArguments([report] + periods.map(\.id)))
    return rows.map { row in
      PublishedValue(
        kpi: row[0], definition: row[1], method: row[2], product: row[3], period: row[4], value: row[5],
        status: .complete, numerator: row[7], denominator: row[8], n: row[9])
    }
  }
}
