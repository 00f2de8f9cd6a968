import ArgumentParser
import Foundation
import KPIReports
import MediaWiki

/// Says what would stop or spoil a publish, each with its fix.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say everything that would stop or spoil a publish, each with its fix. Never writes to a wiki.")

  @OptionGroup var options: SharedOptions
  @Option(help: ArgumentHelp("The credentials file.", valueName: "file")) var credentials: String?
  @Option(name: .customLong("format"), help: "How the findings are told: text or json.") var askedFormat: TextFormat?

  func validate() throws { try TextFormat.check(askedFormat, with: options.logging) }

  private var format: TextFormat { TextFormat(askedFormat, with: options.logging) }

  func run() async throws {
    var findings: [CheckFinding] = []
    // How a publish would end at this moment.
    var verdict: Failure?
    let run = folder(&findings)
    let settings = await SettingsCheck(file: credentials).settings(&findings)
    if let run {
      await check(run, settings, &findings, &verdict)
    } else {
      findings.skip(["the wikis", "the account", "the page", "the facts"], because: "the report can't be read")
    }
    var untold: Failure?
    do { try tell(findings) } catch {
      untold = Failure(error)
      _ = untold?.told(options.logging, run: run?.id ?? Run.newID())
    }
    // Publish refuses the folder's tables before anything else.
    let tables = run.flatMap {
      $0.pipeline.faults.isEmpty ? nil : Failure(ReportMistakes(mistakes: $0.pipeline.faults))
    }
    if let failure = tables ?? verdict ?? findings.failure ?? untold { throw failure.exit }
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
      findings += tables(run.pipeline.faults)
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

  /// What is wrong in tables, each as a finding.
  private func tables(_ faults: [Mistake]) -> [CheckFinding] {
    faults.map {
      CheckFinding("the tables", .stop, problem: "\($0)", error: ReportMistakes(mistakes: faults))
    }
  }

  /// Checks the wikis, the pages and then the facts.
  private func check(
    _ run: Run, _ settings: Settings?, _ findings: inout [CheckFinding], _ verdict: inout Failure?
  ) async {
    let report = run.pipeline.definition
    guard !run.choices.isOffline else {
      findings.skip(["the wikis", "the account", "the page"], because: "with --offline no wiki is asked")
      let facts = await findings.add("the facts in hand") { try await run.pipeline.measure(run.facts()) }
      if let facts { await addValues(of: facts, to: &findings) }
      return
    }
    let contact = settings?.contact ?? ProcessInfo.processInfo.environment["KPIBOT_CONTACT"]
    let connect: Connect
    do { connect = try await run.connect(contact: contact, credentials: settings?.credentials) } catch {
      findings.append(CheckFinding("the contact for the wikis' operators", stop: error))
      return findings.skip(["the wikis", "the account", "the page", "the facts"], because: "nobody can be asked")
    }
    findings += await ReportCheck(report, connect: connect, settings: settings, today: run.pipeline.asOf.date)
      .findings()
    let numbers = "the numbers against those published before"
    let signingIn = report.publish.map { "signing in on \($0.wiki)" }
    let refusal = findings.first { $0.state == .stop && $0.subject == signingIn }
    await tellColdRun(run, connect, signsIn: settings?.credentials != nil && refusal == nil, &findings)
    guard settings?.credentials != nil, signingIn != nil, refusal == nil else {
      // A wrong password is not tried again; the facts can be read without one.
      verdict = refusal?.error.map(Failure.init)
      let facts = await findings.add("collecting the facts") { try await run.pipeline.measure(run.facts()) }
      if let facts { await addValues(of: facts, to: &findings) }
      return findings.skip([numbers], because: "\(signingIn ?? "the page") comes first")
    }
    let prepared: PreparedPublisher
    do { prepared = try await run.publisher() } catch {
      verdict = Failure(error)
      findings.append(CheckFinding("collecting the facts", stop: error))
      return findings.skip(["the values", numbers], because: "there are no facts")
    }
    findings.append(CheckFinding("collecting the facts"))
    findings += tables(prepared.report.faults.filter { !run.pipeline.faults.contains($0) })
    await addValues(of: prepared.report, to: &findings)
    do {
      try await prepared.publisher.checkPlausibility()
      findings.append(CheckFinding(numbers))
    } catch { findings.addOnce(numbers, stop: error) }
    await rehearse(prepared, run, &findings, &verdict)
  }

  /// Says how long a first run takes before the facts are collected, which can take as long.
  private func tellColdRun(
    _ run: Run, _ connect: Connect, signsIn: Bool, _ findings: inout [CheckFinding]
  ) async {
    guard !run.pipeline.carriesFacts else { return }
    let subject = "how long a first run takes"
    guard !findings.contains(where: { $0.state == .stop && $0.subject.hasSuffix(": the API answers") }) else {
      return findings.skip([subject], because: "a wiki did not answer")
    }
    do {
      let finding = try await run.pipeline.coldRun(connect, signsIn: signsIn).finding
      run.log.notice("\(finding.subject)")
      findings.append(finding)
    } catch {
      findings.skip([subject], because: (error as? any Mendable)?.problem ?? "\(error)")
    }
  }

  /// What publish itself says has the last word.
  private func rehearse(
    _ prepared: PreparedPublisher, _ run: Run, _ findings: inout [CheckFinding], _ verdict: inout Failure?
  ) async {
    let all = "everything that publish does, except saving"
    var record = PublishingWork.Record()
    do {
      _ = try await PublishingWork.rehearsal.finish(prepared, &record, log: run.log)
      verdict = record.besides
      if prepared.charts != nil {
        if let error = record.uncharted {
          findings.addOnce("the pages of the chart", stop: error)
        } else {
          findings.append(CheckFinding("the pages of the chart"))
        }
      }
      for error in record.unlinked { findings.addOnce("a page that is to link to the report", stop: error) }
      if record.besides == nil { findings.append(CheckFinding(all)) }
    } catch {
      verdict = Failure(error)
      findings.addOnce(all, stop: error)
    }
  }

  private func addValues(of report: Report, to findings: inout [CheckFinding]) async {
    await findings.add("the values of \(report.period.label)") {
      if report.reasonNotToPublish != nil { throw UnknownValues(report: report) }
    }
  }

  private func tell(_ findings: [CheckFinding]) throws {
    switch format {
    case .json:
      let list = CheckList(
        report: options.report, ok: !findings.contains { $0.state == .stop }, findings: findings)
      try Output.write(list.jsonText())
    case .text:
      try Output.write((findings.map(\.text) + [findings.tally]).map { "\($0)\n" }.joined())
    }
  }
}

/// What `check --format json` writes.
private struct CheckList: Encodable {
  let report: String
  let ok: Bool
  let findings: [CheckFinding]
}

extension [CheckFinding] {
  /// The exit code of the first that stops; nil where none does.
  fileprivate var failure: Failure? {
    first { $0.state == .stop }.map { $0.error.map(Failure.init) ?? Failure(status: .configuration, text: "") }
  }

  /// Adds what stops, unless it was told already.
  fileprivate mutating func addOnce(_ subject: String, stop error: any Error) {
    let finding = CheckFinding(subject, stop: error)
    let text = "\(error)"
    let isTold = contains {
      $0.state == finding.state && ($0.problem == finding.problem || text.contains($0.problem ?? text))
    }
    if !isTold { append(finding) }
  }

  /// How many there are of each kind: "12 ok, 1 warning, 2 stops".
  fileprivate var tally: String {
    func count(_ state: CheckFinding.State) -> Int { self.count { $0.state == state } }
    let (warnings, stops, others) = (count(.warning), count(.stop), count(.notChecked))
    var parts = ["\(count(.ok)) ok"]
    if warnings > 0 { parts.append(warnings == 1 ? "1 warning" : "\(warnings) warnings") }
    if others > 0 { parts.append("\(others) not checked") }
    parts.append(stops == 0 ? "nothing stops a publish" : stops == 1 ? "1 stop" : "\(stops) stops")
    return parts.joined(separator: ", ")
  }
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
