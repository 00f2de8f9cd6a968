import LocalWiki
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("A board and the page that took its place", .bounded)
struct BoardSeamTests {
  private static let periods = ["2026-08", "2026-09", "2026-10"].compactMap { Period($0) }
  private static let asOf = Instant(iso8601: "2026-11-05T00:00:00Z")!

  /// The board becomes an archive, and people write on a new page at its title from 20 October on.
  private static func succeed(_ board: BoardSetting, archive: String) async throws {
    try await board.wiki.move("Feedback", to: archive, leavesRedirect: false)
    board.proxy.set(boards: [archive])
    try await board.wiki.importHistories([
      PageHistory(
        "Feedback",
        [
          .init("2026-10-20T10:00:00Z", .account("Alice")), .init("2026-10-21T10:00:00Z", .account("Ida")),
          .init("2026-10-22T10:00:00Z", .account("Ida")),
        ])
    ])
  }

  private static func report(_ board: BoardSetting, from store: FactStore? = nil) async throws -> Report {
    let facts = try await (store ?? board.setting.store).facts(for: board.setting.definition, until: asOf)
    return Report(board.setting.definition, facts: facts, periods: periods, asOf: asOf)
  }

  @Test("are one product and one series, with a seam that the page explains, in an old store and a new one")
  func moved() async throws {
    let board = try await BoardSetting(kpis: ["edits", "participants", "returning-participants"])
    defer { board.wiki.stop() }
    try await board.setting.collect()
    try await Self.succeed(board, archive: "Feedback/Archive 1")
    try await board.setting.collect()
    let fresh = try FactStore()
    try await board.setting.collect(into: fresh)
    for store in [board.setting.store, fresh] {
      let report = try await Self.report(board, from: store)
      let comments = BoardSetting.Truth.comments(try BoardSetting.truth())
        .filter { !$0.author.hasSuffix(" (WMF)") }
      let edits = try #require(report.rows.first)
      #expect(
        edits.cells.map(\.value)
          == Self.periods.map { period in
            Double(comments.count { $0.timestamp.hasPrefix(period.id) } + (period.id == "2026-10" ? 3 : 0))
          })
      let sentence: LinkedText =
        "Feedback took the place of the board Feedback/Archive 1 on 20 October 2026, and posts counted before, edits since"
      for row in report.rows + report.products.flatMap(\.rows) {
        #expect(row.seams == [Seam(period: Self.periods[2], text: sentence)], "\(row.seams)")
        // October is of another kind than September.
        #expect(row.change == nil)
      }
      // Who wrote on the board is not new on the page: Alice is one person.
      #expect(
        report.rows[1].cells.last?.value
          == Double(
            Set(
              comments.filter { $0.timestamp.hasPrefix("2026-10") }.map(\.author) + ["Alice", "Ida"]
            ).count))
      let page = PageContext(report, computed: Self.asOf)
      #expect(page.notes.contains { $0.text.contains(sentence.plain) }, "\(page.notes)")
      #expect(
        page.definitions.allSatisfy { $0.text.contains("corrections of posts are none") }, "\(page.definitions)")
    }
  }

  @Test("are found by the wiki's log of moves where the report does not name the archive, also by a new store")
  func movedElsewhere() async throws {
    let board = try await BoardSetting(kpis: ["edits"])
    defer { board.wiki.stop() }
    try await Self.succeed(board, archive: "Old talk/Structured")
    try await board.setting.collect()
    let before = try await Self.report(board)
    #expect(before.pages.filter(\.isBoard).count == 1, "\(before.pages.map(\.title))")
    #expect(before.rows[0].seams.count == 1)
    try await board.expectLikeNew()
  }

  @Test("have no seam where both are wikitext, and say nothing of boards")
  func wikitext() async throws {
    let board = try await BoardSetting(kpis: ["edits"])
    defer { board.wiki.stop() }
    try await Self.succeed(board, archive: "Feedback/Archive 1")
    board.proxy.set(boards: [])
    try await board.setting.collect()
    let report = try await Self.report(board)
    #expect(report.rows[0].seams.isEmpty)
    let page = PageContext(report, computed: Self.asOf)
    #expect(!page.definitions.contains { $0.text.contains("board") }, "\(page.definitions)")
  }
}
