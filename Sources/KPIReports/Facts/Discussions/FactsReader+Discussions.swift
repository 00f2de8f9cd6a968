import GRDB
import MediaWiki

extension FactsReader {
  /// Reads the threads of the feedback pages, where the report measures them.
  mutating func readDiscussions() throws {
    guard report.measuresDiscussions else { return }
    for (page, place) in places.sorted(by: { $0.value < $1.value }) {
      facts.discussions.append(try discussions(on: page, facts: facts.pages[place]))
    }
  }

  private func discussions(on page: Int64, facts: PageFacts) throws -> PageDiscussions {
    let row = try Row.fetchOne(
      database, sql: "SELECT checked, problem FROM discussion_page WHERE page = ?", arguments: [page])
    let coverage = Coverage(
      name: "the discussions of \(facts.title) on \(facts.wiki)", wiki: facts.wiki,
      until: (row?[0] as Int64?).map(Instant.init(seconds:)), problem: row?[1] ?? nil)
    return PageDiscussions(coverage: coverage, threads: try threads(on: page))
  }

  private func threads(on page: Int64) throws -> [PageThread] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT thread.place, thread.heading, comment.timestamp, comment.actor, thread.resolved
        FROM thread JOIN comment ON comment.thread = thread.id
        WHERE thread.page = ? ORDER BY thread.place, comment.place
        """, arguments: [page])
    var threads: [PageThread] = []
    var current: (place: Int, heading: String, isResolved: Bool?, comments: [PackedEdit])?
    func end() {
      guard let thread = current else { return }
      threads.append(PageThread(heading: thread.heading, comments: thread.comments, isResolved: thread.isResolved))
      current = nil
    }
    while let row = try rows.next() {
      let comment = PackedEdit(timestamp: Instant(seconds: row[2]), actor: row[3], reverted: false)
      if current.map({ $0.place != row[0] }) ?? false { end() }
      if current == nil { current = (row[0], row[1], row[4], []) }
      current?.comments.append(comment)
    }
    end()
    return threads
  }
}
