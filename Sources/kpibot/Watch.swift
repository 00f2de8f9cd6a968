import Foundation
import KPIReports

/// Previews a report, and again whenever one of its files changes: from the facts in hand, once the wikis were asked.
struct Watch {
  let options: SharedOptions
  let display: DisplayOptions

  /// Shows preview after preview, until the program is ended.
  ///
  /// A mistake in the report is told and can be mended; what else keeps the first preview from being shown ends the program.
  func run(_ show: (Run) async throws -> Void) async throws {
    let console = Console(environment: ProcessInfo.processInfo.environment)
    let files: WatchedFiles
    do {
      let locator = try ReportLocator(templates: options.templates)
      files = WatchedFiles(folder: try locator.folder(of: options.report), templates: locator.templates)
    } catch {
      throw Failure(error).told
    }
    let memory = RunMemory()
    var first: Run?
    while true {
      let (stamps, columns) = (files.stamps, display.columns)
      clearScreen()
      do {
        let run = try Run(
          first.map(again) ?? options, credentials: nil, for: .look, console: console, memory: memory)
        try await show(run)
        first = first ?? run
      } catch {
        guard first != nil || error is ReportMistakes else { throw Failure(error).told }
        _ = Failure(error).told
      }
      fflush(nil)
      if console.isTerminal { console.write("Watching \(files.folder); Ctrl-C ends it") }
      try await files.waitForChange(since: stamps) { display.columns != columns }
    }
  }

  /// The options of a further preview: of the same moment, without asking anybody.
  private func again(_ first: Run) -> SharedOptions {
    var options = options
    if !first.pipeline.isOffline { options.asOf = first.pipeline.asOf.description }
    options.offline = true
    return options
  }

  private func clearScreen() {
    guard isatty(STDOUT_FILENO) == 1, ProcessInfo.processInfo.environment["TERM"] != "dumb" else { return }
    print("\u{1B}[H\u{1B}[2J", terminator: "")
    fflush(nil)
  }
}
