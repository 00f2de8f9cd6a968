/// Reads numbers that people keep by hand: kpi, period, value and, where they are, product and note.
struct FigureTable {
  let path: String
  let report: ReportDefinition

  /// What the table says, and what is wrong with it all the same.
  func read() throws -> (figures: [FigureFact], faults: [Mistake]) {
    let table = try CSVTable(path: path, columns: ["kpi", "period", "value"], optional: ["product", "note"])
    var lines: [FigureKey: Int] = [:]
    let figures = try table.map { row in
      let period = try period(row)
      let text = try row.text("value")
      guard let value = FigureText.number(text) else {
        throw row.mistake("value must be \(FigureText.rule), not \"\(text)\"", in: "value")
      }
      let figure = FigureFact(
        kpi: try row.text("kpi"), period: period, product: try report.product(in: row), value: value, text: text,
        note: try row.optional("note", row.text))
      if let line = lines.updateValue(row.line, forKey: FigureKey(figure)) {
        throw row.mistake(
          "\(figure.kpi) of \(figure.product ?? "the whole report") in \(period) stands on line \(line) already",
          in: "kpi")
      }
      return figure
    }
    return (figures, [table.sampleMark].compactMap(\.self))
  }

  private func period(_ row: CSVRow) throws -> Period {
    let text = try row.text("period")
    guard let period = Period(text), period.unit == report.period else {
      let example = Period.lastComplete(report.period, asOf: .init(seconds: 1_793_000_000))
      throw row.mistake("period must be a \(report.period.rawValue) such as \(example), not \"\(text)\"", in: "period")
    }
    return period
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
