import MediaWiki

extension TableFacts {
  /// Takes from wiki pages what a report needs of them.
  ///
  /// Figures are those that stood on their page at a time; lists are read as they were at the end of each period.
  init(_ report: ReportDefinition, until end: Instant, page: (String, String) throws -> TablePageFacts) rethrows {
    self.init()
    if let place = report.figures {
      let facts = try page(place.page, place.wiki)
      let name = "\(place.page) on \(place.wiki)"
      let (source, faults) = FigureSource.read(facts, name: name, report: report, until: end)
      figures.sources = [source]
      self.faults += faults
    }
    for source in Set(report.kpis.flatMap(\.lists)) {
      let facts = try page(source.page, source.wiki)
      lists.append(ListFact(source: source, page: facts))
    }
  }
}

extension FigureSource {
  /// Reads the figures of the newest version before a time, with what is wrong there.
  static func read(
    _ page: TablePageFacts, name: String, report: ReportDefinition, until end: Instant
  ) -> (source: FigureSource, faults: [Mistake]) {
    let newest = page.versions.last { $0.timestamp < end }
    var source = FigureSource(
      name: name, coverage: Coverage(name: name, until: newest?.seen, problem: page.problem), figures: [])
    guard let newest else { return (source, []) }
    do throws(FigurePage.Problem) {
      if let message = newest.problem { throw FigurePage.Problem(message: message) }
      let rows = try FigurePage(name: name, report: report).read(newest.tables, now: end)
      source = FigureSource(name: name, coverage: source.coverage, figures: rows.figures, unread: rows.unread)
      return (source, rows.faults)
    } catch {
      source = FigureSource(name: name, coverage: Coverage(name: name, until: nil, problem: error.message), figures: [])
      source.isReadable = false
      return (source, [])
    }
  }
}
