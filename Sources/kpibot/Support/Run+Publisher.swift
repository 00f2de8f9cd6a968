import KPIReports
import MediaWiki

extension Run {
  /// What saves the report, with the report itself.
  ///
  /// The bot signs in before anything is fetched, so that wrong credentials are told at once. A run by hand puts links
  /// back that people took away.
  func publisher(
    isForced: Bool = false, isScheduled: Bool = false
  ) async throws -> PreparedPublisher {
    let (address, definition) = try page()
    let settings = try settings()
    guard settings.credentials != nil else { throw SettingsError.missing(in: credentialsFile) }
    let connect = try await connect()
    let wiki = try connect.wiki(definition)
    _ = try await wiki.signedInUser()
    let store = try await pipeline.openStore(log: log)
    let failures = try await collect(into: store, isEveryWikiNeeded: false)
    try await PublishingLedger.settle(pipeline.definition, in: store, of: definition, on: wiki, log: log)
    let report = try await pipeline.measure(store)
    let shutoff = try pipeline.definition.shutoff.map {
      (wiki: try connect.wiki(try self.wiki(named: $0.wiki)), page: $0.page)
    }
    let ledger = try await PublishingLedger(
      report, store: store, wiki: definition, run: id, isForced: isForced, log: log)
    let publisher = Publisher(
      pipeline.render(report), on: address, of: wiki, ledger: ledger,
      checks: PublishingChecks(wiki: wiki, account: settings.account, shutoff: shutoff), isForced: isForced,
      choosesPeriod: choices.period != nil, isScheduled: isScheduled)
    func other(_ name: String) throws -> (definition: WikiDefinition, wiki: Wiki, checks: PublishingChecks) {
      let other = try self.wiki(named: name)
      let wiki = try connect.wiki(other)
      return (other, wiki, PublishingChecks(wiki: wiki, account: settings.account, shutoff: shutoff))
    }
    let places = try pipeline.definition.seeAlso.map { target in
      let place = try other(target.wiki)
      return SeeAlsoPublisher.Place(
        page: PageAddress(title: target.page, wiki: place.definition), wiki: place.wiki, definition: place.definition,
        checks: place.checks, isOnSameWiki: place.definition.name == definition.name)
    }
    let charts = try pipeline.definition.charts.map { target in
      let place = try other(target.wiki)
      return DataPagePublisher(
        ChartPages(report, target: target).all, of: report, on: place.wiki, place.definition, ledger: ledger,
        checks: place.checks, isForced: isForced)
    }
    return PreparedPublisher(
      report: report, failures: failures, publisher: publisher,
      linker: SeeAlsoPublisher(
        report: address, title: pipeline.definition.title, ledger: ledger, restores: !isScheduled),
      places: places, charts: charts)
  }
}

/// A publisher with the report it saves.
struct PreparedPublisher {
  let report: Report
  /// What could not be read of its facts.
  let failures: [any Error]
  let publisher: Publisher
  let linker: SeeAlsoPublisher
  /// The pages that are to link to the report.
  let places: [SeeAlsoPublisher.Place]
  /// What saves the report's numbers for charts; nil where it doesn't ask for them.
  let charts: DataPagePublisher?
}
