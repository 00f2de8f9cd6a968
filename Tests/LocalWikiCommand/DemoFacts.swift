import KPIReports
import LocalWiki
import MediaWiki

/// The demo's facts in the form in which a wiki and a pageviews server take them.
struct DemoFacts {
  let histories: [PageHistory]
  let pageviews: [String: [String: Int]]

  init(folder: String) throws {
    let revisions = try CSVTable(
      path: folder + "/facts/revisions.csv", columns: ["page_id", "timestamp", "user", "kind"])
    var byPage: [Int: [PageHistory.Revision]] = [:]
    for row in revisions.rows {
      let author: PageHistory.Author =
        switch try row.text("kind") {
        case "hidden": .hidden
        case "anonymous": .address(try row.text("user"))
        default: .account(try row.text("user"))
        }
      byPage[try row.number("page_id"), default: []].append(
        PageHistory.Revision(try row.instant("timestamp").description, author))
    }
    let pages = try CSVTable(path: folder + "/facts/pages.csv", columns: ["page_id", "title", "created"])
    histories = try pages.rows.map { row in
      // A support page has no history in the demo, only a beginning.
      let beginning = PageHistory.Revision(try row.instant("created").description, .account("Admin"))
      return PageHistory(try row.text("title"), byPage[try row.number("page_id")] ?? [beginning])
    }
    var views: [String: [String: Int]] = [:]
    let table = try CSVTable(path: folder + "/facts/pageviews.csv", columns: ["title", "day", "views"])
    for row in table.rows {
      let day = try row.day("day").description.replacing("-", with: "")
      views[try row.text("title"), default: [:]][day] = try row.number("views")
    }
    // A page that is read every day.
    views["Main Page"] = views.values.reduce(into: [:]) { $0.merge($1) { $0 + $1 } }
    pageviews = views
  }
}
