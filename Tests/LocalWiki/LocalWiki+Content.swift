import Foundation

extension LocalWiki {
  /// Brings in histories with their times and authors.
  package func importHistories(_ histories: [PageHistory]) async throws {
    try await createAccounts(histories.reduce(into: Set()) { $0.formUnion($1.accounts) }.sorted())
    let xml =
      "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\" version=\"0.11\" xml:lang=\"en\">\n"
      + histories.map { ($0.isLong ? $0.first : $0).xml }.joined() + "</mediawiki>\n"
    let file = "\(folder)/import-\(UUID().uuidString).xml"
    try Data(xml.utf8).write(to: URL(fileURLWithPath: file))
    try await maintain("importDump", ["--no-updates", "--quiet", file])
    for history in histories where history.isLong { try await complete(history) }
    guard xml.contains(PageHistory.hiddenAccount) else { return }
    try await evaluate(
      """
      $db = wfGetDB( DB_PRIMARY );
      $actor = $db->selectField( 'actor', 'actor_id', [ 'actor_name' => '\(PageHistory.hiddenAccount)' ] );
      if ( $actor ) { $db->update( 'revision', [ 'rev_deleted' => 4 ], [ 'rev_actor' => $actor ] ); }
      """)
  }

  /// Writes the rows that importing the rest of a history would write, which takes thirty times as long.
  private func complete(_ history: PageHistory) async throws {
    let list = "\(folder)/revisions-\(UUID().uuidString).json"
    try JSONEncoder().encode(Array(history.rows.dropFirst())).write(to: URL(fileURLWithPath: list))
    try await evaluate(
      """
      $db = wfGetDB( DB_PRIMARY );
      $title = Title::newFromText( '\(history.title)' );
      $first = $db->selectRow( [ 'revision', 'slots', 'content', 'revision_comment_temp' ], '*',
        [ 'rev_id' => $title->getLatestRevID() ], __METHOD__, [], [
          'slots' => [ 'JOIN', 'slot_revision_id = rev_id' ], 'content' => [ 'JOIN', 'content_id = slot_content_id' ],
          'revision_comment_temp' => [ 'JOIN', 'revcomment_rev = rev_id' ] ] );
      $actors = [];
      foreach ( $db->select( 'actor', [ 'actor_id', 'actor_name' ] ) as $row ) {
        $actors[$row->actor_name] = $row->actor_id;
      }
      $text = (int)$db->selectField( 'text', 'MAX(old_id)' );
      $content = (int)$db->selectField( 'content', 'MAX(content_id)' );
      $newest = (int)$db->selectField( 'revision', 'MAX(rev_id)' );
      $parent = $first->rev_id;
      $rows = [];
      foreach ( json_decode( file_get_contents( '\(list)' ), true ) as [ $time, $name, $words ] ) {
        [ $text, $content, $newest ] = [ $text + 1, $content + 1, $newest + 1 ];
        $size = strlen( $words );
        $digest = Wikimedia\\base_convert( sha1( $words ), 16, 36, 31 );
        $rows['text'][] = [ 'old_id' => $text, 'old_text' => $words, 'old_flags' => 'utf-8' ];
        $rows['content'][] = [ 'content_id' => $content, 'content_size' => $size, 'content_sha1' => $digest,
          'content_model' => $first->content_model, 'content_address' => "tt:$text" ];
        $rows['revision'][] = [ 'rev_id' => $newest, 'rev_page' => $first->rev_page, 'rev_actor' => $actors[$name],
          'rev_timestamp' => $db->timestamp( $time ), 'rev_len' => $size, 'rev_parent_id' => $parent,
          'rev_sha1' => $digest ];
        $rows['slots'][] = [ 'slot_revision_id' => $newest, 'slot_role_id' => $first->slot_role_id,
          'slot_content_id' => $content, 'slot_origin' => $newest ];
        $rows['revision_comment_temp'][] = [ 'revcomment_rev' => $newest,
          'revcomment_comment_id' => $first->revcomment_comment_id ];
        $parent = $newest;
      }
      $this->beginTransaction( $db, __METHOD__ );
      foreach ( $rows as $table => $list ) {
        foreach ( array_chunk( $list, 100 ) as $chunk ) { $db->insert( $table, $chunk ); }
      }
      $db->update( 'page', [ 'page_latest' => $newest, 'page_len' => $size, 'page_is_new' => 0 ],
        [ 'page_id' => $first->rev_page ] );
      $this->commitTransaction( $db, __METHOD__ );
      """)
  }

  /// Saves a page.
  package func save(_ title: String, _ text: String, user: String = "Admin", summary: String = "") async throws {
    try await maintain("edit", ["-u", user, "-s", summary, "--no-rc", title], input: text)
  }

  /// The text of a page, or nil where there is none.
  package func text(of title: String) async throws -> String? {
    try await history(of: title).last?.text
  }

  /// A revision as the wiki tells of it.
  package struct Revision: Sendable {
    /// Its id.
    package let id: Int
    /// Who saved it.
    package let user: String
    /// The edit summary.
    package let comment: String
    /// The wikitext.
    package let text: String
  }

  /// The revisions of a page, oldest first.
  package func history(of title: String) async throws -> [Revision] {
    struct Answer: Decodable {
      struct Query: Decodable { let pages: [Page] }
      struct Page: Decodable { let revisions: [Entry]? }
      struct Entry: Decodable {
        let revid: Int
        let user: String?
        let comment: String?
        let slots: [String: Slot]
      }
      struct Slot: Decodable { let content: String }
      let query: Query
    }
    let encoded = title.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? title
    let data = try await get(
      "action=query&prop=revisions&rvprop=ids|user|comment|content&rvslots=main&rvlimit=50&rvdir=newer&titles=\(encoded)"
        .replacing("|", with: "%7C"))
    let answer = try JSONDecoder().decode(Answer.self, from: data)
    return (answer.query.pages.first?.revisions ?? []).map { entry in
      Revision(
        id: entry.revid, user: entry.user ?? "", comment: entry.comment ?? "",
        text: entry.slots["main"]?.content ?? "")
    }
  }

  /// Deletes a page.
  package func delete(_ title: String) async throws {
    try await maintain("deleteBatch", ["-u", "Admin"], input: title + "\n")
  }

  /// Brings a deleted page back.
  package func restore(_ title: String) async throws { try await maintain("undelete", ["-u", "Admin", title]) }

  /// Brings those revisions of a deleted page back that are as new as a time such as `20261005000000`, or newer.
  package func restore(_ title: String, from time: String) async throws {
    try await evaluate(
      """
      $title = Title::newFromText( '\(title)' );
      $times = wfGetDB( DB_PRIMARY )->selectFieldValues( 'archive', 'ar_timestamp',
        [ 'ar_namespace' => $title->getNamespace(), 'ar_title' => $title->getDBkey(), "ar_timestamp >= '\(time)'" ] );
      ( new PageArchive( $title ) )->undeleteAsUser( $times, User::newSystemUser( 'Admin', [ 'steal' => true ] ), '' );
      """)
  }

  /// Merges the history of a page into another one's, up to a time such as `20261005000000` or as far as it can be.
  package func mergeHistory(of title: String, into other: String, until time: String = "") async throws {
    try await evaluate(
      """
      $merge = MediaWiki\\MediaWikiServices::getInstance()->getMergeHistoryFactory()->newMergeHistory(
        Title::newFromText( '\(title)' ), Title::newFromText( '\(other)' ), '\(time)' );
      $status = $merge->merge( User::newSystemUser( 'Admin', [ 'steal' => true ] ), 'one page' );
      if ( !$status->isOK() ) { $this->fatalError( (string)$status ); }
      """)
  }

  /// Gives a page another content model; nil is that of ordinary pages.
  package func setContentModel(of title: String, to model: String?) async throws {
    try await evaluate(
      """
      wfGetDB( DB_PRIMARY )->update( 'page', [ 'page_content_model' => '\(model ?? "wikitext")' ],
        [ 'page_id' => Title::newFromText( '\(title)' )->getArticleID() ] );
      """)
  }

  /// Gives a page a property, as what stands on it would.
  package func setProperty(_ name: String, of title: String, to value: String) async throws {
    try await evaluate(
      """
      wfGetDB( DB_PRIMARY )->replace( 'page_props', [ [ 'pp_page', 'pp_propname' ] ], [
        'pp_page' => Title::newFromText( '\(title)' )->getArticleID(), 'pp_propname' => '\(name)',
        'pp_value' => '\(value)', 'pp_sortkey' => null ] );
      """)
  }

  /// Fills the log with deletions of other pages.
  package func logDeletions(_ count: Int, action: String = "delete") async throws {
    try await evaluate(
      """
      $db = wfGetDB( DB_PRIMARY );
      for ( $i = 0; $i < \(count); $i++ ) {
        $db->insert( 'logging', [ 'log_type' => 'delete', 'log_action' => '\(action)', 'log_timestamp' => $db->timestamp(),
          'log_actor' => 1, 'log_namespace' => 0, 'log_title' => "Junk_$i", 'log_comment_id' => 1,
          'log_params' => '' ] );
      }
      """)
  }

  /// Moves a page.
  package func move(_ title: String, to other: String, leavesRedirect: Bool = true) async throws {
    try await maintain(
      "moveBatch", ["-u", "Admin"] + (leavesRedirect ? [] : ["--noredirects"]), input: "\(title)|\(other)\n")
  }

  /// Protects a page so that only administrators edit it.
  package func protect(_ title: String) async throws { try await maintain("protect", ["-u", "Admin", title]) }

  /// Brings the tables of links and redirects up to date, which an import leaves as they were.
  package func refreshLinks() async throws { try await maintain("refreshLinks") }

  /// Runs PHP inside the wiki and gives what it prints.
  @discardableResult
  package func evaluate(_ code: String) async throws -> String {
    let script = "\(folder)/script-\(UUID().uuidString).php"
    let text = """
      <?php
      require_once '\(installation.root)/maintenance/Maintenance.php';
      class LocalScript extends Maintenance { public function execute() { \(code) } }
      $maintClass = LocalScript::class;
      require_once RUN_MAINTENANCE_IF_MAIN;
      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: script))
    return try await Shell.run(
      try PHP.script(script), environment: ["MW_CONFIG_FILE": "\(folder)/LocalSettings.php"])
  }
}
