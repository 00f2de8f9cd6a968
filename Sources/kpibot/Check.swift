import ArgumentParser
import Foundation
import KPIReports
import MediaWiki

/// Says what would stop or spoil a publish, each with its mend.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say everything that would stop or spoil a publish, each with its mend. Never writes to a wiki.")

  @OptionGroup var options: SharedOptions
  @Option(help: ArgumentHelp("The credentials file.", valueName: "file")) var credentials: String?
  @Option(help: "How the findings are told: text or json.") var format: TextFormat = .text

  func run() async throws {
    var findings: [CheckFinding] = []
    let run = folder(&findings)
    let settings = await SettingsCheck(file: credentials).settings(&findings)
    if let run {
      await check(run, settings, &findings)
    } else {
      findings.skip(["the wikis", "the account", "the page", "the facts"], because: "the report can't be read")
    }
    try tell(findings)
    if let stop = findings.first(where: { $0.state == .stop }) {
      throw ExitCode(stop.error.map { Failure($0).status.rawValue } ?? Status.configuration.rawValue)
    }
  }

  /// Reads the report folder; each mistake in it is a finding.
  private func folder(_ findings: inout [CheckFinding]) -> Run? {
    let subject = "the report folder"
    do {
      let run = try Run(options, credentials: credentials, for: .look)
      findings.append(CheckFinding("\(subject) \(run.pipeline.definition.folder)"))
      if run.pipeline.carriesFacts {
        findings.append(
          CheckFinding(
            "where the facts come from", .warning,
            problem:
              "they stand in the folder, up to \(run.pipeline.asOf.inWords), and no wiki is asked for newer ones",
            mend: "remove facts/pages.csv and \"as_of\" in report.yaml for the wikis to be asked"))
      }
      return run
    } catch let mistakes as ReportMistakes {
      findings += mistakes.mistakes.map {
        CheckFinding(subject, .stop, problem: "\($0)", mend: nil, error: mistakes)
      }
    } catch {
      findings.append(CheckFinding(subject, stop: error))
    }
    return nil
  }

  /// Checks the wikis, the pages and then the facts.
  private func check(_ run: Run, _ settings: Settings?, _ findings: inout [CheckFinding]) async {
    let contact = settings?.contact ?? ProcessInfo.processInfo.environment["KPIBOT_CONTACT"]
    let connect: Connect
    do { connect = try await run.connect(contact: contact, credentials: settings?.credentials) } catch {
      findings.append(CheckFinding("the contact for the wikis' operators", stop: error))
      return findings.skip(["the wikis", "the account", "the page", "the facts"], because: "nobody can be asked")
    }
    let report = run.pipeline.definition
    findings += await ReportCheck(report, connect: connect, settings: settings, today: run.pipeline.asOf.date)
      .findings()
    let numbers = "the numbers against those published before"
    guard settings != nil, report.publish != nil else {
      return findings.skip(["the facts", "the values", numbers], because: "credentials and page come first")
    }
    let publisher = await findings.add("collecting the facts") { try await run.publisher(signsIn: false) }
    guard let publisher else { return findings.skip(["the values", numbers], because: "there are no facts") }
    await findings.add("the values of \(publisher.report.period.label)") {
      if publisher.report.reasonNotToPublish != nil { throw UnknownValues(report: publisher.report) }
    }
    await findings.add(numbers) { try await publisher.publisher.checkPlausibility() }
    if let charts = publisher.charts {
      await findings.add("the pages of the chart") { try await charts.rehearse(signsIn: true) { _ in } }
    }
  }

  private func tell(_ findings: [CheckFinding]) throws {
    switch format {
    case .json:
      let list = CheckList(
        report: options.report, ok: !findings.contains { $0.state == .stop }, findings: findings)
      print(try list.jsonText(), terminator: "")
    case .text:
      for finding in findings { print(finding.text) }
    }
  }
}

/// What `check --format json` writes.
private struct CheckList: Encodable {
  let report: String
  let ok: Bool
  let findings: [CheckFinding]
}

extension CheckFinding {
  /// The finding in a line, with its mend in the next.
  fileprivate var text: String {
    let words = [State.ok: "ok", .warning: "warn", .stop: "stop", .notChecked: "–"][state] ?? ""
    let head = words.padding(toLength: 6, withPad: " ", startingAt: 0) + subject
    let problem =
      state == .notChecked ? ": not checked, \(problem ?? "")" : problem.map { ": \($0)" } ?? ""
    return head + problem + (mend.map { "\n      \($0.replacing("\n", with: "\n      "))" } ?? "")
  }
}
