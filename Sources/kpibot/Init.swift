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
    var signIn: String?
    do {
      let skeleton = ReportSkeleton(locator: try ReportLocator(templates: templates))
      if let from {
        tables = try skeleton.copy(from, to: name)
      } else {
        let outline = try await outline()
        open = try skeleton.write(outline, to: name)
        signIn = outline.botPasswords
      }
    } catch {
      throw Failure(error).told
    }
    do { try tell(open, tables: tables, passwords: signIn ?? "the wiki's page Special:BotPasswords") } catch {
      throw Failure(error).told
    }
  }

  private func outline() async throws -> ReportOutline {
    let usualTitle = ReportSkeleton.title(of: name)
    var outline = ReportOutline(title: title ?? usualTitle)
    if let wiki { (outline.wiki, outline.page) = try await Self.wiki(wiki) }
    outline.page = page ?? outline.page
    outline.period = period ?? .month
    var first = ReportOutline.Product(name: product)
    (first.feedback, first.support) = (feedback, support)
    if !first.isEmpty { outline.products = [first] }
    let mayAsk = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    guard mayAsk, !FileManager.default.fileExists(atPath: name) else { return outline }
    let said = ReportOutline.Said(
      title: title, wiki: wiki, page: page, period: period, product: product, feedback: feedback, support: support)
    await OutlineQuestions(said: said, usualTitle: usualTitle, find: Self.wiki).fill(&outline)
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

  private func tell(_ open: [Mistake], tables: [String], passwords: String) throws {
    let program = Executable.command
    let folder = Executable.quoted(name)
    let file = "\(name)/\(ReportReader.file)"
    let edit =
      open.isEmpty
      ? "Look through \(file): the products and their pages, the KPIs, and the page that shows them."
      : "Fill in \(file):\n" + open.map { "     \($0)" }.joined(separator: "\n")
    let numbers =
      tables.isEmpty ? "" : "\n   Put your numbers into \(tables.joined(separator: " and ")), which have heads alone."
    try Output.write(
      """
      Made \(name). What comes next:

      1. \(edit)\(numbers)
      2. Say whom to write to about the bot, which public wikis want to know:
           export KPIBOT_CONTACT=you@example.org
      3. See what is still missing, and what would be published:
           \(program) check \(folder)
           \(program) preview \(folder)
      4. Let it sign in. Make a bot password, signed in as the bot, on
           \(passwords)
         with the grants "Basic rights", "High-volume access", "Edit existing pages" and "Create, edit, and move pages".
         Put it into a file named credentials, here, that nobody else can read:
           install -m 600 /dev/null credentials
         The wiki shows its two lines, which are written there like this:
           KPIBOT_USERNAME=YourBot@kpibot
           KPIBOT_PASSWORD=what Special:BotPasswords shows once
      5. See whether all is well, and publish:
           \(program) check \(folder)
           \(program) publish \(folder)

      """)
  }
}

extension PeriodUnit: ExpressibleByArgument {}
