/// The tables of a page, whose cells are made the same way in each.
struct PageTables {
  private let report: Report
  private let notes: Footnotes
  private let links: PageLinks

  init(_ report: Report, notes: Footnotes) {
    self.report = report
    self.notes = notes
    links = PageLinks(report.definition)
  }

  /// The scorecard: results first, then activity.
  var groups: [PageContext.Group] {
    let natures: [(KPINature, String)] = [(.result, "Results"), (.activity, "Activity")]
    let kinds = natures.compactMap { nature, title -> (String, [Report.Row])? in
      let rows = report.rows.filter { $0.request.kpi.nature == nature }
      return rows.isEmpty ? nil : (title, rows)
    }
    return kinds.enumerated().map { place, kind in
      PageContext.Group(
        title: kind.0, isFirst: place == 0, isResults: kind.0 == "Results", rows: kind.1.map(row))
    }
  }

  /// The products side by side, in the report's period.
  var comparison: PageContext.Table? {
    let results = report.definition.kpis.filter { $0.kpi.nature == .result }
    let columns = (results.isEmpty ? report.definition.kpis : results).filter(report.isByProduct)
    guard !columns.isEmpty else { return nil }
    return PageContext.Table(
      title: report.period.label,
      columns: columns.map { PageContext.Column(label: $0.kpi.title, isCurrent: false) },
      rows: report.products.map { name, rows in
        let concerned = rows.filter { row in columns.contains { $0.kpi.id == row.request.kpi.id } }
        return PageContext.TableRow(
          label: name, link: links.link(toProduct: name), sortValue: name,
          cells: concerned.map { cell($0, $0.current, change: $0.shownChange) })
      })
  }

  /// Each product over the shown periods.
  var products: [PageContext.Table] {
    report.products.filter { !$0.rows.isEmpty }.map { name, rows in
      PageContext.Table(
        title: name,
        columns: rows.map { PageContext.Column(label: $0.request.kpi.title, isCurrent: false) },
        rows: report.periods.indices.map { place in
          let isLast = place == report.periods.count - 1
          return PageContext.TableRow(
            label: report.periods[place].labelInTable, link: nil, sortValue: report.periods[place].id,
            cells: rows.map {
              cell($0, $0.cells[place], change: isLast ? $0.shownChange : nil, isTranscludable: true)
            })
        })
    }
  }

  private func row(_ row: Report.Row) -> PageContext.Row {
    PageContext.Row(
      id: row.request.kpi.id, title: row.request.kpi.title,
      question: row.request.kpi.question.isEmpty ? nil : row.request.kpi.question,
      target: row.targetText?.withHardSpaces, verdict: row.verdictText, isMet: row.verdict == .met,
      isMissed: row.verdict.map { if case .missed = $0 { true } else { false } } ?? false,
      cells: row.cells.map { cell(row, $0, change: nil, isTranscludable: true) },
      change: row.shownChange.map(PageContext.ChangeText.init),
      trend: Trend(row.cells.map(\.value)).bars.replacing(" ", with: "\u{2003}"),
      trendText: row.cells.map { row.shown($0).text.withHardSpaces }.joined(separator: "; "))
  }

  /// A value in a table; it is named for other pages in one table only.
  private func cell(
    _ row: Report.Row, _ measurement: Measurement, change: ShownChange?, isTranscludable: Bool = false
  ) -> PageContext.Cell {
    PageContext.Cell(
      value: PageContext.ValueText(
        row.shown(measurement), sections: isTranscludable ? sections(of: measurement) : []),
      isCurrent: measurement.period == report.period, isPartial: measurement.status == .partial,
      sortValue: measurement.value.map(Self.sortValue) ?? "",
      change: change.map(PageContext.ChangeText.init),
      notes: notes.numbers(at: measurement).map { PageContext.NoteReference(number: String($0)) })
  }

  private func sections(of measurement: Measurement) -> [SectionName] {
    guard report.features.labelledSections else { return [] }
    let periods = (measurement.period == report.period ? [nil] : []) + [measurement.period]
    return periods.map { SectionName(kpi: measurement.kpi, product: measurement.product, period: $0) }
  }

  /// The number that a table sorts by: finer than it is shown, without needless zeros.
  private static func sortValue(_ value: Double) -> String {
    ShownValue.trimmed(ShownValue.decimal(value, places: 4))
  }
}

extension PageContext.ChangeText {
  fileprivate init(_ change: ShownChange) {
    self.init(
      amount: change.amount.withHardSpaces, words: change.words.withHardSpaces,
      relative: change.relative.map { "(\($0))".withHardSpaces }, isBetter: change.isBetter == true,
      isWorse: change.isBetter == false)
  }
}
