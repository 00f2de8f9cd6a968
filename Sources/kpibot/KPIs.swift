import ArgumentParser
import KPIReports

/// Lists what can be measured.
struct KPIs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kpis", abstract: "List what can be measured, each with its definition, options and source.")

  @Option(help: "How the list is written: text or json.") var format: TextFormat = .text
  // There is nothing to log, and scripts give every command the same.
  @OptionGroup(visibility: .hidden) var logging: LogOptions

  func run() throws {
    let listing = KPIListing()
    print(format == .json ? try listing.json() : listing.text, terminator: "")
  }
}
