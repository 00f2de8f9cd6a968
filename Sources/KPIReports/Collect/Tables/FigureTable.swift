import MediaWiki

/// Reads numbers that people keep by hand: kpi, period, value and, where they are, product and note.
struct FigureTable {
  let path: String
  let report: ReportDefinition
  /// What counts as now.
  let now: Instant

  /// What the table says, and what is wrong with it all the same.
  func read() throws -> (source: FigureSource, names: Set<String>, faults: [Mistake]) {
    let table = try CSVTable(path: path, columns: FigureRows.columns, optional: FigureRows.optional)
    let rows = table.rows.map { row in
      FigureRows.Row(place: "line \(row.line)", cell: row.field) { row.fault($0, in: $1) }
    }
    let read = FigureRows(
      rows, of: FolderTables.figures, for: report, now: now, separator: table.separator)
    let source = FigureSource(
      name: FolderTables.figures, coverage: nil, figures: read.figures, unread: read.unread)
    let names = Set(table.rows.map { $0.field("kpi") }).subtracting([""])
    return (source, names, [table.sampleMark].compactMap(\.self) + read.faults)
  }
}

/// What a figure is the only one of.
struct FigureKey: Hashable {
  private let kpi: String
  private let product: String?
  private let period: Period

  init(_ figure: FigureFact) {
    (kpi, product, period) = (figure.kpi, figure.product, figure.period)
  }
}

/// How figures are written: so that what is shown is what was written.
enum FigureText {
  /// What a number must look like.
  static let rule = "a number such as 7 or 2.5, without separators and units"

  /// The number of a text; nil for anything else.
  static func number(_ text: String) -> Double? {
    let pattern = /-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?/
    guard text.wholeMatch(of: pattern) != nil else { return nil }
    return Double(text)
  }
}
