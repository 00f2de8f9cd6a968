import ArgumentParser
import Foundation
import KPIReports

/// Makes a new report folder to edit.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a new report folder to edit.",
    discussion: "On a terminal it asks for what no option says; elsewhere it writes lines to be filled in.")

  @Argument(help: "The folder to make; its name becomes the report's.") var name: String
  @Option(help: ArgumentHelp("The address of the wiki's api.php.", valueName: "url")) var wiki: String?
  @Option(help: "The page that shows the report.") var page: String?
  @Option(help: "The title of its tables; by default from the folder's name.") var title: String?
  @Option(help: "The length of its periods: week, month, quarter or year.") var period: PeriodUnit?
  @Option(help: "The name of what is measured.") var product: String?
  @Option(help: ArgumentHelp("A page where people give feedback; several are possible.", valueName: "page"))
  var feedback: [String] = []
  @Option(help: ArgumentHelp("A page that supports users; several are possible.", valueName: "page"))
  var support: [String] = []
  @Option(help: ArgumentHelp("Copy a report that comes with kpibot instead, such as demo.", valueName: "report"))
  var from: String?
  @Option(help: ArgumentHelp("The folder of the reports that come with kpibot.", valueName: "dir"))
  var templates: String?

  func validate() throws {
    let hasMore = [wiki, page, title, product].contains { $0 != nil } || period != nil || !(feedback + support).isEmpty
    if from != nil, hasMore { throw ValidationError("--from copies a report as it is; edit the copy.") }
  }

  func run() throws {
    var open: [Mistake] = []
    var tables: [String] = []
    do {
      let skeleton = ReportSkeleton(locator: try ReportLocator(templates: templates))
      if let from { tables = try skeleton.copy(from, to: name) } else { open = try skeleton.write(outline(), to: name) }
    } catch {
      throw Failure(error).told
    }
    tell(open, tables: tables)
  }

  private func outline() -> ReportOutline {
    let mayAsk = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    let questions = Questions(mayAsk: mayAsk && !FileManager.default.fileExists(atPath: name))
    let usualTitle = ReportSkeleton.title(of: name)
    var outline = ReportOutline(title: questions.ask("Title of the tables", title, usual: usualTitle) ?? usualTitle)
    outline.wiki = questions.ask("Address of the wiki's api.php", wiki, usual: "https://meta.wikimedia.org/w/api.php")
    outline.page = questions.ask("Page that shows the report, such as Team/KPIs", page)
    let unit = questions.ask(
      "Periods", period?.rawValue, usual: "month", among: PeriodUnit.allCases.map(\.rawValue))
    outline.period = unit.flatMap(PeriodUnit.init) ?? .month
    outline.product = questions.ask("Name of what is measured", product)
    outline.feedback = questions.ask("Pages where people give feedback", feedback)
    outline.support = questions.ask("Pages that support users, such as Help:X", support)
    return outline
  }

  private func tell(_ open: [Mistake], tables: [String]) {
    let program = Executable.command
    let folder = Executable.quoted(name)
    let file = "\(name)/\(ReportReader.file)"
    let edit =
      open.isEmpty
      ? "Look through \(file): the products and their pages, the KPIs, and the page that shows them."
      : "Fill in \(file):\n" + open.map { "     \($0)" }.joined(separator: "\n")
    let numbers =
      tables.isEmpty ? "" : "\n   Put your numbers into \(tables.joined(separator: " and ")), which have heads alone."
    print(
      """
      Made \(name). What comes next:

      1. \(edit)\(numbers)
      2. Say whom to write to about the bot, which public wikis want to know:
           export KPIBOT_CONTACT=you@example.org
      3. See what is still missing, and what would be published:
           \(program) check \(folder)
           \(program) preview \(folder)
      """)
  }
}

extension PeriodUnit: ExpressibleByArgument {}
