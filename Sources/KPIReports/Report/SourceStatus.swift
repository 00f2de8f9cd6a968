import MediaWiki

/// How well one source of a report was read.
package struct SourceStatus: Sendable, Equatable {
  /// How much of the source is known.
  package enum State: String, Sendable {
    /// All that the report names there.
    case read
    /// Some of it, or not all of it lately.
    case partly
    /// Nothing.
    case unread
  }

  /// What it is: "meta", "pageviews of meta", "facts/survey.csv".
  package let name: String
  /// What was read there: "8 feedback pages, 24,310 revisions".
  package let contents: String
  /// How much of it is known.
  package let state: State
  /// Up to when it is whole, in words; nil where that is not known or says nothing.
  package let until: String?
  /// Why it is not whole, each reason once.
  package let problems: [String]

  /// A file of the report's folder, which is always at hand.
  init(file name: String, contents: String) {
    self.init(name: name, contents: contents, state: .read, until: nil, problems: [])
  }

  /// What was read from places of a wiki, each known so far.
  init(name: String, contents: String, _ coverages: [Coverage]) {
    let untils = coverages.compactMap(\.until)
    let problems = coverages.compactMap(\.trouble)
    self.init(
      name: name, contents: contents,
      state: problems.isEmpty ? .read : untils.isEmpty ? .unread : .partly,
      until: untils.count == coverages.count ? untils.min()?.inWords : nil, problems: problems)
  }

  private init(name: String, contents: String, state: State, until: String?, problems: [String]) {
    self.name = name
    self.contents = contents
    self.state = state
    self.until = until
    self.problems = problems.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The views of support pages, each title known through its last final day.
  init(pageviewsOf wiki: String, pages: [SupportPageFacts], _ sources: [Coverage]) {
    let articles = pages.flatMap(\.articles)
    let days = articles.compactMap { $0.finalDays?.upperBound }
    let unknown = sources.compactMap(\.trouble)
    let problems = articles.compactMap { article in
      article.problem ?? (article.finalDays == nil ? "no day of \(article.title) is final" : nil)
    }
    self.init(
      name: "pageviews of \(wiki)", contents: Self.count(pages.count, "support page"),
      state: (unknown + problems).isEmpty ? .read : days.isEmpty ? .unread : .partly,
      until: days.count == articles.count
        ? days.min().map { "the end of \(CivilDate(dayNumber: $0).inWords)" } : nil, problems: unknown + problems)
  }

  /// A number of things: "1 page", "2,310 revisions".
  static func count(_ number: Int, _ thing: String) -> String {
    "\(ShownValue.grouped("\(number)")) \(thing)\(number == 1 ? "" : "s")"
  }
}

extension Coverage {
  /// Why the facts are not whole; nil when they are.
  fileprivate var trouble: String? { problem ?? (until == nil ? "\(name) was never read" : nil) }
}
