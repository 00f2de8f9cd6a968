import ArgumentParser
import KPIReports

/// Lists what can be measured.
struct KPIs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kpis", abstract: "List what can be measured, each with its definition, options and source.")

  @Option(name: .customLong("format"), help: "How the list is written: text or json.") var askedFormat: TextFormat?
  // There is nothing to log, and scripts give every command the same.
  @OptionGroup(visibility: .hidden) var logging: LogOptions

  func validate() throws { try TextFormat.check(askedFormat, with: logging) }

  private var format: TextFormat { TextFormat(askedFormat, with: logging) }

  func run() throws {
    let listing = KPIListing()
    do {
      try Output.write(format == .json ? listing.json() : listing.text)
    } catch {
      throw Failure(error).told(logging, run: Run.newID())
    }
  }
}
