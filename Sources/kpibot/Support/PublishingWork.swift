import KPIReports
import Logging

/// What `publish` does between its options and its words.
struct PublishingWork {
  /// Whether nothing is done unless a complete period has not been published yet.
  let onlyIfDue: Bool
  /// Whether everything is done but to save.
  let isRehearsal: Bool
  /// Whether values may be unknown.
  let allowsPartial: Bool
  /// Whether values may differ much from those published before.
  let isForced: Bool
  /// Whether the user chose how many periods to show.
  let hasChosenColumns: Bool
  /// Tells what came of a page beside the report's.
  let tellBeside: (PublishingOutcome) throws -> Void

  /// What is known of the work so far, for whoever tells how it ended.
  struct Record {
    var page: PageAddress?
    var wiki: String?
    var period: Period?
    var summary: String?
    /// Whether it ended because a source is behind.
    var isWaiting = false
    /// What kept the numbers for charts from being saved.
    var uncharted: Failure?
    /// What kept links from other pages.
    var unlinked: [Failure] = []

    /// What went wrong beside the report's page, which is published all the same; nil where nothing did.
    var besides: Failure? { Failure(all: [uncharted].compactMap(\.self) + unlinked) }
  }

  /// Publishes, once the page is due and the facts are there.
  func publish(_ run: Run, _ record: inout Record) async throws -> PublishingOutcome {
    let target = try run.page()
    record.page = target.address
    record.wiki = target.wiki.name
    record.period = run.pipeline.periods.last
    guard onlyIfDue else { return try await attempt(run, &record, due: nil) }
    let (due, page) = try await run.due()
    if let reason = due.reasonToRest, try await run.isLinked() {
      return PublishingOutcome(
        .unchanged, page: target.address, revision: page.revision?.id, summary: nil, reason: reason)
    }
    var run = run
    if !hasChosenColumns {
      run.pipeline = run.pipeline.showing(due.columns(usually: run.pipeline.periods.count))
    }
    for pause in Pauses() {
      do {
        return try await attempt(run, &record, due: due)
      } catch let late as SourceIsLate {
        if try await run.connect().isPatient { run.log.notice("\(late.reason); waiting for it") }
        guard try await run.connect().wait(atMost: pause) else {
          record.isWaiting = true
          throw Failure(
            status: .tryAgainLater,
            text: "\(late.reason). Nothing was saved; the values come by themselves, so run again later")
        }
        run = try run.renewed()
        record.period = run.pipeline.periods.last
      }
    }
    throw CancellationError()
  }

  /// Collects, measures and saves once.
  private func attempt(_ run: Run, _ record: inout Record, due: DuePeriod?) async throws -> PublishingOutcome {
    let hasCredentials = try run.settings().credentials != nil
    let signsIn = hasCredentials || !isRehearsal
    let prepared = try await run.publisher(isForced: isForced, restoresLinks: !onlyIfDue, signsIn: signsIn)
    record.summary = prepared.publisher.summary
    guard prepared.report.faults.isEmpty else { throw ReportMistakes(mistakes: prepared.report.faults) }
    let isRefused = !allowsPartial && prepared.report.reasonNotToPublish != nil
    if onlyIfDue, !run.pipeline.isOffline, !(isRefused && prepared.isHopeless), let reason = prepared.reasonToWait {
      let isPatient = try await run.connect().isPatient
      if isPatient || !allowsPartial { throw SourceIsLate(reason: reason) }
    }
    if isRefused, let reason = prepared.report.reasonNotToPublish { throw Failure(status: .incomplete, text: reason) }
    if due?.isShown ?? false, let reason = prepared.reasonToWait, try await prepared.publisher.isNoNews() {
      return prepared.publisher.unchanged(reason)
    }
    let publisher: Publisher
    (publisher, record.uncharted) = try await chart(prepared, signsIn: signsIn)
    let outcome = isRehearsal ? try await publisher.rehearse(signsIn: signsIn) : try await publisher.publish()
    record.unlinked = await link(prepared, signsIn: signsIn, log: run.log)
    return outcome.result == .published ? outcome.explained(due?.catchUp) : outcome
  }

  /// Saves the numbers for charts before the page that shows them; gives what saves that page, which shows a chart only
  /// where there is one, and what went wrong.
  private func chart(_ prepared: PreparedPublisher, signsIn: Bool) async throws -> (Publisher, Failure?) {
    guard let charts = prepared.charts else { return (prepared.publisher, nil) }
    // What is refused on the page must not stand beside it.
    _ = try await prepared.publisher.rehearse(signsIn: signsIn)
    do {
      if isRehearsal {
        try await charts.rehearse(signsIn: signsIn, tell: tellBeside)
      } else {
        try await charts.publish(tell: tellBeside)
      }
      return (prepared.publisher, nil)
    } catch {
      let isThere = await charts.areThere()
      return (isThere ? prepared.publisher.withOldChart : prepared.publisher.withoutChart, Failure(error))
    }
  }

  /// Puts the links to the report on other pages, and tells of each; what went wrong comes back.
  private func link(_ prepared: PreparedPublisher, signsIn: Bool, log: Logger) async -> [Failure] {
    var failures: [Failure] = []
    for place in prepared.places {
      do {
        if isRehearsal {
          if let outcome = try await prepared.linker.rehearse(on: place, signsIn: signsIn) { try tellBeside(outcome) }
        } else if let outcome = try await prepared.linker.publish(on: place) {
          log.notice("put the link on \(outcome.page ?? "") on \(place.wikiName): revision \(outcome.revision ?? 0)")
          try tellBeside(outcome)
        }
      } catch {
        failures.append(Failure(error))
      }
    }
    return failures
  }
}
