import MediaWiki

/// What is known from tables that people keep: surveys, figures and lists.
package struct TableFacts: Sendable {
  /// Answers to surveys.
  package var answers: [SurveyAnswerFact] = []
  /// Answers that can't be read.
  var unreadAnswers: [UnreadAnswer] = []
  /// Numbers that people keep by hand.
  package var figures = FigureFacts()
  /// Lists on wiki pages, each with what it held at the ends of periods.
  package var lists: [ListFact] = []
  /// What the report's own queries gave, by the ids of their KPIs.
  package var queries: [String: QueryResult] = [:]
  /// What is wrong in the tables: a look shows what can be shown all the same, and nothing is published.
  package var faults: [Mistake] = []

  /// Makes empty facts.
  package init() {}

  /// Adds what other tables say.
  mutating func add(_ other: TableFacts) {
    answers += other.answers
    unreadAnswers += other.unreadAnswers
    figures.sources += other.figures.sources
    lists += other.lists
    faults += other.faults
  }
}

/// An answer to one statement of a survey.
package struct SurveyAnswerFact: Sendable, Equatable {
  /// When it was given.
  package let day: CivilDate
  /// The statement that was scored.
  package let statement: String
  /// The score, on the scale.
  package let score: Int
  /// The lowest and the highest score that could be given.
  package let scale: ClosedRange<Int>
  /// The group of statements that this one belongs to.
  package let group: String?
  /// The product that it was about.
  package let product: String?
  /// The response that it belongs to; nil where the table does not tell one from another.
  package let response: SurveyResponse?
}

/// An answer that can't be read.
struct UnreadAnswer: Sendable {
  /// The KPI alone that it is unreadable for; nil for each that takes it.
  var kpi: String?
  /// The group of its statement.
  var group: String?
  /// The product that it was about.
  var product: String?
  /// When it was given; nil where that can't be read.
  var day: CivilDate?
  /// Why, with its place.
  let reason: String

  /// Whether a value can't be known without it.
  func concerns(_ request: KPIRequest, product: String?, in period: Period) -> Bool {
    if let kpi { return kpi == request.kpi.id }
    if case .survey(let group?) = request.options.input, group != self.group { return false }
    let isOfPeriod = day.map { (period.start..<period.end).contains($0.start) } ?? true
    return isOfPeriod && (product == nil || product == self.product)
  }
}

/// A number that people keep by hand.
package struct FigureFact: Sendable, Equatable {
  /// The figure's name.
  package let kpi: String
  /// The period that it is of.
  package let period: Period
  /// The product; nil for the whole report.
  package let product: String?
  /// The number.
  package let value: Double
  /// The number as it was written.
  package let text: String
  /// What its author wrote beside it.
  package let note: String?
}

/// The figures of a report, by the places that they are kept in.
package struct FigureFacts: Sendable {
  /// The places.
  package var sources: [FigureSource] = []

  /// Every figure with its place.
  var all: [(fact: FigureFact, source: FigureSource)] {
    sources.flatMap { source in source.figures.map { ($0, source) } }
  }
}

/// A place in which figures are kept: a file of the report, or a wiki page.
package struct FigureSource: Sendable {
  /// What a reader would call it: "facts/figures.csv", "Team/Figures on meta".
  package let name: String
  /// How far the page was read; nil for a file, which is always at hand.
  package let coverage: Coverage?
  /// What stands there.
  package let figures: [FigureFact]
  /// What stands there and can't be read.
  var unread: [UnreadFigure] = []
  /// Whether it is written so that figures can be found there.
  var isReadable = true
}

/// A list on a wiki page.
package struct ListFact: Sendable {
  /// Why a list can't be read: a sentence without its full stop.
  struct Problem: Error, Equatable {
    let message: String
  }

  private static let (yes, no): (Set, Set) = (
    ["yes", "y", "true", "1", "✓", "✔", "✅"], ["no", "n", "false", "0", "", "–", "-", "✗", "❌"]
  )

  /// Where it stands.
  package let source: ListSource
  /// What is known of its page.
  package let page: TablePageFacts

  /// The items that a version of the page has, each once.
  func items(of version: PageTableVersion) throws(Problem) -> Set<String> {
    if let problem = version.problem { throw Problem(message: problem) }
    guard let name = source.column else {
      guard let table = version.tables.first else {
        throw Problem(message: "\(source.name) has neither a table nor a list")
      }
      return Set(table.cells(0)).subtracting([""])
    }
    for table in version.tables {
      guard let column = table.place(of: name) else { continue }
      var items: Set<String> = []
      for (item, answer) in zip(table.cells(0), table.cells(column)) where !item.isEmpty {
        if Self.yes.contains(answer.lowercased()) {
          items.insert(item)
        } else if !Self.no.contains(answer.lowercased()) {
          throw Problem(message: "\(source.name): \(name) of \(item) says \"\(answer)\", neither yes nor no")
        }
      }
      return items
    }
    throw Problem(message: "\(source.name) has no table with the column \(name)")
  }
}
