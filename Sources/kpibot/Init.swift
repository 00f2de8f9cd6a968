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
    let locator = ReportLocator(templates: templates, executable: Executable.path)
    do {
      try ReportSkeleton(locator: locator).write(to: name)
    } catch {
      throw Failure(error).told
    }
    print("Made \(name). Edit \(name)/\(ReportReader.file), then run: kpibot preview \(name)")
  }
}
