import ArgumentParser
import Foundation
import KPIReports
import MediaWiki

/// Makes a new report folder to edit.
struct Init: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a new report folder to edit.",
    discussion: "On a terminal it asks for what no option says; elsewhere it writes lines to be filled in.")

  @Argument(help: "The folder to make; its name becomes the report's.") var name: String
  @Option(
    help: ArgumentHelp("The wiki: its host, the address of a page there, or that of its api.php.", valueName: "url"))
  var wiki: String?
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

  func run() async throws {
    var open: [Mistake] = []
    var tables: [String] = []
    do {
      let skeleton = ReportSkeleton(locator: try ReportLocator(templates: templates))
      if let from {
        tables = try skeleton.copy(from, to: name)
      } else {
        open = try skeleton.write(await outline(), to: name)
      }
    } catch {
      throw Failure(error).told
    }
    tell(open, tables: tables)
  }

  private func outline() async throws -> ReportOutline {
    let mayAsk = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    let questions = Questions(mayAsk: mayAsk && !FileManager.default.fileExists(atPath: name))
    let usualTitle = ReportSkeleton.title(of: name)
    var outline = ReportOutline(title: questions.ask("Title of the tables", title, usual: usualTitle) ?? usualTitle)
    var shown: String?
    if let typed = questions.ask("The wiki, or the address of a page there", wiki, usual: "meta.wikimedia.org") {
      (outline.wiki, shown) = try await Self.wiki(typed)
    }
    outline.page = questions.ask("Page that shows the report, such as Team/KPIs", page, usual: shown) ?? shown
    let unit = questions.ask(
      "Periods", period?.rawValue, usual: "month", among: PeriodUnit.allCases.map(\.rawValue))
    outline.period = unit.flatMap(PeriodUnit.init) ?? .month
    outline.product = questions.ask("Name of what is measured", product)
    outline.feedback = questions.ask("Pages where people give feedback", feedback)
    outline.support = questions.ask("Pages that support users, such as Help:X", support)
    return outline
  }

  /// The address of the wiki's api.php, and the title of the page that was typed, where it was one.
  ///
  /// The wikis of Wikimedia are known; others are asked.
  private static func wiki(_ typed: String) async throws -> (api: String, page: String?) {
    let finder = WikiFinder(typed)
    if finder.isCertain || finder.candidates.first.map({ Wikimedia.runs($0.host) }) ?? false,
      let api = finder.candidates.first
    {
      return (api.text, finder.title)
    }
    // What is no address of a wiki at all is told with its line, as in a report.
    if finder.candidates.isEmpty { return (typed, nil) }
    let contact = ProcessInfo.processInfo.environment["KPIBOT_CONTACT"]
    if let api = await finder.find(try HTTPClient(userAgent: UserAgent.string(contact: contact))) {
      return (api.text, finder.title)
    }
    let asked = finder.candidates.map(\.text).joined(separator: ", ")
    throw Failure(
      status: .configuration,
      text:
        "no MediaWiki answers for \"\(typed)\" (asked: \(asked)): give the address of its "
        + "api.php, which Special:Version there names")
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
      4. Sign in: make a bot password on the wiki's page Special:BotPasswords, and write its two lines,
         KPIBOT_USERNAME=You@label and KPIBOT_PASSWORD=…, into a file named credentials. Then:
           chmod 600 credentials
           \(program) publish \(folder) --dry-run
      """)
  }
}

extension PeriodUnit: ExpressibleByArgument {}
