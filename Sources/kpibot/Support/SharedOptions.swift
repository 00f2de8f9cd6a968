import ArgumentParser
import Foundation
import KPIReports
import Logging
import MediaWiki

/// The options that every command with a report shares.
struct SharedOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A report folder, or the name of one under templates. The default is demo, except for publish.",
      valueName: "report"))
  var chosenReport: String?
  @Option(help: "The period to show last, such as 2026-10; by default the last complete one.") var period: String?
  @Option(help: ArgumentHelp("How many periods to show.", valueName: "n")) var periods: Int?
  @Option(help: ArgumentHelp("What counts as now, such as 2026-11-03T06:00:00Z.", valueName: "instant"))
  var asOf: String?
  @Option(help: ArgumentHelp("The file of the facts.", valueName: "file")) var store: String?
  @Option(
    help: ArgumentHelp(
      "How long to keep retrying temporary failures in all, such as 90s or 15m. The default is 15m for collect and "
        + "publish, 1m for the others.", valueName: "time"))
  var patience: WaitingTime?
  @Flag(help: "Use the facts in hand; ask no wiki.") var offline = false
  @Option(help: ArgumentHelp("The folder of the reports that come with kpibot.", valueName: "dir"))
  var templates: String?
  @OptionGroup var logging: LogOptions

  /// The report that was named, or the demo.
  var report: String { chosenReport ?? "demo" }

  func validate() throws {
    if let periods, !(1...600).contains(periods) { throw ValidationError("--periods takes a number from 1 to 600.") }
    if let asOf, Instant(iso8601: asOf) == nil {
      throw ValidationError("--as-of takes a UTC time such as 2026-11-03T06:00:00Z, not '\(asOf)'.")
    }
  }

  /// Prepares a run, does the work, and turns what goes wrong into a sentence and an exit code.
  func run(
    credentials: String? = nil, for purpose: Run.Purpose = .look, _ work: (Run) async throws -> Void
  ) async throws {
    let id = Run.newID()
    do {
      try await work(try Run(self, credentials: credentials, for: purpose, id: id))
    } catch let exit as ExitCode {
      throw exit
    } catch {
      throw Failure(error).told(logging, run: id)
    }
  }
}
