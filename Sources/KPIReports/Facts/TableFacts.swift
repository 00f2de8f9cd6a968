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

  /// The items that a version of the page has, each once: their names as wikis compare them, with their lines.
  func items(of version: PageTableVersion) throws(Problem) -> [String: Int?] {
    if let problem = version.problem { throw Problem(message: problem) }
    let (table, column) = try table(of: version)
    if let problem = table.problem { throw Problem(message: "\(source.name) \(problem)") }
    var items: [String: Int?] = [:]
    for (row, item) in table.cells(0).enumerated() where !item.isEmpty {
      if let column {
        let answer = table.cells(column)[row]
        if Self.no.contains(answer.lowercased()) { continue }
        if !Self.yes.contains(answer.lowercased()) {
          let place = table.position(row: row, column: column).map { " (line \($0.line))" } ?? ""
          let name = source.column ?? ""
          throw Problem(
            message: "\(source.name): \(name) of \(item)\(place) says \"\(answer)\", neither yes nor no")
        }
      }
      let name = Self.name(item)
      if items[name] == nil { items[name] = .some(table.position(row: row, column: 0)?.line) }
    }
    return items
  }

  /// The table or the list, and the column that counts; refused where another one could be meant as well.
  private func table(of version: PageTableVersion) throws(Problem) -> (PageTable, column: Int?) {
    guard let name = source.column else {
      if let unread = version.unread { throw Problem(message: "\(source.name) \(unread)") }
      guard let table = version.tables.first else {
        throw Problem(message: "\(source.name) has neither a table nor a list")
      }
      guard version.tables.count == 1 else {
        throw Problem(
          message:
            "\(source.name) has \(Self.count(version.tables)), and which is meant can't be known; keep what counts "
            + "in one list without other lines in it, or in one table whose column is named in report.yaml")
      }
      guard table.kind != .headless else {
        let line = table.line.map { " (line \($0))" } ?? ""
        throw Problem(
          message: "\(source.name) has a table\(line) whose first row is none of headings; begin its cells with \"!\"")
      }
      return (table, nil)
    }
    let tables = version.tables.filter { $0.kind != .list && $0.place(of: name) != nil }
    guard let table = tables.first, let column = table.place(of: name) else {
      throw Problem(message: "\(source.name) has no table with the column \(name)")
    }
    let isOne = tables.count == 1 && table.columns.filter { $0.lowercased() == name.lowercased() }.count == 1
    guard isOne else {
      throw Problem(
        message:
          "\(source.name) has \(Self.count(tables)) with the column \(name) more than once; keep what counts in one")
    }
    return (table, column)
  }

  /// "2 lists and a table (lines 3, 9 and 12)".
  private static func count(_ tables: [PageTable]) -> String {
    func words(_ count: Int, _ name: String) -> String? {
      count == 0 ? nil : count == 1 ? "a \(name)" : "\(count) \(name)s"
    }
    let lists = tables.count { $0.kind == .list }
    let words = [words(lists, "list"), words(tables.count - lists, "table")].compactMap(\.self).joined(
      separator: " and ")
    let mostLines = 6
    let lines = tables.compactMap(\.line)
    guard !lines.isEmpty else { return words }
    guard lines.count > 1 else { return "\(words) (line \(lines[0]))" }
    let named = lines.prefix(mostLines).map { "\($0)" }
    let end = lines.count > mostLines ? ", …" : " and \(named[named.count - 1])"
    let first = lines.count > mostLines ? named[...] : named.dropLast()
    return "\(words) (lines \(first.joined(separator: ", "))\(end))"
  }

  /// A name as wikis compare titles: without a difference between blanks and underscores, and in the first letter's case.
  static func name(_ text: String) -> String {
    let invisible = text.unicodeScalars.filter {
      !(0x200E...0x200F ~= $0.value || 0x202A...0x202E ~= $0.value || $0.value == 0x00AD)
    }
    let words = String(String.UnicodeScalarView(invisible)).replacing("\u{2212}", with: "-")
      .split { $0.isWhitespace || $0 == "_" }
    let name = words.joined(separator: " ")
    return name.prefix(1).uppercased() + name.dropFirst()
  }
}
