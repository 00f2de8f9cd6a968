import KPIReports
import Logging

/// What `publish` does between its options and its words.
struct PublishingWork {
  /// Whether nothing is done unless a complete period has not been published yet.
  let onlyIfDue: Bool
  /// Whether everything is done except saving.
  let isRehearsal: Bool
  /// Whether values may be unknown.
  let allowsPartial: Bool
  /// Whether values may differ much from those published before.
  let isForced: Bool
  /// Whether the user chose how many periods to show.
  let hasChosenColumns: Bool
  /// Whether somebody is there to ask before a later period is replaced.
  let asks: Bool
  /// Tells what came of a page beside the report's.
  let tellBeside: @Sendable (PublishingOutcome) throws -> Void

  /// What `check` asks: a publish by hand, except saving and telling.
  static let rehearsal = PublishingWork(
    onlyIfDue: false, isRehearsal: true, allowsPartial: false, isForced: false, hasChosenColumns: false, asks: false,
    tellBeside: { _ in })

  /// What is known of the work so far, for whoever tells how it ended.
  struct Record {
    var page: PageAddress?
    var wiki: String?
    var period: Period?
    var summary: String?
    /// Whether it ended because a source is behind.
    var isWaiting = false
    /// What kept the numbers for charts from being saved.
    var uncharted: (any Error)?
    /// What kept the store from noting what the page shows.
    var unnoted: (any Error)?
    /// What kept it from being told that a page beside the report's was saved.
    var untold: (any Error)?
    /// What kept links from other pages.
    var unlinked: [any Error] = []
    /// Why other pages can't have the link, which is no fault of the report's page.
    var unlinkable: [PublishingRefusal] = []

    /// What went wrong beside the report's page, which is published all the same; nil where nothing did.
    var besides: Failure? {
      let note = unnoted.map {
        Failure(
          status: .store, text: "what the page shows is not noted yet, which the next publish makes up for: \($0)")
      }
      let others = ([uncharted, untold].compactMap(\.self) + unlinked).map(Failure.init)
      return Failure(all: [note].compactMap(\.self) + others)
    }
  }

  /// Publishes, once the page is due and the facts are there.
  func publish(_ run: Run, _ record: inout Record) async throws -> PublishingOutcome {
    let target = try run.page()
    record.page = target.address
    record.wiki = target.wiki.name
    record.period = run.pipeline.periods.last
    guard onlyIfDue else { return try await attempt(run, &record, due: nil) }
    let (due, page) = try await run.due()
    if let reason = due.reasonToRest, try await !run.isChanged(page), try await run.isLinked() {
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
    if run.choices.isOffline { return try await rehearseOffline(run, &record) }
    let prepared = try await run.publisher(isForced: isForced, isScheduled: onlyIfDue)
    record.summary = prepared.publisher.summary
    try checkTables(of: prepared.report)
    let isRefused = !allowsPartial && prepared.report.reasonNotToPublish != nil
    if onlyIfDue, !run.pipeline.isOffline, !(isRefused && prepared.isHopeless), let reason = prepared.reasonToWait {
      let isPatient = try await run.connect().isPatient
      if isPatient || !allowsPartial { throw SourceIsLate(reason: reason) }
    }
    if !isRefused, due?.isShown ?? false, let reason = prepared.reasonToWait,
      try await prepared.publisher.isNoNews()
    {
      return prepared.publisher.unchanged(reason)
    }
    let outcome = try await finish(prepared, &record, log: run.log)
    for refusal in record.unlinkable { run.log.warning("\(refusal)") }
    guard outcome.result == .published, let catchUp = due?.catchUp else { return outcome }
    return outcome.explained([catchUp, outcome.reason].compactMap(\.self).joined(separator: ". "))
  }

  /// Does what can be done of a publish without asking anybody.
  private func rehearseOffline(_ run: Run, _ record: inout Record) async throws -> PublishingOutcome {
    guard try run.settings().credentials != nil else { throw SettingsError.missing(in: run.credentialsFile) }
    let report = try await run.pipeline.measure(run.facts())
    let summary = run.pipeline.render(report).summary
    record.summary = summary
    try checkValues(of: report)
    return PublishingOutcome(
      .dryRun, page: try run.page().address, revision: nil, summary: summary,
      reason: "no wiki was asked, so account and page were not checked")
  }

  private func checkTables(of report: Report) throws(ReportMistakes) {
    guard report.faults.isEmpty else { throw ReportMistakes(mistakes: report.faults) }
  }

  private func checkValues(of report: Report) throws {
    try checkTables(of: report)
    guard !allowsPartial, let reason = report.reasonNotToPublish else { return }
    throw Failure(status: .incomplete, text: reason)
  }

  /// Saves what was measured, or does all but that.
  func finish(
    _ prepared: PreparedPublisher, _ record: inout Record, log: Logger
  ) async throws -> PublishingOutcome {
    try checkValues(of: prepared.report)
    if asks, let question = try await prepared.publisher.rehearse(goesOn: !isRehearsal).question {
      guard Questions(mayAsk: true).agrees(to: question) else {
        return prepared.publisher.unchanged("\(question): not agreed to")
      }
    }
    let publisher: Publisher
    (publisher, record.uncharted) = try await chart(prepared, &record, log: log)
    let outcome = isRehearsal ? try await publisher.rehearse() : try await publisher.publish()
    await link(prepared, &record, log: log)
    record.unnoted = prepared.publisher.unnoted
    return outcome
  }

  /// Saves the numbers for charts before the page that shows them; gives what saves that page, which shows a chart only
  /// where there is one, and what went wrong.
  private func chart(
    _ prepared: PreparedPublisher, _ record: inout Record, log: Logger
  ) async throws -> (Publisher, (any Error)?) {
    guard let charts = prepared.charts else { return (prepared.publisher, nil) }
    // What is refused on the page must not stand beside it.
    _ = try await prepared.publisher.rehearse(goesOn: !isRehearsal)
    // A page that is saved is saved, whether or not anybody can read so.
    var untold: (any Error)?
    defer { record.untold = untold }
    func tell(_ outcome: PublishingOutcome) {
      if outcome.result == .published {
        log.notice("saved \(outcome.page ?? "") on \(charts.wikiName): revision \(outcome.revision ?? 0)")
      }
      do { try tellBeside(outcome) } catch { untold = untold ?? error }
    }
    do {
      if isRehearsal {
        try await charts.rehearse(tell: tell)
      } else {
        try await charts.publish(tell: tell)
      }
      return (prepared.publisher, nil)
    } catch {
      let isThere = await charts.areThere()
      return (isThere ? prepared.publisher.withOldChart : prepared.publisher.withoutChart, error)
    }
  }

  /// Puts the links to the report on other pages, and tells of each; what went wrong is noted.
  private func link(_ prepared: PreparedPublisher, _ record: inout Record, log: Logger) async {
    for place in prepared.places {
      do {
        if isRehearsal {
          if let outcome = try await prepared.linker.rehearse(on: place) { try tellBeside(outcome) }
        } else if let outcome = try await prepared.linker.publish(on: place) {
          log.notice("put the link on \(outcome.page ?? "") on \(place.wikiName): revision \(outcome.revision ?? 0)")
          try tellBeside(outcome)
        }
      } catch let refusal as PublishingRefusal where refusal.isAboutLink {
        record.unlinkable.append(refusal)
      } catch {
        record.unlinked.append(error)
      }
    }
  }
}
