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
      let publisher = prepared.publisher
      let outcome = dryRun ? try await publisher.rehearse(signsIn: signsIn) : try await publisher.publish()
      if !dryRun { unlinked = await link(prepared) }
      try tell(outcome)
    } catch {
      let failure = Failure(error)
      try tell(PublishingOutcome(refusing: page, summary: summary, reason: failure.text))
      throw failure.told
    }
    // The report is published all the same.
    if let unlinked { throw unlinked.told }
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
