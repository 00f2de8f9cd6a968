import ArgumentParser
import KPIReports

/// Collects, measures, renders and shows a report; signs in only where a wiki is private, and never writes.
struct Preview: AsyncParsableCommand {
  /// What is shown.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, wikitext, diff, json, html
  }

  static let configuration = CommandConfiguration(
    abstract: "Show a report in the shell. Signs in only where a wiki is private, never writes to one.")

  @OptionGroup var options: SharedOptions
  @Option(
    name: .customLong("format"),
    help: "What to show: table, wikitext, diff (against the live page), json or html (the page, in one file).")
  var askedFormat: Format?
  @Flag(help: "Show the page in a browser, from a file of its own.") var open = false
  @OptionGroup var display: DisplayOptions

  private var format: Format { askedFormat ?? (options.logging.logFormat == .json ? .json : .table) }

  func validate() throws {
    if let askedFormat, askedFormat != .json, options.logging.logFormat == .json {
      throw ValidationError(
        "With --log-format json both streams hold JSON alone: leave --format \(askedFormat.rawValue) out.")
    }
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
    warn(of: report, in: run)
    let rendered = run.pipeline.render(report)
    switch format {
    case .json: try run.output(ReportJSON(report).jsonText())
    case .wikitext: try run.output(rendered.content(computed: report.asOf) + "\n")
    case .diff: try await run.output(run.difference(to: rendered, style: display.style))
    case .table, .html:
      try run.output(TerminalReport(report, style: display.style, width: display.columns).text)
      try await run.output(run.outlook(rendered, width: display.columns))
    }
  }

  /// Tells what is wrong in the tables: what is shown all the same can't be published.
  private func warn(of report: Report, in run: Run) {
    // That the reports that come with kpibot hold samples is no news.
    guard !run.isShipped else { return }
    for fault in report.faults { run.log.warning("\(fault)") }
  }

  /// Shows the page; where no wiki can be reached, approximately and by the facts in hand, before it says so.
  private func showPage(_ run: Run) async throws {
    let (store, failure) = try await run.factsOrThoseInHand()
    let report = try await run.pipeline.measure(store)
    warn(of: report, in: run)
    let page = try await run.htmlPage(report, run.pipeline.render(report), mayAsk: failure == nil)
    if open { try Browser.open(page) { run.complain($0) } } else { try run.output(page) }
    if let failure { throw failure }
  }
}
