import MediaWiki

/// Takes figures from the rows of a table, in the report's folder or on a wiki page, by the same rules.
///
/// All that is wrong in a row is told at once. What nothing would read is told as well: it is most likely a number that
/// somebody expects to see.
struct FigureRows {
  /// The columns that a table must have.
  static let columns = ["kpi", "period", "value"]
  /// The columns that it may have.
  static let optional = ["product", "note"]

  /// One row, by the names of its columns.
  struct Row {
    /// Where it stands in its table, as a reader finds it: "line 3", "row 2".
    let place: String
    /// The text of a column, without blanks around it; empty where there is none.
    let cell: (_ column: String) -> String
    /// A mistake in a column.
    let mistake: (_ message: String, _ column: String) -> Mistake
  }

  /// What the rows say.
  private(set) var figures: [FigureFact] = []
  /// The figures that can't be read.
  private(set) var unread: [UnreadFigure] = []
  /// All that is wrong.
  var faults: [Mistake] { faultList.all }

  private var faultList = FaultList()
  private let numbers: NumberReading
  /// Whether a decimal comma would begin a new field.
  private let cutsAtCommas: Bool
  private let report: ReportDefinition
  private let name: String
  private let now: Instant
  /// The names that the report's KPIs read, retired ones included.
  private let names: [String]
  private var places: [FigureKey: String] = [:]

  /// Reads rows.
  ///
  /// - Parameters:
  ///   - rows: The rows below the head.
  ///   - name: What the table is called in reasons.
  ///   - report: What reads the figures.
  ///   - now: A figure of a period that begins later can't be known.
  ///   - separator: What separates the fields; nil where nothing does.
  init(_ rows: [Row], of name: String, for report: ReportDefinition, now: Instant, separator: UInt8? = nil) {
    let comma = UInt8(ascii: ",")
    numbers = NumberReading(rows.map { $0.cell("value") }, isCommaUsual: separator.map { $0 != comma } ?? false)
    cutsAtCommas = separator == comma
    self.report = report
    self.name = name
    self.now = now
    names = Set(report.kpis.flatMap(\.figureNames)).sorted()
    for row in rows { take(row) }
  }

  private mutating func take(_ row: Row) {
    var wrong: String?
    func fault(_ message: String, _ column: String, kind: String? = nil) {
      faultList.add(row.mistake(message, column), kind: "\(column): \(kind ?? message)", place: row.place)
    }
    func isWrong(_ message: String, _ column: String, kind: String? = nil) {
      fault(message, column, kind: kind)
      wrong = wrong ?? message
    }
    let kpi = row.cell("kpi")
    var isRead = true
    if kpi.isEmpty {
      isWrong("kpi is empty", "kpi")
    } else if !names.contains(kpi), !report.kpis.contains(where: { $0.query != nil }) {
      // A query of the report's own can read whatever stands on a page.
      isRead = false
      fault("no KPI of the report reads the figure \"\(kpi)\"" + NearestName.suggestion(for: kpi, among: names), "kpi")
    }
    let time = row.cell("period")
    let period = Period(inTable: time).flatMap { $0.unit == report.period ? $0 : nil }
    if let period, period.start > now {
      isRead = false
      fault("the period \(period) has not begun, so that its figure can't be known yet", "period")
    } else if period == nil {
      isWrong(report.wrongPeriod(time), "period", kind: time.isEmpty ? nil : "wrong")
    }
    let text = row.cell("value")
    var number: String?
    switch numbers.value(text) {
    case .number(let found): number = found
    case .either(let one, let other):
      isWrong(
        "value must be \(FigureText.rule), not \"\(text)\", which can be \(one) or \(other)", "value",
        kind: "two numbers")
    case .none where text.isEmpty: isWrong("value is empty; leave the row out where there is no number", "value")
    case .none: isWrong("value must be \(FigureText.rule), not \"\(text)\"", "value", kind: "no number")
    }
    let note = row.cell("note")
    if cutsAtCommas, number != nil, note.allSatisfy({ $0.isASCII && $0.isNumber }), !note.isEmpty {
      isWrong("note is the number \(note), as if a comma had cut the value in two; write a decimal point", "note")
    }
    let product = row.cell("product")
    if !product.isEmpty, !report.products.contains(where: { $0.name == product }) {
      isRead = false
      fault(report.unknownProduct(product), "product")
    }
    if let number, let value = FigureText.number(number), let period, wrong == nil, isRead {
      let figure = FigureFact(
        kpi: kpi, period: period, product: product.isEmpty ? nil : product, value: value, text: number,
        note: note.isEmpty ? nil : note)
      if let place = places.updateValue(row.place, forKey: FigureKey(figure)) {
        let whole = figure.product ?? "the whole report"
        isWrong("\(kpi) of \(whole) in \(period) stands on \(place) already; keep one of them", "kpi")
      } else {
        figures.append(figure)
      }
    }
    guard let wrong, isRead else { return }
    unread.append(
      UnreadFigure(
        kpi: kpi.isEmpty ? nil : kpi, product: product.isEmpty ? nil : product, period: period,
        reason: "\(name), \(row.place): \(wrong)"))
  }
}

/// A figure that can't be read; what it is of is nil where that can't be read either.
package struct UnreadFigure: Sendable {
  let kpi: String?
  let product: String?
  let period: Period?
  /// Why, with its place.
  let reason: String

  /// Whether it can be read what the figure is of.
  var isWhole: Bool { kpi != nil && period != nil }

  /// Whether this is the figure of a period, or may be it as far as it can be read.
  func mayBe(_ kpi: String, product: String?, in period: Period) -> Bool {
    (self.kpi ?? kpi) == kpi && (self.period ?? period) == period && self.product == product
  }
}

extension ReportDefinition {
  /// What is wrong with a product's name in a table, which the report does not have.
  func unknownProduct(_ name: String) -> String {
    let names = products.map(\.name)
    return "the report has no product \"\(name)\"" + NearestName.suggestion(for: name, among: names)
  }

  /// What is wrong with a text in a table that is none of the report's periods.
  func wrongPeriod(_ text: String) -> String {
    let example = Period.lastComplete(period, asOf: Instant(seconds: 1_793_000_000))
    let other = Period(text).map { ", and this is a \($0.unit.rawValue)" } ?? ""
    guard !text.isEmpty else { return "period is empty; it must be a \(period.rawValue) such as \(example)" }
    // A month with two digits of a year, or a whole day, is what spreadsheets make of 2026-10.
    let isDate = text.contains(#/^[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}$|^[A-Za-z]{3,9}[-. ][0-9]{2}$/#)
    let cause = isDate ? ", of which a spreadsheet has made a date; let it take the column for text" : ""
    return "period must be a \(period.rawValue) such as \(example), not \"\(text)\"\(other)\(cause)"
  }
}
