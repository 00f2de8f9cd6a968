import ArgumentParser
import KPIReports

/// Brings the fact store up to date and shows nothing.
struct Collect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Only bring the facts of a report up to date.")

  @Flag(help: "Compare every stored page history with the wiki, from the beginning.") var again = false

  @OptionGroup var options: SharedOptions

  func run() async throws {
    try await options.run(for: .collect) { run in
      let store = try await run.pipeline.openStore(log: run.log)
      try await run.collect(into: store, isEveryWikiNeeded: true, readsAgain: again)
    }
  }
}
