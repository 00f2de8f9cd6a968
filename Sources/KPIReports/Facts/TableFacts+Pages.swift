import MediaWiki

extension TableFacts {
  /// Takes from wiki pages what a report needs of them.
  ///
  /// Figures are those that stood on their page at a time; lists are read as they were at the end of each period.
  init(_ report: ReportDefinition, until end: Instant, page: (String, String) throws -> TablePageFacts) rethrows {
    self.init()
    if let place = report.figures {
      let facts = try page(place.page, place.wiki)
      figures.sources = [FigureSource(facts, name: "\(place.page) on \(place.wiki)", report: report, until: end)]
    }
    for source in Set(report.kpis.flatMap(\.lists)) {
      let facts = try page(source.page, source.wiki)
      lists.append(ListFact(source: source, page: facts))
    }
  }
}

extension FigureSource {
  /// Reads the figures of the newest version before a time; one mistake there makes all of them unknown.
  init(_ page: TablePageFacts, name: String, report: ReportDefinition, until end: Instant) {
    let newest = page.versions.last { $0.timestamp < end }
    var figures: [FigureFact] = []
    var problem = page.problem
    var until = newest?.seen
    if let newest {
      do throws(FigurePage.Problem) {
        if let message = newest.problem { throw FigurePage.Problem(message: message) }
        figures = try FigurePage(name: name, report: report).read(newest.tables)
      } catch {
        (problem, until) = (error.message, nil)
      }
    }
    self.init(name: name, coverage: Coverage(name: name, until: until, problem: problem), figures: figures)
  }
}
