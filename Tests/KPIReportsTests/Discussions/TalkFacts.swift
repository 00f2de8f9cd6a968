import LocalWiki
import MediaWiki

@testable import KPIReports

/// Facts about pages with threads, as if they had been collected.
struct TalkFacts {
  /// A page: its threads, and its product.
  struct Page {
    var title = "Feedback"
    var product = 0
    var created: String?
    var checked: String? = "2027-01-01T00:00:00Z"
    var problem: String?
    let threads: [TalkThread]
    /// Who edited it when; an author after "undone " was reverted.
    var edits: [(author: String, time: String)] = []
  }

  private(set) var facts = ReportFacts()
  private var actors: [String: UInt32] = [:]

  /// Accounts in the bot group are named.
  init(_ pages: [Page], bots: Set<String> = ["Archiver Bot"]) {
    for page in pages {
      let coverage = Coverage(
        name: "\(page.title) on wiki", until: page.checked.flatMap { Instant(iso8601: $0) }, problem: page.problem)
      facts.pages.append(
        PageFacts(
          title: page.title, wiki: "wiki", pageID: facts.pages.count,
          created: page.created.flatMap { Instant(iso8601: $0) },
          coverage: coverage, lastRevisionID: nil,
          edits: page.edits.map { edit in
            let isReverted = edit.author.hasPrefix("undone ")
            let name = isReverted ? String(edit.author.dropFirst("undone ".count)) : edit.author
            return PackedEdit(
              timestamp: Instant(iso8601: edit.time)!, actor: actor(name, bots: bots), reverted: isReverted)
          }.sorted()))
      let threads = page.threads.map { thread in
        PageThread(
          heading: thread.heading ?? "",
          comments: thread.comments.map { comment in
            PackedEdit(
              timestamp: Instant(iso8601: comment.timestamp)!, actor: actor(comment.author, bots: bots), reverted: false
            )
          })
      }
      facts.discussions.append(PageDiscussions(coverage: coverage, threads: threads))
    }
    let count = (pages.map(\.product).max() ?? 0) + 1
    facts.products = (0..<count).map { product in
      ProductFacts(
        name: product == 0 ? "A" : "P\(product)", pages: pages.indices.filter { pages[$0].product == product },
        feedback: [], support: [], supportSources: [])
    }
  }

  private mutating func actor(_ name: String, bots: Set<String>) -> UInt32 {
    if let known = actors[name] { return known }
    let kind: ActorFact.Kind =
      name.hasPrefix("~2") ? .temporary : RevisionFact.Author.isAddress(name) ? .anonymous : .registered
    facts.actors.append(ActorFact(name: name, kind: kind, isInBotGroup: bots.contains(name)))
    actors[name] = UInt32(facts.actors.count - 1)
    return UInt32(facts.actors.count - 1)
  }

  /// The values of one KPI, for the whole report unless a product is named; `kpi` may have options, as in a report.
  func measure(
    _ kpi: String, in periods: [String] = ["2026-10"], of product: String? = nil, asOf: String = "2027-01-01T00:00:00Z",
    edit: (inout ReportDefinition) -> Void = { _ in }
  ) throws -> [KPIReports.Measurement] {
    var definition = try TestReports.definition(kpis: [kpi])
    definition.people.staffNames = [NamePattern("* (WMF)")]
    edit(&definition)
    return Measuring(definition, facts: facts, asOf: Instant(iso8601: asOf)!)
      .measurements(over: periods.compactMap { Period($0) }).filter { $0.product == product }
  }

  /// The value in October 2026.
  func value(
    _ kpi: String, of product: String? = nil, asOf: String = "2027-01-01T00:00:00Z",
    edit: (inout ReportDefinition) -> Void = { _ in }
  ) throws -> KPIReports.Measurement {
    try measure(kpi, of: product, asOf: asOf, edit: edit)[0]
  }

  mutating func set(register: DiscussionRegister?) { facts.register = register }
}
