/// The pages with a report's numbers for programs and for charts, made from the report alone.
///
/// A chart of Extension:Chart draws every column of its table after the first, with one scale for all. So the table with
/// all KPIs, which is for downloading, is not the one that is drawn: that has the results of one unit.
package struct ChartPages: Sendable {
  /// A chart with more lines than these can't be read.
  private static let mostLines = 6

  private let report: Report
  private let target: ChartTarget

  /// Prepares the pages of a report that asks for them.
  package init(_ report: Report, target: ChartTarget) {
    self.report = report
    self.target = target
  }

  /// The table with every KPI of the whole report.
  package var table: DataPage {
    page(
      .table, target.tableName,
      .map([
        "license": .string(Self.license),
        "description": name(
          .report, "\(report.definition.title): all products, by \(report.definition.period.rawValue)"),
        "sources": .string(sources), "schema": schema(of: report.rows, isWhole: true),
        "data": rows(of: report.rows, isWhole: true),
      ]))
  }

  /// The table that the chart draws.
  package var drawnTable: DataPage {
    page(
      .table, target.drawnTableName,
      .map([
        "license": .string(Self.license),
        "description": name(.report, "\(report.definition.title): what its chart draws"),
        "sources": .string(sources), "schema": schema(of: drawn, isWhole: false),
        "data": rows(of: drawn, isWhole: false),
      ]))
  }

  /// The chart.
  package var chart: DataPage {
    let unit = drawn.first?.request.kpi.unit ?? .people
    return page(
      .chart, target.chartName,
      .map([
        "license": .string(Self.license), "sources": .string(sources), "version": .number(1), "type": .string("line"),
        "source": .string(target.drawnTableName), "title": name(.report, report.definition.title),
        "xAxis": .map(["title": name(.period, periodName)]),
        "yAxis": .map(["title": name(.unit, unit == .share ? "%" : unit.rawValue.firstUppercased)]),
      ]))
  }

  /// The pages in the order in which they have to be saved: a chart names its table.
  package var all: [DataPage] { [table, drawnTable, chart] }

  private static let license = "CC0-1.0"

  private var periodName: String { report.definition.period.rawValue.firstUppercased }

  private func name(_ part: ChartTitles.Part, _ english: String) -> JSONValue {
    .localized(target.titles.texts(of: part, english: Self.line(english)))
  }

  /// The results that share the unit of the first, or else what else the report follows.
  private var drawn: [Report.Row] {
    let followed = report.rows.filter { !$0.request.isRetired }
    let results = followed.filter { $0.request.kpi.nature == .result }
    let candidates = results.isEmpty ? followed : results
    return Array(
      candidates.filter { $0.request.kpi.unit == candidates.first?.request.kpi.unit }.prefix(Self.mostLines))
  }

  private func page(_ kind: DataPage.Kind, _ name: String, _ content: JSONValue) -> DataPage {
    DataPage(kind: kind, name: name, content: content)
  }

  // MARK: Columns and rows

  private func schema(of rows: [Report.Row], isWhole: Bool) -> JSONValue {
    func field(_ name: String, _ type: String, _ title: JSONValue) -> JSONValue {
      .map(["name": .string(name), "type": .string(type), "title": title])
    }
    let names = Self.names(of: rows)
    let values = rows.indices.map { place in
      let kpi = rows[place].request.kpi
      let title = Self.line(isWhole ? kpi.title + Self.words(for: kpi.unit) : kpi.title)
      return field(names[place], "number", .localized(target.titles.texts(of: kpi, english: title)))
    }
    let period = field("period", "string", name(.period, periodName))
    let isFinal = isWhole ? [field("final", "boolean", name(.final, "Whether all values are final"))] : []
    return .map(["fields": .array([period] + isFinal + values)])
  }

  private func rows(of rows: [Report.Row], isWhole: Bool) -> JSONValue {
    .array(
      report.periods.enumerated().map { place, period in
        let cells = rows.map { $0.cells[place] }
        let isFinal = isWhole ? [JSONValue.bool(cells.allSatisfy { $0.status == .complete })] : []
        return .array([.string(period.id)] + isFinal + cells.map { Self.number($0, isDrawn: !isWhole) })
      })
  }

  /// A value as a number, a share in per cent where it is drawn; what is unknown is null, never zero.
  private static func number(_ cell: Measurement, isDrawn: Bool) -> JSONValue {
    guard let value = cell.value, value.isFinite else { return .null }
    let shown = isDrawn && cell.unit == .share ? value * 100 : value
    return .number((shown * 10_000).rounded() / 10_000)
  }

  /// The columns' names: ids of KPIs with what names can't have replaced, each once.
  private static func names(of rows: [Report.Row]) -> [String] {
    var taken: Set = ["period", "final"]
    return rows.map { row in
      let plain = String(
        String.UnicodeScalarView(
          row.request.kpi.id.unicodeScalars.map { DataPageRules.isNamePart($0) ? $0 : "_" }))
      let begin = plain.unicodeScalars.first.map(DataPageRules.isNameBegin) ?? false ? plain : "_" + plain
      var name = begin
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(begin)_\(number)"
        number += 1
      }
      return name
    }
  }

  /// What a column counts, in parentheses; empty where nobody said.
  private static func words(for unit: MeasureUnit) -> String {
    unit == .share ? " (share, 0 to 1)" : unit.rawValue.isEmpty ? "" : " (\(unit.rawValue))"
  }

  /// A text on one line that is not longer than JsonConfig takes.
  private static func line(_ text: String) -> String {
    let folded = text.split(whereSeparator: { $0.isWhitespace || $0.isNewline }).joined(separator: " ")
    guard folded.unicodeScalars.count > LocalizedLine.longest else { return folded }
    let cut = String(String.UnicodeScalarView(folded.unicodeScalars.prefix(LocalizedLine.longest - 1)))
    return (cut.hasSuffix(" ") ? String(cut.dropLast()) : cut) + "…"
  }

  // MARK: Sources

  /// What the numbers rest on, as wikitext of the wiki that keeps the pages.
  private var sources: String {
    let links = PageLinks(report.definition, on: target.wiki)
    let place = report.definition.publish.map { links.link(to: $0.page, on: $0.wiki) }
    func list(_ name: String, _ list: PageContext.SourceList?) -> String? {
      list.map { "\(name): \($0.pages.map(\.link).joined(separator: ", "))." }
    }
    let sentences = [
      DataPage.mark(of: report.definition.name) + "Computed by kpibot up to \(report.until.inWords).",
      place.map { "How, and what else is known: \($0)." }, list("Feedback pages", links.feedback(of: report)),
      list("Support pages", links.support(of: report)),
    ]
    return WikitextContentType.settled(sentences.compactMap(\.self).joined(separator: " "))
  }
}

extension String {
  /// The text with its first letter in upper case.
  fileprivate var firstUppercased: String { prefix(1).uppercased() + dropFirst() }
}
