import MediaWiki

/// Checks everything outside of the report folder that a publish needs: wikis, account, pages, pageviews.
///
/// It signs in and writes nothing.
package struct ReportCheck: Sendable {
  private let report: ReportDefinition
  private let connect: Connect
  private let settings: Settings?
  private let today: CivilDate

  /// Takes a report, the connections, and how to sign in; without settings the credentials could not be read.
  package init(_ report: ReportDefinition, connect: Connect, settings: Settings?, today: CivilDate) {
    self.report = report
    self.connect = connect
    self.settings = settings
    self.today = today
  }

  /// Everything found, in the order in which a publish meets it.
  package func findings() async -> [CheckFinding] {
    var findings: [CheckFinding] = []
    var sites: [String: SiteInformation] = [:]
    for definition in report.wikis {
      do {
        let found = await WikiCheck(definition: definition, report: report).findings(try connect.wiki(definition))
        findings += found.findings
        sites[definition.name] = found.site
      } catch {
        findings.append(CheckFinding("\(definition.name): the API answers", stop: error))
      }
    }
    for definition in report.wikis
    where report.measuresReading
      && report.products.contains(where: { $0.support.contains { $0.wiki == definition.name } })
    {
      let mainPage = sites[definition.name]?.query.general.mainpage
      findings += await PageviewsCheck(definition: definition, mainPage: mainPage, today: today).findings(connect)
    }
    return findings + (await pages())
  }

  /// The accounts and pages on the wikis that the bot writes to.
  private func pages() async -> [CheckFinding] {
    guard let target = report.publish else {
      return [
        CheckFinding(
          "the page", .stop, problem: "\(report.name) names no page under \"publish\"", mend: "name one in report.yaml")
      ]
    }
    var findings: [CheckFinding] = []
    let targets = [target] + report.seeAlso
    for definition in report.wikis where targets.contains(where: { $0.wiki == definition.name }) {
      do {
        findings += try await pages(targets.filter { $0.wiki == definition.name }, on: definition, report: target)
      } catch {
        findings.append(CheckFinding("signing in on \(definition.name)", stop: error))
      }
    }
    return findings
  }

  private func pages(
    _ targets: [PublishTarget], on definition: WikiDefinition, report target: PublishTarget
  ) async throws -> [CheckFinding] {
    let wiki = try connect.wiki(definition)
    let checks = PublishingChecks(wiki: wiki, account: settings?.account, shutoff: try shutoff())
    var findings: [CheckFinding] = []
    var user: SignedInUser?
    if settings?.credentials == nil {
      findings.skip(["signing in on \(definition.name)"], because: "there is nothing to sign in with")
    } else {
      let account = await AccountCheck(checks: checks).findings()
      findings += account.findings
      user = account.user
    }
    for place in targets {
      findings += await PageCheck(
        target: place, report: place == target ? report.name : nil, link: place == target ? nil : link(on: definition),
        checks: PublishingChecks(
          wiki: wiki, account: settings?.account, shutoff: place == target ? try shutoff() : nil), user: user
      ).findings()
    }
    return findings
  }

  /// The link to the report's page that pages of a wiki are to have.
  private func link(on other: WikiDefinition) -> SeeAlsoSection? {
    guard let target = report.publish, let definition = report.wikis.first(where: { $0.name == target.wiki }) else {
      return nil
    }
    return SeeAlsoSection(
      to: PageAddress(title: target.page, wiki: definition), onSameWiki: definition.name == other.name)
  }

  private func shutoff() throws -> (wiki: Wiki, page: String)? {
    guard let page = report.shutoff, let definition = report.wikis.first(where: { $0.name == page.wiki }) else {
      return nil
    }
    return (try connect.wiki(definition), page.page)
  }
}
