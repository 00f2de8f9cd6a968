import ArgumentParser
import KPIReports

/// Says what would stop a publish, each with its mend.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say everything that would stop a publish, each with its mend.")

  @OptionGroup var options: SharedOptions
  @Option(help: ArgumentHelp("The credentials file.", valueName: "file")) var credentials: String?

  func run() async throws {
    try await options.run(credentials: credentials) { run in
      run.output("ok    the report folder \(run.pipeline.definition.folder)\n")
      let (publisher, _) = try await run.publisher()
      if let reason = publisher.report.reasonNotToPublish { throw Failure(status: .incomplete, text: reason) }
      run.output("ok    the facts of \(publisher.report.period.label)\n")
      let outcome = try await publisher.publisher.rehearse(signsIn: true)
      run.output("ok    signed in; the page \(outcome.page) can be read and its markers are right\n")
    }
  }
}
