import KPIReports
import MediaWiki

/// A source is behind, so that there is nothing to publish yet.
struct SourceIsLate: Error {
  /// What is awaited, in a sentence without its full stop.
  let reason: String
}

extension Run {
  /// Whether the report's page is due, by what it shows: one request, once the bot has signed in where it can.
  func due() async throws -> (due: DuePeriod, page: WikiPage) {
    let (address, definition) = try page()
    let region = MarkedRegion(report: pipeline.definition.name)
    let (page, _) = try await connect().wiki(definition).page(address.title, showing: region)
    let newest = pipeline.periods[pipeline.periods.count - 1]
    return (
      try DuePeriod(newest, report: pipeline.definition.name, text: page.revision?.text, now: pipeline.asOf), page
    )
  }

  /// Whether people changed the report's part of a page since the bot saved it: one request where somebody else edited the
  /// page last.
  func isChanged(_ page: WikiPage) async throws -> Bool {
    let wiki = try await connect().wiki(try self.page().wiki)
    guard try settings().credentials != nil else { return false }
    let watch = RegionWatch(
      MarkedRegion(report: pipeline.definition.name), on: wiki, bot: try await wiki.signedInUser().name, saved: nil)
    return try await watch.change(of: page) != nil
  }

  /// Whether every page that is to link to the report does, or did until people took the link away: one request each.
  func isLinked() async throws -> Bool {
    let (address, definition) = try page()
    for target in pipeline.definition.seeAlso {
      let other = try self.wiki(named: target.wiki)
      let page = try await connect().wiki(other).page(target.page)
      guard let text = page.revision?.text else { return false }
      let section = SeeAlsoSection(to: address, onSameWiki: other.name == definition.name)
      if section.isThere(on: text) { continue }
      // Only now, since it waits for other runs.
      let store = try await pipeline.openStore(log: log)
      guard
        try await store.hasLinked(
          page.title, wiki: store.wikiID(api: other.api.text), to: address.title, of: pipeline.definition.name,
          wiki: store.wikiID(api: definition.api.text))
      else { return false }
    }
    return true
  }

  /// The same run with the report read anew, and what counts as now.
  func renewed() throws -> Run {
    var run = self
    run.pipeline = try Self.pipeline(choices).showing(pipeline.periods.count)
    return run
  }

  /// How many requests were sent.
  var requestCount: Int {
    get async { await connection.made?.requestCount ?? 0 }
  }
}

extension PreparedPublisher {
  /// Why values are missing that come by themselves, in a sentence without its full stop; nil when nothing is worth
  /// waiting for.
  var reasonToWait: String? {
    if let reason = report.reasonToWait { return reason }
    let passing = failures.map(Failure.init).first { [.tryAgainLater, .unreachable].contains($0.status) }
    return report.unknown.isEmpty ? nil : passing?.text
  }

  /// Whether values are unknown that waiting does not bring.
  var isHopeless: Bool { report.unknown.contains { !$0.isLate } && failures.isEmpty }
}
