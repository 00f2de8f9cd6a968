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
    try await options.run(credentials: credentials, for: .publish) { run in
      let (publisher, settings) = try await run.publisher(isForced: force, needsCredentials: !dryRun)
      if let reason = publisher.report.reasonNotToPublish, !allowPartial {
        try tell(publisher.publisher.refusal(reason), run)
        throw ExitCode(Status.incomplete.rawValue)
      }
      do {
        let outcome =
          dryRun
          ? try await publisher.publisher.rehearse(signsIn: settings.credentials != nil)
          : try await publisher.publisher.publish()
        try tell(outcome, run)
      } catch {
        try tell(publisher.publisher.refusal("\(error)"), run)
        throw error
      }
    }
  }

  private func tell(_ outcome: Publisher.Outcome, _ run: Run) throws {
    switch format {
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      run.output(String(decoding: try encoder.encode(outcome), as: UTF8.self) + "\n")
    case .text where outcome.result != .refused:
      let words = [outcome.result.rawValue, outcome.page, outcome.reason.map { "(\($0))" }, outcome.url]
      run.output(words.compactMap(\.self).joined(separator: " ") + "\nSummary: \(outcome.summary)\n")
    case .text:
      run.output("refused \(outcome.page)\n")
      if let reason = outcome.reason { run.complain(reason) }
    }
  }
}
