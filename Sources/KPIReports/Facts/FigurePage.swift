import MediaWiki

/// Reads figures from the tables of a wiki page, by the same rules as from a file.
struct FigurePage {
  /// Why the figures can't be read: a sentence without its full stop.
  struct Problem: Error, Equatable {
    let message: String
  }

  /// What a reader would call the page.
  let name: String
  let report: ReportDefinition

  /// The figures of the tables that have the columns.
  func read(_ tables: [PageTable], now: Instant) throws(Problem) -> FigureRows {
    let tables = tables.filter { table in FigureRows.columns.allSatisfy { table.place(of: $0) != nil } }
    guard !tables.isEmpty else {
      throw Problem(message: "\(name) has no table with the columns kpi, period and value")
    }
    return FigureRows(tables.flatMap(rows), of: name, for: report, now: now)
  }

  private func rows(of table: PageTable) -> [FigureRows.Row] {
    table.rows.enumerated().map { number, cells in
      let line = table.position(row: number, column: nil)?.line
      let row = line.map { "line \($0)" } ?? "row \(number + 1) of the table"
      return FigureRows.Row(place: row) { column in
        table.place(of: column).flatMap { $0 < cells.count ? cells[$0] : nil } ?? ""
      } mistake: { message, column in
        let place = table.position(row: number, column: table.place(of: column))
        let words = place.map { "line \($0.line), column \($0.column)" } ?? "\(row), column \(column)"
        return Mistake(file: "\(name), \(words)", line: nil, column: nil, message: message)
      }
    }
  }
}
