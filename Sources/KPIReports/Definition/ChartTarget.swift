/// Where a report's numbers stand for programs and for charts: pages of the namespace Data.
package struct ChartTarget: Sendable, Equatable {
  /// The report's name for the wiki that keeps them.
  package var wiki: String
  /// What the pages' names begin with, without the namespace.
  package var name: String
  /// What is called how in other languages than English.
  package var titles = ChartTitles()

  /// The name of the table with every KPI.
  package var tableName: String { name + ".tab" }
  /// The name of the table that the chart draws.
  package var drawnTableName: String { name + "/Chart.tab" }
  /// The name of the chart.
  package var chartName: String { name + ".chart" }
}

extension ReportSections {
  /// Reads where charts go; a report whose title can't be a page's has to name a page.
  func readCharts(_ cursor: YAMLCursor, wikis: [String], title: YAMLCursor?, kpis: [KPIRequest]) -> ChartTarget? {
    guard let fields = cursor.fields(["wiki", "page", "titles"], required: ["wiki"]) else { return nil }
    let wiki = readWiki(fields["wiki"], wikis: wikis)
    let longest = DataPageRules.longestName - "/Chart.tab".utf8.count
    let name: String?
    if let page = fields["page"] {
      name = TitleReader.title(page).map(Self.plainName)
    } else if let title = title?.text, TitleReader.isPlain(title), title.utf8.count <= longest {
      name = Self.plainName(title)
    } else {
      cursor.mistake("\(cursor.path) needs the key \"page\", because the report's title can't be a page's title")
      return nil
    }
    guard let wiki, let name else { return nil }
    guard !name.isEmpty, name.utf8.count <= longest else {
      (fields["page"] ?? cursor).mistake("\(cursor.path): the name of its pages must have 1 to \(longest) bytes")
      return nil
    }
    let titles = fields["titles"].map { ChartTitles($0, kpis: kpis) } ?? ChartTitles()
    return ChartTarget(wiki: wiki, name: name, titles: titles)
  }

  /// A page's name without the namespace and an ending.
  private static func plainName(_ title: String) -> String {
    var name = title[...]
    if name.lowercased().hasPrefix("data:") { name = name.dropFirst("data:".count) }
    for ending in DataPage.Kind.allCases.map(\.ending) where name.hasSuffix(ending) {
      name = name.dropLast(ending.count)
    }
    return String(name.trimmingBlanks)
  }
}
