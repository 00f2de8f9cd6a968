import Foundation
import LocalWiki
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

/// Revisions whose text is their parent's: nobody wrote them, so they are no edits.
@Suite("Revisions that nobody wrote", .bounded)
struct NullRevisionTests {
  private static let kpis = ["edits", "participants", "returning-participants", "new-participants"]

  /// Leaves a revision without a digest, as wikis will that no longer keep them.
  private static let withoutDigests = """
    $wgHooks['APIAfterExecute'][] = function ( $module ) {
      if ( $module->getModuleName() !== 'query' ) { return; }
      $result = $module->getResult();
      foreach ( (array)$result->getResultData( [ 'query', 'pages' ] ) as $page => $data ) {
        foreach ( is_array( $data ) ? $data['revisions'] ?? [] : [] as $place => $revision ) {
          if ( !is_int( $place ) ) { continue; }
          $path = [ 'query', 'pages', $page, 'revisions', $place ];
          $result->removeValue( $path, 'sha1' );
          if ( isset( $revision['slots']['main'] ) ) { $result->removeValue( [ ...$path, 'slots', 'main' ], 'sha1' ); }
        }
      }
    };
    """

  /// What leaves a revision: protecting, moving, importing, and a change of the content model.
  private static func touch(_ wiki: LocalWiki) async throws {
    try await wiki.protect("Feedback")
    try await wiki.move("Feedback", to: "Elsewhere")
    try await wiki.move("Elsewhere", to: "Feedback", leavesRedirect: false)
    try await wiki.evaluate(
      """
      $xml = '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en"><page>'
        . '<title>Feedback</title><revision><timestamp>2026-09-01T00:00:00Z</timestamp><contributor>'
        . '<username>Early</username></contributor><text xml:space="preserve">Early words</text></revision></page>'
        . '</mediawiki>';
      $file = tempnam( sys_get_temp_dir(), 'import' );
      file_put_contents( $file, $xml );
      $context = new DerivativeContext( RequestContext::getMain() );
      $context->setUser( User::newFromName( 'Admin' ) );
      $context->setTitle( Title::newFromText( 'Special:Import' ) );
      $source = ImportStreamSource::newFromFile( $file )->value;
      $importer = MediaWiki\\MediaWikiServices::getInstance()->getWikiImporterFactory()->getWikiImporter( $source );
      $importer->setUsernamePrefix( '', true );
      $reporter = new ImportReporter( $importer, false, '', 'Brought together' );
      $reporter->setContext( $context );
      $reporter->open();
      $importer->doImport();
      $reporter->close();
      unlink( $file );
      """)
    for model in ["text", "wikitext"] {
      try await wiki.evaluate(
        """
        $change = MediaWiki\\MediaWikiServices::getInstance()->getContentModelChangeFactory()->newContentModelChange(
          User::newFromName( 'Admin' ), WikiPage::factory( Title::newFromText( 'Feedback' ) ), '\(model)' );
        $status = $change->doContentModelChange( RequestContext::getMain(), '', false );
        if ( !$status->isOK() ) { throw new Exception( $status->getWikiText() ); }
        """)
    }
  }

  @Test("are counted nowhere, in an old store as in a new one", arguments: [true, false])
  func left(hasDigests: Bool) async throws {
    let setting = try await CollectSetting(
      kpis: Self.kpis, options: LocalWiki.Options(settings: hasDigests ? "" : Self.withoutDigests))
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([PageHistory("Feedback", CollectSetting.history(40))])
    try await setting.collect()
    try await Self.touch(setting.wiki)
    let admins = try await setting.wiki.history(of: "Feedback").filter { $0.user == "Admin" }
    #expect(admins.count == 6, "\(admins)")
    try await setting.wiki.save("Feedback", "A word of an administrator's own")
    try await setting.collect()

    let now = try #require(Instant(iso8601: "2100-01-01T00:00:00Z"))
    let month = Self.month
    func expectRight(_ store: FactStore?) async throws {
      #expect(try await setting.value("edits", from: store).value == 40)
      #expect(try await setting.value("participants", from: store).value == 7)
      #expect(try await setting.value("edits", in: "2026-09", from: store).value == 1)
      // The administrator's own words are an edit, and one only.
      #expect(try await setting.value("edits", in: month, from: store, asOf: now).value == 1)
      #expect(try await setting.value("returning-participants", in: month, from: store, asOf: now).value == 0)
    }
    try await expectRight(nil)
    let fresh = try FactStore()
    try await setting.collect(into: fresh)
    try await expectRight(fresh)
  }

  /// The month in which the wiki is.
  private static var month: String {
    Period(.month, containing: Instant(seconds: Int64(Date().timeIntervalSince1970))).id
  }

  @Test("are told from edits of the same size, and from edits that bring an older text back")
  func sameSize() async throws {
    for settings in ["", Self.withoutDigests] {
      let setting = try await CollectSetting(kpis: Self.kpis, options: LocalWiki.Options(settings: settings))
      defer { setting.wiki.stop() }
      for text in ["one", "two", "one", "six"] { try await setting.wiki.save("Feedback", text) }
      try await setting.collect()
      let month = Self.month
      let now = try #require(Instant(iso8601: "2100-01-01T00:00:00Z"))
      #expect(try await setting.value("edits", in: month, asOf: now).value == 4)
    }
  }

  @Test("are not in what a report's own query counts")
  func inQueries() async throws {
    let query = "SELECT period(timestamp) AS period, count(*) AS value FROM revision GROUP BY 1"
    let setting = try await CollectSetting(kpis: ["{sql: {name: rows, title: Rows, unit: edits, query: \"\(query)\"}}"])
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([PageHistory("Feedback", CollectSetting.history(40))])
    try await setting.wiki.protect("Feedback")
    try await setting.collect()
    let month = Self.month
    let now = try #require(Instant(iso8601: "2100-01-01T00:00:00Z"))
    #expect(try await setting.value("sql:rows").value == 40)
    #expect(try await setting.value("sql:rows", in: month, asOf: now).value == nil)
  }
}
