import LocalWiki
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

/// Histories that change although a page keeps its id and its newest revision.
@Suite("Histories that change under known revisions", .bounded)
struct RewrittenHistoryTests {
  /// A wiki with two pages of a product that were collected.
  private static func setting() async throws -> CollectSetting {
    let setting = try await CollectSetting()
    try await setting.wiki.importHistories([
      PageHistory("Feedback", CollectSetting.history(60)),
      PageHistory("Elsewhere", CollectSetting.history(40, from: 20).map { old($0) }),
    ])
    try await setting.collect()
    #expect(try await setting.value("edits").value == 60)
    return setting
  }

  /// The same revision, in September.
  private static func old(_ revision: PageHistory.Revision) -> PageHistory.Revision {
    PageHistory.Revision(revision.timestamp.replacing("2026-10-", with: "2026-09-"), revision.author)
  }

  @Test("are read again after another page's history was merged in")
  func merged() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    try await setting.wiki.mergeHistory(of: "Elsewhere", into: "Feedback")
    try await setting.collect()
    #expect(try await setting.value("edits", in: "2026-09").value == 40)
    try await setting.expectLikeNew()
  }

  @Test("are read again after a part was merged into another page")
  func givenAway() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([
      PageHistory("Later", [.init("2026-11-01T00:00:00Z", .account("Ann"))])
    ])
    try await setting.wiki.mergeHistory(of: "Feedback", into: "Later", until: "20261001100000")
    try await setting.collect()
    #expect((try await setting.value("edits").value ?? 60) < 60)
    try await setting.expectLikeNew()
  }

  @Test("are read again after a merge into one of many archives, while no other page was touched")
  func mergedIntoArchive() async throws {
    let setting = try await CollectSetting()
    defer { setting.wiki.stop() }
    // More than the survey asks for by title, so that they are listed.
    try await setting.wiki.importHistories(
      [PageHistory("Feedback", CollectSetting.history(1))]
        + (1...60).map { PageHistory("Feedback/Archive \($0)", CollectSetting.history(1, from: $0)) }
        + [PageHistory("Elsewhere", CollectSetting.history(40, from: 20).map { Self.old($0) })])
    try await setting.collect()
    // What was touched within the second of reading would be looked at anyway.
    try await Task.sleep(for: .milliseconds(1_100))
    try await setting.collect()
    try await setting.wiki.mergeHistory(of: "Elsewhere", into: "Feedback/Archive 7")
    try await setting.collect()
    #expect(try await setting.value("edits", in: "2026-09").value == 40)
    try await setting.expectLikeNew()
  }

  @Test("are read again on request after a script imported old revisions without a log entry")
  func importedWithoutLog() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([
      PageHistory("Feedback", CollectSetting.history(25, from: 50).map { Self.old($0) })
    ])
    try await setting.collect()
    #expect(try await setting.value("edits", in: "2026-09").value == 0)
    try await setting.collect(readsAgain: true)
    #expect(try await setting.value("edits", in: "2026-09").value == 25)
    try await setting.expectLikeNew()
  }

  @Test("are read again after a week when names were suppressed, which no public log shows")
  func suppressed() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    try await setting.wiki.evaluate(
      """
      wfGetDB( DB_PRIMARY )->update( 'revision', [ 'rev_deleted' => 12 ], [ "rev_timestamp < '20261002000000'" ] );
      """)
    try await setting.store.database.write { database in
      try database.execute(sql: "UPDATE page SET compared = compared - 7 * 86400")
    }
    try await setting.collect()
    #expect(try await setting.value("edits").value == 36)
    try await setting.expectLikeNew()
  }

  @Test("are read again after a user was hidden while the page had another title")
  func hiddenBetweenMoves() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    try await setting.wiki.move("Feedback", to: "Between", leavesRedirect: false)
    try await setting.wiki.evaluate(
      """
      $title = Title::newFromText( 'Between' );
      $db = wfGetDB( DB_PRIMARY );
      $id = $db->selectField( 'revision', 'MIN(rev_id)', [ 'rev_page' => $title->getArticleID() ] );
      $context = new RequestContext();
      $context->setUser( User::newSystemUser( 'Admin', [ 'steal' => true ] ) );
      $list = RevisionDeleter::createList( 'revision', $context, $title, [ $id ] );
      $status = $list->setVisibility( [ 'value' => [ 4 => 1 ], 'comment' => '', 'perItemStatus' => false ] );
      if ( !$status->isOK() ) { $this->fatalError( (string)$status ); }
      """)
    try await setting.wiki.move("Between", to: "Feedback", leavesRedirect: false)
    try await setting.collect()
    try await setting.expectLikeNew()
    #expect(try await setting.value("edits").value == 59)
  }
}
