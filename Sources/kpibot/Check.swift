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
      var findings = [CheckResult("the report folder \(run.pipeline.definition.folder)")]
      await findings.add("the credentials") {
        if try await run.settings().credentials == nil { throw SettingsError.missing }
      }
      var prepared: PreparedPublisher?
      await findings.add("collecting the facts") { prepared = try await run.publisher(signsIn: false) }
      if let prepared {
        await findings.add("the values of \(prepared.report.period.label)") {
          if let reason = prepared.report.reasonNotToPublish { throw Failure(status: .incomplete, text: reason) }
        }
        findings += await prepared.publisher.findings()
        if let charts = prepared.charts {
          await findings.add("the pages of the chart") { try await charts.rehearse(signsIn: true) { _ in } }
        }
      }
      for finding in findings {
        run.output(finding.problem.map { "stop  \(finding.subject): \($0)\n" } ?? "ok    \(finding.subject)\n")
      }
      if let problem = findings.lazy.compactMap(\.problem).first { throw ExitCode(Failure(problem).status.rawValue) }
    }
  }
}
