import MediaWiki

/// Lists the pages whose titles start with a prefix.
struct ArchiveLister: Sendable {
  let wiki: Wiki
  let survey: WikiSurvey

  /// The pages of the two prefixes of a pair.
  func list(_ pair: ArchivePlan.Pair) async throws -> (full: [WikiSurvey.Page], named: [WikiSurvey.Page]) {
    var parameters = [
      "action": "query", "prop": "info|pageprops", "ppprop": LiquidThreads.pageProperty, "generator": "allpages",
    ]
    parameters.merge(range(pair.full, prefix: "gap")) { $1 }
    if let named = pair.named {
      parameters["list"] = "allpages"
      parameters.merge(range(named, prefix: "ap")) { $1 }
    }
    var full: [WikiSurvey.Page] = []
    var named: [Int] = []
    for try await batch in wiki.query(parameters, as: SurveyAnswer.self) {
      full += (batch.answer?.pages ?? []).compactMap { WikiSurvey.Page($0, redirects: []) }
      named += (batch.answer?.allpages ?? []).compactMap(\.pageid)
    }
    return (full, try await pages(byID: named))
  }

  /// Pages by their ids, those that the survey met without asking again.
  func pages(byID ids: [Int]) async throws -> [WikiSurvey.Page] {
    var pages = ids.compactMap { survey.pages[$0] }
    let unknown = ids.filter { survey.pages[$0] == nil }
    let most = WikiSurvey.batchLength
    for start in stride(from: 0, to: unknown.count, by: most) {
      let batch = unknown[start..<min(start + most, unknown.count)].map { String($0) }
      let parameters = [
        "action": "query", "prop": "info|redirects|pageprops", "rdprop": "title", "rdlimit": "max",
        "ppprop": LiquidThreads.pageProperty,
        "pageids": batch.joined(separator: "|"),
      ]
      for try await batch in wiki.query(parameters, as: SurveyAnswer.self) {
        pages += (batch.answer?.pages ?? []).compactMap { page in
          WikiSurvey.Page(page, redirects: (page.redirects ?? []).map(\.title))
        }
      }
    }
    return pages
  }

  /// The pages that have these titles now; redirects are pages of their own.
  func pages(titled titles: [String]) async throws -> [WikiSurvey.Page] {
    var pages: [WikiSurvey.Page] = []
    let most = WikiSurvey.batchLength
    for start in stride(from: 0, to: titles.count, by: most) {
      let parameters = [
        "action": "query", "prop": "info|pageprops", "ppprop": LiquidThreads.pageProperty,
        "titles": titles[start..<min(start + most, titles.count)].joined(separator: "|"),
      ]
      for try await batch in wiki.query(parameters, as: SurveyAnswer.self) {
        pages += (batch.answer?.pages ?? []).compactMap { WikiSurvey.Page($0, redirects: []) }
      }
    }
    return pages
  }

  private func range(_ pattern: String, prefix: String) -> [String: String] {
    let (namespace, start) = survey.split(String(pattern.dropLast()))
    return [
      "\(prefix)namespace": String(namespace), "\(prefix)prefix": start, "\(prefix)limit": "max",
      "\(prefix)filterredir": "nonredirects",
    ]
  }
}
