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
  func read(_ tables: [PageTable]) throws(Problem) -> [FigureFact] {
    for table in tables {
      if let kpi = table.place(of: "kpi"), let period = table.place(of: "period"), let value = table.place(of: "value")
      {
        return try read(table, kpi: kpi, period: period, value: value)
      }
    }
    throw Problem(message: "\(name) has no table with the columns kpi, period and value")
  }

  private func read(_ table: PageTable, kpi: Int, period: Int, value: Int) throws(Problem) -> [FigureFact] {
    let (product, note) = (table.place(of: "product"), table.place(of: "note"))
    var figures: [FigureFact] = []
    var rows: [FigureKey: Int] = [:]
    for (place, cells) in table.rows.enumerated() {
      let row = place + 1
      func cell(_ column: Int?) -> String? {
        column.flatMap { $0 < cells.count && !cells[$0].isEmpty ? cells[$0] : nil }
      }
      func problem(_ message: String) -> Problem { Problem(message: "\(name), row \(row) of the table: \(message)") }
      guard let name = cell(kpi) else { throw problem("kpi is empty") }
      guard let text = cell(value), let number = FigureText.number(text) else {
        throw problem("value must be \(FigureText.rule), not \"\(cell(value) ?? "")\"")
      }
      guard let time = cell(period).flatMap({ Period($0) }), time.unit == report.period else {
        throw problem("period must be a \(report.period.rawValue), not \"\(cell(period) ?? "")\"")
      }
      if let product = cell(product), !report.products.contains(where: { $0.name == product }) {
        throw problem("the report has no product \"\(product)\"")
      }
      let figure = FigureFact(
        kpi: name, period: time, product: cell(product), value: number, text: text, note: cell(note))
      if let first = rows.updateValue(row, forKey: FigureKey(figure)) {
        throw problem("\(name) of \(time) stands in row \(first) already")
      }
      figures.append(figure)
    }
    return figures
  }
}
