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

  /// The figures of the first table that has the columns.
  func read(_ tables: [PageTable], now: Instant) throws(Problem) -> FigureRows {
    let found = tables.first { table in FigureRows.columns.allSatisfy { table.place(of: $0) != nil } }
    guard let table = found else {
      throw Problem(message: "\(name) has no table with the columns kpi, period and value")
    }
    let rows = table.rows.enumerated().map { place, cells in
      let row = "row \(place + 1) of the table"
      return FigureRows.Row(place: row) { column in
        table.place(of: column).flatMap { $0 < cells.count ? cells[$0] : nil } ?? ""
      } mistake: { message, column in
        Mistake(file: "\(name), \(row), column \(column)", line: nil, column: nil, message: message)
      }
    }
    return FigureRows(rows, of: name, for: report, now: now)
  }
}
