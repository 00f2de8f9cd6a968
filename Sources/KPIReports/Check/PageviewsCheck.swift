import MediaWiki

/// Checks that a project's pageviews can be read, by those of its main page some days ago.
struct PageviewsCheck {
  let definition: WikiDefinition
  /// The title of the main page; nil where the wiki did not tell.
  let mainPage: String?
  let today: CivilDate

  func findings(_ connect: Connect) async -> [CheckFinding] {
    guard let base = definition.pageviews, let project = definition.project else {
      return [
        CheckFinding(
          "\(definition.name): pageviews", .warning,
          problem: "the report asks for pageviews, and this wiki has no project in the pageviews API",
          mend: "leave the KPIs of support pages out, or give the wiki \"pageviews\" and \"project\" in report.yaml")
      ]
    }
    let subject = "the pageviews of \(project)"
    guard let mainPage else {
      return [CheckFinding(subject, .notChecked, problem: "\(definition.name) did not answer")]
    }
    do {
      let api = try connect.pageviews(base: base, project: project)
      let days = (first: CivilDate(dayNumber: today.dayNumber - 14), last: CivilDate(dayNumber: today.dayNumber - 4))
      let answer = try await api.daily(title: mainPage, from: days.first, through: days.last)
      guard answer == .notFound else { return [CheckFinding(subject)] }
      return [
        CheckFinding(
          subject, .warning, problem: "there are none of \(mainPage) from \(days.first) to \(days.last)",
          mend: "check \"project\" in report.yaml: it is the wiki's host, such as www.mediawiki.org")
      ]
    } catch {
      return [CheckFinding(subject, stop: error)]
    }
  }
}
