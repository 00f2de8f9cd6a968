import LocalWiki
import MediaWiki

@testable import KPIReports

/// What is true of a product, in the slowest and most obvious way, from a wiki's own database.
///
/// It shares nothing with the program: neither its way to find the pages nor its way to count.
struct CensusTruth {
  typealias Census = LocalWiki.Census

  let census: Census
  /// The accounts that were bots at a time.
  let isBot: (String, Int64) -> Bool

  private func isRedirect(_ revision: Census.Revision) -> Bool { revision.text.hasPrefix("#REDIRECT") }

  private func page(_ title: String) -> Int? { census.pages.first { $0.title == title }?.id }

  private func history(of page: Int) -> [Census.Revision] {
    census.revisions.filter { $0.page == page && $0.deletedAt == nil }.sorted { ($0.time, $0.id) < ($1.time, $1.id) }
  }

  /// Where a title leads; nil where there is no page.
  private func target(of title: String) -> Int? {
    var title = title
    for _ in 0..<10 {
      guard let page = page(title), let last = history(of: page).last else { return nil }
      guard isRedirect(last) else { return page }
      let next = last.text.dropFirst("#REDIRECT [[".count).split(separator: "]").first.map(String.init) ?? ""
      // One that leads to itself is a page like others.
      guard next != title else { return page }
      title = next
    }
    return nil
  }

  /// Whether a title leads to a page.
  func leads(_ title: String) -> Bool { target(of: title) != nil }

  /// The pages of a title, and of the archives whose titles begin so.
  func pages(of title: String, archives: String?) -> Set<Int> {
    var pages: Set<Int> = []
    if let target = target(of: title) { pages.insert(target) }
    if let standing = page(title), history(of: standing).contains(where: { !isRedirect($0) }) { pages.insert(standing) }
    for departure in census.departures where departure.title == title {
      let before = history(of: departure.page).filter { $0.time <= departure.time }
      if before.contains(where: { !isRedirect($0) }) { pages.insert(departure.page) }
    }
    for page in census.pages {
      guard let archives, page.title.hasPrefix(archives), let last = history(of: page.id).last else { continue }
      if !isRedirect(last) { pages.insert(page.id) }
    }
    return pages
  }

  /// The deleted revisions of pages that stood at a title.
  func deleted(of title: String) -> [Census.Revision] {
    let moved = Set(census.departures.filter { $0.title == title }.map(\.page))
    let rows = census.revisions.filter { $0.deletedAt != nil && ($0.deletedAt == title || moved.contains($0.page)) }
    return rows.filter { row in rows.contains { $0.page == row.page && !isRedirect($0) } }
  }

  /// The edits by people to some pages.
  private func edits(to pages: Set<Int>) -> [(person: String, time: Int64)] {
    let texts = Dictionary(
      census.revisions.filter { $0.deletedAt == nil }.map { ($0.id, $0.text) }, uniquingKeysWith: { first, _ in first })
    return census.revisions.filter { revision in
      pages.contains(revision.page) && revision.deletedAt == nil && !revision.isHidden
        && !revision.user.hasSuffix(" (WMF)") && !isBot(revision.user, revision.time)
        && texts[revision.parent] != revision.text
    }.map { ($0.user, $0.time) }
  }

  /// A KPI in a month; nil where it is a share of nobody.
  func value(_ kpi: String, in month: Period, of pages: Set<Int>) -> Double? {
    let edits = edits(to: pages)
    func within(_ period: Period) -> [(person: String, time: Int64)] {
      edits.filter { $0.time >= period.start.seconds && $0.time < period.end.seconds }
    }
    let own = within(month)
    let people = Set(own.map(\.person))
    switch kpi {
    case "edits": return Double(own.count)
    case "participants": return Double(people.count)
    case "returning-participants":
      return Double(people.count { person in own.count { $0.person == person } >= 2 })
    case "new-participants":
      return Double(people.count { person in !edits.contains { $0.person == person && $0.time < month.start.seconds } })
    default:
      let before = Set(within(month.previous).map(\.person))
      return before.isEmpty ? nil : Double(before.intersection(people).count) / Double(before.count)
    }
  }

  /// Whether something that a KPI needs in a month is among deleted revisions.
  func isLost(_ kpi: String, in month: Period, among deleted: [Census.Revision]) -> Bool {
    let start =
      switch kpi {
      case "new-participants": Int64.min
      case "retention-rate": month.previous.start.seconds
      default: month.start.seconds
      }
    return deleted.contains { $0.time >= start && $0.time < month.end.seconds }
  }
}
