import MediaWiki

/// Checks a page that the bot would edit.
struct PageCheck {
  let target: PublishTarget
  /// The report, where the page shows it; nil for a page that only links to it.
  let report: String?
  /// The link that the page is to have; nil for the report's own page.
  let link: SeeAlsoSection?
  let checks: PublishingChecks
  /// Who the bot is; nil where it could not sign in.
  let user: SignedInUser?

  private var place: String { "\(target.page) on \(target.wiki)" }

  /// Everything that would keep the bot from editing the page.
  func findings() async -> [CheckFinding] {
    var findings: [CheckFinding] = []
    if let report {
      await addReport(MarkedRegion(report: report), to: &findings)
    } else {
      await addLink(to: &findings)
    }
    return findings
  }

  private func addReport(_ region: MarkedRegion, to findings: inout [CheckFinding]) async {
    let read = await findings.add("reading \(place)") { try await checks.wiki.page(target.page, showing: region) }
    guard let (page, origin) = read else {
      return findings.skip(["\(place): protection, markers"], because: "it could not be read")
    }
    if let origin {
      findings.append(
        CheckFinding(
          place, .warning, problem: "\(origin) is a redirect to \(page.title), which has the report's markers",
          mend: "name \(page.title) under \"publish\" in report.yaml"))
    }
    if user == nil { findings.skip(["the bot may edit \(place)"], because: "the bot is not signed in") }
    await findings.add(
      checks.requirements(of: page, for: user, region: region, ledger: nil, isForced: false, endsWithEdit: false))
    await addChange(of: page, region, to: &findings)
  }

  private func addLink(to findings: inout [CheckFinding]) async {
    guard let page = await findings.add("reading \(place)", { try await checks.wiki.page(target.page) }) else {
      return findings.skip(["\(place): protection"], because: "it could not be read")
    }
    await findings.add("\(place) can have the link") {
      try checks.checkLinking(page)
      _ = try link?.checked(page)
    }
    guard page.exists, Redirect(page) == nil else { return }
    await findings.add(checks.requirements(of: page, for: user, endsWithEdit: false))
  }

  /// Tells what people changed that a publish replaces, or a scheduled one does not do again.
  private func addChange(of page: WikiPage, _ region: MarkedRegion, to findings: inout [CheckFinding]) async {
    guard let bot = user?.name ?? checks.account else { return }
    let watch = RegionWatch(region, on: checks.wiki, bot: bot, saved: nil)
    guard let change = try? await watch.change(of: page) else { return }
    let undone = PublishingRefusal.undone(page: page.title, by: change.user, at: change.timestamp)
    findings.append(
      change.isUndo
        ? CheckFinding(place, .warning, problem: "\(undone.problem): a scheduled run stops there", mend: undone.mend)
        : CheckFinding(place, .warning, problem: change.sentence, mend: "change the report instead of the page"))
  }
}
