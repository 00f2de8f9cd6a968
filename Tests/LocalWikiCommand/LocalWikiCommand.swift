import ArgumentParser
import Foundation
import LocalWiki

/// Starts a wiki with the demo's pages and histories, to try kpibot on.
@main
struct LocalWikiCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "localwiki",
    abstract: "Start a wiki on this machine with the demo's pages, and a report folder and credentials for it.")

  @Option(help: ArgumentHelp("The folder of the demo.", valueName: "dir")) var demo = "templates/demo"
  @Option(help: ArgumentHelp("Where to write the report folder and the credentials.", valueName: "dir"))
  var folder: String?

  func run() async throws {
    let place =
      folder
      ?? FileManager.default.temporaryDirectory.appendingPathComponent("kpibot-localwiki-\(getpid())").path
    say("Starting a wiki …")
    let facts = try DemoFacts(folder: demo)
    let pageviews = try PageviewsServer(facts.pageviews)
    let wiki = try await LocalWiki.start()
    defer {
      wiki.stop()
      try? FileManager.default.removeItem(atPath: place)
      say("Stopped; the wiki and \(place) are removed.")
    }
    let bot = try await wiki.createBot()
    try await wiki.importHistories(facts.histories)
    let report = LocalReport(folder: place, demo: demo)
    try report.write(api: wiki.api, pageviews: pageviews, bot: bot)
    try await wiki.save(report.page, report.humanText)
    say(
      """

      A wiki with the demo's pages: \(wiki.address)/index.php/\(report.page.replacing(" ", with: "_"))

      Try, in another shell:

        swift run kpibot publish \(report.reportFolder) --credentials \(report.credentials) \\
          --store \(place)/facts.sqlite --as-of 2026-11-03T06:00:00Z

      Ctrl-C stops the wiki and removes it.
      """)
    await Interrupt.wait()
    withExtendedLifetime(pageviews) {}
  }

  /// Writes at once, also where nobody's terminal is.
  private func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
}
