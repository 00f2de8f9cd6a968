import MediaWiki

@testable import KPIReports

/// A report of one page with so many edits a month, for tests of what is told about series.
struct MonthlyEdits {
  static let last = Period("2026-10")!
  static let asOf = Instant(iso8601: "2026-11-03T00:00:00Z")!

  /// Edits by one person, the last number in October 2026.
  let counts: [Int]
  var shown = 3
  var told: [ToldValue] = []
  var definition: ReportDefinition

  init(_ counts: [Int], kpis: [String] = ["edits"]) throws {
    self.counts = counts
    definition = try TestReports.definition(kpis: kpis)
  }

  var facts: ReportFacts {
    let first = Self.last.advanced(by: 1 - counts.count)
    let coverage = Coverage(name: "Feedback on wiki", until: Self.asOf, problem: nil)
    var facts = ReportFacts()
    facts.actors = [nil, ActorFact(name: "Ann", kind: .registered, isInBotGroup: false)]
    let edits = counts.enumerated().flatMap { place, count in
      (0..<count).map { number in
        let time = first.advanced(by: place).start.adding(seconds: Int64(number) * 60)
        return PackedEdit(timestamp: time, actor: 1, reverted: false)
      }
    }
    facts.pages = [
      PageFacts(
        title: "Feedback", wiki: "wiki", pageID: 1, created: first.start, coverage: coverage, lastRevisionID: nil,
        edits: edits)
    ]
    let unread = Coverage(name: "Help:A on wiki", until: nil, problem: nil)
    facts.products = [ProductFacts(name: "A", pages: [0], feedback: [coverage], support: [], supportSources: [unread])]
    facts.told = told
    return facts
  }

  var report: Report {
    let periods = (0..<shown).map { Self.last.advanced(by: $0 - shown + 1) }
    return Report(definition, facts: facts, periods: periods, asOf: Self.asOf)
  }

  /// A value that readers were told.
  static func told(
    _ value: Double, in period: String, definition: Int = 1, method: String? = nil, product: String? = nil
  ) throws -> ToldValue {
    let words = KPICatalogue.definition("edits")?.definition(KPIOptions()) ?? ""
    let told = PublishedValue(
      kpi: "edits", definition: definition, method: method ?? words, product: product, period: period, value: value,
      status: .complete, n: Int(value))
    return ToldValue(first: told, last: told)
  }
}

extension KPIDefinition {
  /// The definition as a later release could have it.
  func raised(to version: Int, history: [KPIVersion]) -> KPIDefinition {
    var raised = self
    (raised.version, raised.history) = (version, history)
    return raised
  }
}
