import Foundation
import MediaWiki

/// Checks a wiki by what it says of itself.
struct WikiCheck {
  /// Slots of revisions and errors in plain text came with it.
  private static let oldestVersion = (major: 1, minor: 32)
  /// Requests wait from this lag on, in seconds.
  private static let longestLag = 5.0
  /// A clock may be wrong by so much, in seconds.
  private static let largestSkew = 60.0

  let definition: WikiDefinition
  let report: ReportDefinition

  private var name: String { definition.name }

  /// What the wiki answers, and what is to be said about it.
  func findings(_ wiki: Wiki) async -> (findings: [CheckFinding], site: SiteInformation?) {
    var findings: [CheckFinding] = []
    let begin = Date()
    guard let site = await findings.add("\(name): the API answers", { try await SiteInformation.read(from: wiki) })
    else {
      findings.skip(
        ["its version", "its clock", "its databases", "the feedback pages"].map { "\(name): \($0)" },
        because: "\(name) did not answer")
      return (findings, nil)
    }
    findings.append(version(site))
    findings.append(Self.clock(of: name, at: site.curtimestamp, asked: begin, answered: Date()))
    findings.append(databases(site))
    let feedback = report.sources(on: name).feedback
    var areBoards = false
    if !feedback.isEmpty {
      let hasThreads = LiquidThreads.isPresent(functions: site.query.functionhooks ?? [])
      let found = await FeedbackCheck(
        wiki: wiki, titles: feedback, archives: report.sources(on: name).archives, hasLiquidThreads: hasThreads
      ).findings()
      findings += found.findings
      areBoards = found.areBoards
    }
    findings += extensions(site, needsDiscussionTools: report.measuresDiscussions && !feedback.isEmpty && !areBoards)
    return (findings, site)
  }

  private func version(_ site: SiteInformation) -> CheckFinding {
    let subject = "\(name): \(site.query.general.generator)"
    guard let version = site.version, version >= Self.oldestVersion else {
      let oldest = "\(Self.oldestVersion.major).\(Self.oldestVersion.minor)"
      return CheckFinding(
        subject, .warning, problem: "kpibot was made for MediaWiki \(oldest) and later",
        mend: "ask the wiki's operators for a newer version")
    }
    return CheckFinding(subject)
  }

  /// Compares a wiki's clock with this machine's, between asking and the answer.
  static func clock(of name: String, at time: Instant?, asked: Date, answered: Date) -> CheckFinding {
    let subject = "\(name): its clock and this machine's"
    guard let time else {
      return CheckFinding(
        subject, .warning, problem: "the wiki does not tell its time", mend: "check the clock by hand")
    }
    let seconds = Double(time.seconds)
    let skew =
      seconds < asked.timeIntervalSince1970
      ? seconds - asked.timeIntervalSince1970 : max(0, seconds - answered.timeIntervalSince1970)
    guard abs(skew) > largestSkew else { return CheckFinding(subject) }
    let problem = "this machine's clock is \(Int(abs(skew))) s \(skew < 0 ? "ahead of" : "behind") the wiki's"
    return CheckFinding(
      subject, .warning, problem: "\(problem), so periods would begin and end at a wrong time",
      mend: "set this machine's clock, for example with timedatectl set-ntp true")
  }

  private func databases(_ site: SiteInformation) -> CheckFinding {
    let subject = "\(name): its databases"
    if site.query.general.readonly == true {
      return CheckFinding(
        subject, .warning,
        problem: "the wiki can only be read now (\(site.query.general.readonlyreason ?? "no reason"))",
        mend: "publish later")
    }
    guard site.lag > Self.longestLag else { return CheckFinding(subject) }
    return CheckFinding(
      subject, .warning,
      problem: "they are \(Int(site.lag)) s behind, and requests wait from \(Int(Self.longestLag)) s on",
      mend: "try again later, or give more --patience")
  }

  private func extensions(_ site: SiteInformation, needsDiscussionTools: Bool) -> [CheckFinding] {
    var findings: [CheckFinding] = []
    if needsDiscussionTools {
      let subject = "\(name): the extension DiscussionTools"
      findings.append(
        site.has("DiscussionTools")
          ? CheckFinding(subject)
          : CheckFinding(
            subject, .warning, problem: "it is not there, so what the report asks of discussions is unknown",
            mend: "leave the KPIs of discussions out of report.yaml, or publish them as unknown with --allow-partial"))
    }
    if report.publish?.wiki == name {
      let has = site.features.labelledSections
      findings.append(
        CheckFinding(
          "\(name): \(has ? "other pages can transclude single values" : "no labelled sections, so no single values for other pages")"
        ))
      if report.charts != nil, !site.features.charts {
        findings.append(
          CheckFinding(
            "\(name): Extension:Chart", .warning,
            problem: "it is not there, so the page shows no chart; the numbers are published as tables all the same",
            mend: "leave \"charts\" out of report.yaml, if nobody needs the tables"))
      }
    }
    return findings
  }
}
