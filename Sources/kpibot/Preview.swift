import ArgumentParser
import KPIReports

/// Collects, measures, renders and shows a report; signs in only to read, and never writes to a wiki.
struct Preview: AsyncParsableCommand {
  /// What is shown.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, wikitext, diff, json, html
  }

  static let configuration = CommandConfiguration(
    abstract: "Show a report in the shell. Signs in only to read, never writes to a wiki.")

  @OptionGroup var options: SharedOptions
  @Option(help: "What to show: table, wikitext, diff (against the live page), json or html (the page, in one file).")
  var format: Format = .table
  @Flag(help: "Show the page in a browser, from a file of its own.") var open = false
  @OptionGroup var display: DisplayOptions

  func validate() throws {
    if open, ![.table, .html].contains(format) {
      throw ValidationError("--open shows the page as html, not as \(format.rawValue).")
    }
    if open, display.watch { throw ValidationError("--open shows the page once; leave out --watch.") }
  }

  func run() async throws {
    if display.watch {
      try await Watch(options: options, display: display).run { try await show($0) }
    } else {
      try await options.run { try await show($0) }
    }
  }

  private func show(_ run: Run) async throws {
    if open || format == .html { try await showPage(run) } else { try await showReport(run) }
  }

  private func showReport(_ run: Run) async throws {
    let report = try await run.pipeline.measure(try await run.facts())
    let rendered = run.pipeline.render(report)
    switch format {
    case .json: run.output(try ReportJSON(report).jsonText())
    case .wikitext: run.output(rendered.content(computed: report.asOf) + "\n")
    case .diff: run.output(try await run.difference(to: rendered, style: display.style))
    case .table, .html:
      run.output(TerminalReport(report, style: display.style, width: display.columns).text)
      run.output(try await run.outlook(rendered, width: display.columns))
    }
  }

  /// Shows the page; where no wiki can be reached, approximately and by the facts in hand, before it says so.
  private func showPage(_ run: Run) async throws {
    let (store, failure) = try await run.factsOrThoseInHand()
    let report = try await run.pipeline.measure(store)
    let page = try await run.htmlPage(report, run.pipeline.render(report), mayAsk: failure == nil)
    if open { try Browser.open(page) { run.complain($0) } } else { run.output(page) }
    if let failure { throw failure }
  }
}
