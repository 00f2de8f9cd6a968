extension LocalWiki {
  /// Undoes a revision of a page, as the link "undo" does, with another text; the wiki marks what was undone later, when its
  /// jobs are done.
  package func undo(_ revision: Int, on title: String, text: String) async throws {
    try await evaluate(
      """
      $admin = User::newSystemUser( 'Admin', [ 'steal' => true ] );
      $services = MediaWiki\\MediaWikiServices::getInstance();
      $updater = $services->getWikiPageFactory()->newFromTitle( Title::newFromText( '\(title)' ) )->newPageUpdater( $admin );
      $updater->setContent( MediaWiki\\Revision\\SlotRecord::MAIN, new WikitextContent( '\(text)' ) );
      $updater->markAsRevert( MediaWiki\\Storage\\EditResult::REVERT_UNDO, \(revision) );
      // Of others' edits, the wiki waits until they are patrolled.
      $updater->setRcPatrolStatus( RecentChange::PRC_AUTOPATROLLED );
      $updater->saveRevision( CommentStoreComment::newUnsavedComment( 'undone' ) );
      DeferredUpdates::doUpdates();
      """)
  }

  /// Does what the wiki has put off.
  package func runJobs() async throws { try await maintain("runJobs") }
}
