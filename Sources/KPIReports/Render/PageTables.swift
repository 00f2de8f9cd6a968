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

  /// The scorecard: results first, then activity; communities first, then staff.
  var groups: [PageContext.Group] {
    Report.groups(of: report.rows).enumerated().map { place, group in
      PageContext.Group(
        title: group.title, isFirst: place == 0, isResults: group.isResults, rows: group.rows.map(row))
    }
  }

  /// The KPIs that are no longer followed.
  var retired: PageContext.Group? {
    let rows = report.retired
    return rows.isEmpty
      ? nil : PageContext.Group(title: "No longer followed", isFirst: true, isResults: false, rows: rows.map(row))
  }

  /// The products side by side, in the report's period.
  var comparison: PageContext.Table? {
    let followed = report.definition.kpis.filter { !$0.isRetired }
    let results = followed.filter { $0.kpi.nature == .result }
    let columns = (results.isEmpty ? followed : results).filter(report.isByProduct)
    guard !columns.isEmpty else { return nil }
    return PageContext.Table(
      title: report.period.label,
      columns: columns.map { PageContext.Column(label: $0.kpi.title, isCurrent: false) },
      rows: report.products.map { name, rows in
        let concerned = rows.filter { row in columns.contains { $0.kpi.id == row.request.kpi.id } }
        return PageContext.TableRow(
          label: name, link: links.link(toProduct: name), sortValue: name,
          cells: concerned.map { cell($0, $0.current, change: $0.shownChange, isNewsShown: true) })
      })
  }

  /// Each product over the shown periods.
  var products: [PageContext.Table] {
    report.products.filter { !$0.rows.isEmpty }.map { name, rows in
      let rows = rows.filter { !$0.request.isRetired } + rows.filter(\.request.isRetired)
      return PageContext.Table(
        title: name,
        columns: rows.map { row in
          let title = row.request.kpi.title
          return PageContext.Column(label: row.request.isRetired ? "\(title) (retired)" : title, isCurrent: false)
        },
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
      change: row.shownChange.map { PageContext.ChangeText($0) },
      yearChange: row.shownYearChange.map { PageContext.ChangeText($0, since: row.current.period.yearBefore) },
      usualRange: row.usualRange?.words, usualLimits: row.usualLimits?.withHardSpaces,
      trend: Trend(row.cells).bars.replacing(" ", with: "\u{2003}"),
      trendText: row.cells.map { row.shown($0).text.withHardSpaces }.joined(separator: "; "))
  }

  /// A value in a table; it is named for other pages in one table only.
  private func cell(
    _ row: Report.Row, _ measurement: Measurement, change: ShownChange?, isTranscludable: Bool = false,
    isNewsShown: Bool = false
  ) -> PageContext.Cell {
    PageContext.Cell(
      value: PageContext.ValueText(
        row.shown(measurement), sections: isTranscludable ? sections(of: measurement) : []),
      isCurrent: measurement.period == report.period, isPartial: measurement.status == .partial,
      isSeam: measurement.period != report.periods.first && row.seams.contains { $0.period == measurement.period },
      sortValue: measurement.value.map(Self.sortValue) ?? "",
      change: change.map { PageContext.ChangeText($0) }, usualRange: isNewsShown ? row.usualRange?.words : nil,
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
  /// Shows a change, with the period that it is from where that is named.
  fileprivate init(_ change: ShownChange, since period: Period? = nil) {
    let words = period.map { change.words(since: $0.labelInTable) } ?? change.words
    self.init(
      amount: change.amount.withHardSpaces, words: words.withHardSpaces,
      relative: change.relative.map { "(\($0))".withHardSpaces }, isBetter: change.isBetter == true,
      isWorse: change.isBetter == false)
  }
}
