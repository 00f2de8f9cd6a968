extension PageContext {
  /// A table beside the report's own: rows of texts.
  struct BlockTable: Sendable {
    /// What the table is called.
    let caption: String
    /// What the first column is called.
    let corner: String
    let headings: [Text]
    let lines: [BlockLine]
    /// What the table shows, in sentences; nil where there is nothing to say.
    let sentence: String?
  }

  /// A row of such a table.
  struct BlockLine: Sendable {
    let heading: String
    /// Whether it is how the report measures.
    let isChosen: Bool
    let texts: [Text]
  }

  /// A text of a table: a number as `{{formatnum:}}` takes it, and what follows.
  struct Text: Sendable {
    let number: String?
    let text: String
  }

  /// The cohorts of a report; nil where it does not ask for them.
  static func cohorts(_ report: Report) -> BlockTable? {
    guard let table = report.cohorts else { return nil }
    let unit = report.definition.period.rawValue
    let minimum = KPIOptions().minN
    let sentences = [table.temporaryText, table.openText].compactMap(\.self)
    return BlockTable(
      caption: "People by the \(unit) of their first edit, and how many of them have an edit in later ones",
      corner: "First edit", headings: table.periods.map { Text(number: nil, text: $0.shortLabel) },
      lines: table.rows.map { row in
        BlockLine(
          heading: row.label(first: table.periods[0]), isChosen: false,
          texts: row.cells.map { $0.text(minimum: minimum) })
      }, sentence: sentences.isEmpty ? nil : sentences.joined(separator: " "))
  }

  /// The robustness tables of a report, one for each KPI.
  static func robustness(_ report: Report) -> [BlockTable] {
    report.robustness.map { table in
      BlockTable(
        caption: "\(table.request.kpi.title), counted in other ways", corner: "Counted",
        headings: (report.periods.map(\.shortLabel) + ["Trend"]).map { Text(number: nil, text: $0) },
        lines: table.rows.map { row in
          BlockLine(
            heading: row.variant.label, isChosen: row.isChosen,
            texts: row.cells.map { Text(ShownValue($0, minimum: table.request.options.minN)) }
              + [Text(number: nil, text: row.direction?.rawValue ?? "–")])
        }, sentence: table.sentence)
    }
  }
}

extension PageContext.Text {
  /// Shows a value.
  init(_ value: ShownValue) { self.init(number: value.number, text: (value.words ?? value.suffix).withHardSpaces) }

  /// The same with the mark of a cell that some accounts could not reach.
  fileprivate var marked: PageContext.Text {
    PageContext.Text(number: number, text: "\(text)\u{A0}\(CohortTable.mark)")
  }

  /// The text on one line of a terminal.
  var line: String { renderText.replacing("\u{A0}", with: " ") }
}

extension CohortTable.Cell {
  /// The cell as it is shown; a share of fewer than `minimum` people as a fraction.
  func text(minimum: Int) -> PageContext.Text {
    switch self {
    case .none: PageContext.Text(number: nil, text: "")
    case .unknown, .some(_, of: 0): PageContext.Text(.unknown)
    case .reachable(let count, let all, without: _):
      (all.map { CohortTable.Cell.some(count, of: $0) } ?? .all(count)).text(minimum: minimum).marked
    case .all(let count): PageContext.Text(number: "\(count)", text: "")
    case .some(let count, of: let all) where all < minimum:
      PageContext.Text(number: nil, text: "\(count) of \(all)")
    case .some(let count, of: let all):
      PageContext.Text(
        number: "\(count)", text: " (\(ShownValue(Double(count) / Double(all), unit: .share).text))".withHardSpaces)
    }
  }
}
