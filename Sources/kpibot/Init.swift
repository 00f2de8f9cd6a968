import ArgumentParser
import Foundation
import KPIReports

/// Makes a new report folder to edit.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Make a new report folder to edit.")

  @Argument(help: "The folder to make; its name becomes the report's.") var name: String
  @Option(help: ArgumentHelp("The folder of the reports that come with kpibot.", valueName: "dir"))
  var templates: String?

  func run() throws {
    do {
      try ReportSkeleton(locator: ReportLocator(templates: templates)).write(to: name)
    } catch {
      throw Failure(error).told
    }
    let program = Executable.command
    let folder = Executable.quoted(name)
    print(
      """
      Made \(name). What comes next:

      1. Edit \(name)/\(ReportReader.file): the products and their pages, the KPIs, and the page that shows them.
      2. Say whom to write to about the bot, which public wikis want to know:
           export KPIBOT_CONTACT=you@example.org
      3. See what would be published:
           \(program) preview \(folder)
      """)
  }
}
