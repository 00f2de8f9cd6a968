import ArgumentParser
import Foundation
import KPIReports

/// Does what a preview does, then signs in and saves the page.
struct Publish: AsyncParsableCommand {
  /// How the outcome is told.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  static let configuration = CommandConfiguration(abstract: "Update the report's page on the wiki.")

  @OptionGroup var options: SharedOptions
  @Option(help: ArgumentHelp("The credentials file.", valueName: "file")) var credentials: String?
  @Flag(help: "Do everything but save.") var dryRun = false
  @Flag(help: "Publish although values are unknown; they show as an en dash.") var allowPartial = false
  @Flag(help: "Publish although values differ much from those published before.") var force = false
  @Option(help: "How the outcome is told: text or json.") var format: Format = .text

  func run() async throws {
    var page: PageAddress?
    var summary: String?
    var unlinked: Failure?
    var uncharted: Failure?
    do {
      let run = try Run(options, credentials: credentials, for: .publish)
      page = try run.page().address
      let hasCredentials = try await run.settings().credentials != nil
      let signsIn = hasCredentials || !dryRun
      let prepared = try await run.publisher(isForced: force, signsIn: signsIn)
      summary = prepared.publisher.summary
      if !allowPartial, let reason = prepared.report.reasonNotToPublish {
        throw Failure(status: .incomplete, text: reason)
      }
      let publisher: Publisher
      (publisher, uncharted) = try await chart(prepared, signsIn: signsIn)
      let outcome = dryRun ? try await publisher.rehearse(signsIn: signsIn) : try await publisher.publish()
      if !dryRun { unlinked = await link(prepared) }
      try tell(outcome)
    } catch {
      let failure = Failure(error)
      try tell(PublishingOutcome(refusing: page, summary: summary, reason: failure.text))
      throw failure.told
    }
    // The report is published all the same.
    for failure in [uncharted, unlinked].compactMap(\.self) { throw failure.told }
  }

  /// Saves the numbers for charts before the page that shows them; gives what saves that page, which shows a chart only
  /// where there is one, and what went wrong.
  private func chart(_ prepared: PreparedPublisher, signsIn: Bool) async throws -> (Publisher, Failure?) {
    guard let charts = prepared.charts else { return (prepared.publisher, nil) }
    // What is refused on the page must not stand beside it.
    _ = try await prepared.publisher.rehearse(signsIn: signsIn)
    do {
      if dryRun {
        try await charts.rehearse(signsIn: signsIn, tell: tellBeside)
      } else {
        try await charts.publish(tell: tellBeside)
      }
      return (prepared.publisher, nil)
    } catch {
      let isThere = await charts.areThere()
      return (isThere ? prepared.publisher : prepared.publisher.withoutChart, Failure(error))
    }
  }

  /// Tells what came of a page beside the report's, which has the one object of JSON for itself.
  private func tellBeside(_ outcome: PublishingOutcome) throws {
    if format == .text { try tell(outcome) }
  }

  /// Puts the links to the report on other pages; the first that failed.
  private func link(_ prepared: PreparedPublisher) async -> Failure? {
    var failure: Failure?
    for place in prepared.places {
      do { try await prepared.linker.publish(on: place) } catch { failure = failure ?? Failure(error) }
    }
    return failure
  }

  /// Writes the outcome; why one was refused is told on standard error.
  private func tell(_ outcome: PublishingOutcome) throws {
    switch format {
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(outcome), as: UTF8.self))
    case .text where outcome.result == .refused:
      print((["refused"] + [outcome.page].compactMap(\.self)).joined(separator: " "))
    case .text:
      let words = [outcome.result.rawValue, outcome.page, outcome.reason.map { "(\($0))" }, outcome.url]
      print(words.compactMap(\.self).joined(separator: " "))
      if let summary = outcome.summary { print("Summary: \(summary)") }
    }
  }
}
