extension SourceStatus {
  /// The sources of a report, in its order: wikis with their pageviews, then what people keep in tables.
  static func all(of report: ReportDefinition, facts: ReportFacts) -> [SourceStatus] {
    report.wikis.flatMap { wiki(named: $0.name, of: report, facts: facts) } + tables(of: facts)
  }

  private static func wiki(
    named name: String, of report: ReportDefinition, facts: ReportFacts
  ) -> [SourceStatus] {
    var statuses: [SourceStatus] = []
    var (feedback, support): ([Coverage], [Coverage]) = ([], [])
    var supportPages: [SupportPageFacts] = []
    for (product, known) in zip(report.products, facts.products) {
      let wikis = product.feedback.flatMap { source in source.names.map { _ in source.wiki } }
      feedback += zip(wikis, known.feedback).filter { $0.0 == name }.map(\.1)
      support += zip(product.support, known.supportSources).filter { $0.0.wiki == name }.map(\.1)
      supportPages += known.support.filter { page in
        page.wiki == name && !supportPages.contains { $0.pageID == page.pageID }
      }
    }
    if !feedback.isEmpty {
      let pages = facts.pages.filter { $0.wiki == name }
      func edits(_ areOnBoards: Bool) -> Int {
        pages.filter { $0.isBoard == areOnBoards }.reduce(0) { $0 + $1.edits.count }
      }
      let hasBoards = pages.contains(where: \.isBoard)
      let contents =
        [count(pages.count, "feedback page")]
        + (pages.allSatisfy(\.isBoard) && hasBoards ? [] : [count(edits(false), "revision")])
        + (hasBoards ? [count(edits(true), "post")] : [])
      let logs = [RightsLog.name(of: name), RightsLog.name(of: nil), RightsLog.nameOfStewards]
      let rights = facts.products.flatMap(\.rights).filter { logs.contains($0.name) }
      statuses.append(
        SourceStatus(
          name: name, contents: contents.joined(separator: ", "), feedback + pages.map(\.coverage) + rights))
      let discussions = zip(facts.pages, facts.discussions).filter { $0.0.wiki == name }.map(\.1)
      if report.measuresDiscussions, !discussions.isEmpty {
        let threads = count(discussions.reduce(0) { $0 + $1.threads.count }, "thread")
        statuses.append(
          SourceStatus(name: "discussions on \(name)", contents: threads, discussions.map(\.coverage)))
      }
    }
    if report.measuresReading, !support.isEmpty {
      statuses.append(SourceStatus(pageviewsOf: name, pages: supportPages, support))
    }
    return statuses
  }

  private static func tables(of facts: ReportFacts) -> [SourceStatus] {
    var statuses = facts.tables.figures.sources.map { source in
      let figures = count(source.figures.count, "figure")
      return source.coverage.map { SourceStatus(name: source.name, contents: figures, [$0]) }
        ?? SourceStatus(file: source.name, contents: figures)
    }
    for list in facts.tables.lists.sorted(by: { $0.source.name < $1.source.name }) {
      let newest = list.page.versions.last
      let coverage = Coverage(
        name: list.source.name, until: newest?.seen ?? list.page.absentUntil,
        problem: list.page.problem ?? newest?.problem)
      let contents = newest == nil && list.page.absentUntil != nil ? "no such page" : "a list"
      let status = SourceStatus(name: list.source.name, contents: contents, [coverage])
      if !statuses.contains(status) { statuses.append(status) }
    }
    let answers = facts.tables.answers.count { $0.response == nil }
    if answers > 0 { statuses.append(SourceStatus(file: FolderTables.survey, contents: count(answers, "answer"))) }
    let responses = Dictionary(grouping: Set(facts.tables.answers.compactMap(\.response)), by: \.file)
    for (file, responses) in responses.sorted(by: { $0.key < $1.key }) {
      statuses.append(SourceStatus(file: file, contents: count(responses.count, "response")))
    }
    if let register = facts.register {
      statuses.append(
        SourceStatus(file: DiscussionRegister.file, contents: count(register.rows.count, "discussion")))
    }
    return statuses
  }
}
