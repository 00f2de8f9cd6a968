import ArgumentParser
import Foundation
import KPIReports
import Logging

/// Does what a preview does, then signs in and saves the page.
struct Publish: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Update the report's page on the wiki.")

  @OptionGroup var options: SharedOptions
  @Option(help: ArgumentHelp("The credentials file.", valueName: "file")) var credentials: String?
  @Flag(help: "Do everything but save.") var dryRun = false
  @Flag(help: "Publish although values are unknown; they show as an en dash.") var allowPartial = false
  @Flag(help: "Publish although values differ much from those published before.") var force = false
  @Flag(help: "Do nothing unless a complete period has not been published yet; wait for sources that are behind.")
  var ifDue = false
  @Option(
    help: ArgumentHelp(
      "An address to tell how the run begins and ends, as healthchecks.io has it; also KPIBOT_PING.", valueName: "url"))
  var ping: String?
  @Option(name: .customLong("format"), help: "How the outcome is told: text or json.") var askedFormat: TextFormat?

  func validate() throws {
    try TextFormat.check(askedFormat, with: options.logging)
    guard options.chosenReport != nil else {
      throw ValidationError("Name the report to publish, for example 'kpibot publish my-team'.")
    }
    if options.offline, !dryRun {
      throw ValidationError("publish asks the wiki; with --offline it takes --dry-run, or use 'kpibot preview'.")
    }
    if options.offline, ifDue {
      throw ValidationError("--if-due asks the wiki what its page shows, so --offline can't be given with it.")
    }
    if ifDue, options.period != nil {
      throw ValidationError("--if-due takes the newest complete period, so --period can't be given with it.")
    }
  }

  private var format: TextFormat { TextFormat(askedFormat, with: options.logging) }

  func run() async throws {
    let begin = ContinuousClock.now
    let id = Run.newID()
    let console = Console(environment: ProcessInfo.processInfo.environment)
    let log = options.logging.logger(run: id, on: console)
    let interruption = Interruption(console, publishing: options.logging.handler(run: id, on: console))
    defer { withExtendedLifetime(interruption) {} }
    let signal = dryRun ? nil : await signal(log)
    await signal?.send(.started)
    var record = PublishingWork.Record()
    var failure: Failure?
    var run: Run?
    let outcome: PublishingOutcome
    do {
      let begun = try Run(
        options, credentials: credentials, for: .publish, id: id, console: console, interruption: interruption)
      run = begun
      outcome = try await work.publish(begun, &record)
      failure = record.besides
    } catch {
      let reason = Failure(error)
      failure = reason
      outcome = PublishingOutcome(refusing: record.page, summary: record.summary, reason: reason.text)
    }
    // What could not be saved beside the page belongs to what came of it.
    do {
      try tell(outcome.result == .refused ? outcome : outcome.explained(failure?.text ?? outcome.reason))
    } catch {
      // What was saved is saved all the same, and the log's last line says so.
      failure = Failure(all: [failure, Failure(error)].compactMap(\.self))
    }
    if options.logging.logFormat == .text { _ = failure?.told }
    let closing = Closing(
      outcome: outcome, record: record, failure: failure, duration: ContinuousClock.now - begin,
      requests: await run?.requestCount ?? 0)
    await signal?.send(failure == nil ? .succeeded : record.isWaiting ? .waits : .failed, closing.line)
    closing.tell(log, isJSON: options.logging.logFormat == .json)
    if let failure { throw failure.exit }
  }

  private var work: PublishingWork {
    PublishingWork(
      onlyIfDue: ifDue, isRehearsal: dryRun, allowsPartial: allowPartial, isForced: force,
      hasChosenColumns: options.periods != nil,
      asks: options.period != nil && !dryRun && format == .text && isatty(STDIN_FILENO) == 1
        && isatty(STDOUT_FILENO) == 1,
      // The report's page has the one object of JSON for itself.
      tellBeside: { if format == .text { try tell($0) } })
  }

  private func signal(_ log: Logger) async -> DeadManSignal? {
    await DeadManSignal(
      option: ping, credentials: credentials, environment: ProcessInfo.processInfo.environment, log: log)
  }

  /// Writes the outcome; why one was refused is told on standard error.
  private func tell(_ outcome: PublishingOutcome) throws {
    switch format {
    case .json:
      try Output.write(outcome.jsonText())
    case .text where outcome.result == .refused:
      try Output.write((["refused"] + [outcome.page].compactMap(\.self)).joined(separator: " ") + "\n")
    case .text:
      let words = [outcome.result.rawValue, outcome.page, outcome.reason.map { "(\($0))" }, outcome.url]
      let lines =
        [words.compactMap(\.self).joined(separator: " ")]
        + [outcome.summary.map { "Summary: \($0)" }].compactMap(\.self)
      try Output.write(lines.map { "\($0)\n" }.joined())
    }
  }
}
