import Foundation

extension LocalWiki {
  /// Something that people do to a page or an account.
  package struct Turn: Codable, Sendable {
    /// What they do.
    package enum Kind: String, Codable, Sendable, CaseIterable {
      /// `user` writes `value` on a page.
      case write
      /// An administrator makes a page a redirect to `other`.
      case redirect
      /// A page is moved to `other`; it leaves a redirect if `value` is not empty.
      case move
      /// A page is deleted.
      case delete
      /// What was deleted at a title comes back, or at any, where nothing was deleted there.
      case restore
      /// The history of a page is merged into that of `other`, or the other way round.
      case merge
      /// Two revisions by `user`, so many days ago as `value` says, are imported.
      case importing
      /// The author of a revision of a page is hidden.
      case suppress
      /// A page is protected for the group in `value`, or for nobody where it is empty.
      case protect
      /// `user` gets the name in `value`.
      case rename
      /// `user` becomes a bot.
      case join
      /// `user` is a bot no more.
      case leave
    }

    /// When, in seconds since 1970.
    package let time: Int64
    /// What they do.
    package let kind: Kind
    /// The page's title.
    package var title = ""
    /// The other title.
    package var other = ""
    /// The account.
    package var user = ""
    /// What else there is to say.
    package var value = ""

    /// Makes a turn.
    package init(
      _ kind: Kind, at time: Int64, title: String = "", other: String = "", user: String = "", value: String = ""
    ) {
      self.kind = kind
      self.time = time
      self.title = title
      self.other = other
      self.user = user
      self.value = value
    }
  }

  /// All that a wiki's database holds of its pages, with what became of some titles' pages.
  package struct Census: Decodable, Sendable {
    /// A page that is there.
    package struct Page: Decodable, Sendable {
      /// Its number.
      package let id: Int
      /// Its title.
      package let title: String
    }

    /// A revision, public or deleted.
    package struct Revision: Decodable, Sendable {
      /// Its number, that of its page, and that of its parent.
      package let id, page, parent: Int
      /// The title under which it was deleted; nil where it is public.
      package let deletedAt: String?
      /// When it was made, in seconds since 1970.
      package let time: Int64
      /// Who made it.
      package let user: String
      /// Whether the author is hidden.
      package let isHidden: Bool
      /// Its text.
      package let text: String
    }

    /// A page that left a title by a move.
    package struct Departure: Decodable, Sendable {
      /// The title.
      package let title: String
      /// The page's number.
      package let page: Int
      /// When, in seconds since 1970.
      package let time: Int64
    }

    /// Which of the turns could be done.
    package let done: [Bool]
    /// The titles of the pages that they were about.
    package let titles: [String]
    /// The pages.
    package let pages: [Page]
    /// The revisions.
    package let revisions: [Revision]
    /// The moves.
    package let departures: [Departure]
  }

  /// Takes turns, each at its time, as far as the wiki's rules allow, and gives what the database holds then.
  ///
  /// The wiki must have the setting ``ownClock`` and the extension Renameuser. Left alone are redirects of moves over which
  /// somebody wrote: a wiki does not tell that more was deleted than a redirect. Of titles that begin with `kept`, only pages
  /// are deleted and moved that once left another title, and none is merged away or redirected.
  package func take(_ turns: [Turn], keeping kept: String) async throws -> Census {
    let list = "\(folder)/turns-\(UUID().uuidString).json"
    try JSONEncoder().encode(turns).write(to: URL(fileURLWithPath: list))
    let script = Self.turns.replacing("@list@", with: list).replacing("@folder@", with: folder)
      .replacing("@kept@", with: kept)
    let output = try await evaluate(script)
    guard let start = output.range(of: "census:") else {
      throw Shell.Failure(command: "turns", status: 0, output: output)
    }
    return try JSONDecoder().decode(Census.self, from: Data(output[start.upperBound...].utf8))
  }

  private static let turns = #"""
    $services = MediaWiki\MediaWikiServices::getInstance();
    $db = wfGetDB( DB_PRIMARY );
    $admin = User::newSystemUser( 'Admin', [ 'steal' => true ] );
    foreach ( [ 'sysop', 'bureaucrat' ] as $group ) { $admin->addGroup( $group ); }
    $memory = '@folder@/departures.json';
    $known = is_file( $memory ) ? json_decode( file_get_contents( $memory ), true ) : [ 'departures' => [], 'left' => [] ];
    $isRedirect = static function ( $text ) { return strpos( $text, '#REDIRECT' ) === 0; };
    $rows = static function ( $table, $prefix ) use ( $db ) {
      return $db->query( "SELECT {$prefix}_rev_id AS id, {$prefix}_page_id AS page, {$prefix}_parent_id AS parent,
        {$prefix}_timestamp AS time, {$prefix}_deleted AS deleted, actor_name AS user, old_text AS text,
        {$prefix}_title AS title FROM $table JOIN actor ON actor_id = {$prefix}_actor
        JOIN slots ON slot_revision_id = {$prefix}_rev_id JOIN content ON content_id = slot_content_id
        JOIN text ON old_id = CAST(substr(content_address, 4) AS INTEGER)" );
    };
    $current = "(SELECT rev_id AS cur_rev_id, rev_page AS cur_page_id, rev_parent_id AS cur_parent_id,
      rev_timestamp AS cur_timestamp, rev_deleted AS cur_deleted, rev_actor AS cur_actor, '' AS cur_title FROM revision)";
    $hasText = static function ( $page ) use ( $rows, $current, $isRedirect ) {
      foreach ( $rows( $current, 'cur' ) as $row ) {
        if ( (int)$row->page === $page && !$isRedirect( $row->text ) ) { return true; }
      }
      return false;
    };
    $save = static function ( $title, $user, $text ) use ( $services ) {
      $updater = $services->getWikiPageFactory()->newFromTitle( $title )->newPageUpdater( $user );
      $updater->setContent( MediaWiki\Revision\SlotRecord::MAIN, new WikitextContent( $text ) );
      $updater->saveRevision( CommentStoreComment::newUnsavedComment( '' ) );
      return $updater->wasSuccessful();
    };
    $done = [];
    $titles = [];
    foreach ( json_decode( file_get_contents( '@list@' ), true ) as $turn ) {
      file_put_contents( '@folder@/clock', $turn['time'] );
      Title::clearCaches();
      $services->getLinkCache()->clear();
      $title = $turn['title'] === '' ? null : Title::newFromText( $turn['title'] );
      $other = $turn['other'] === '' ? null : Title::newFromText( $turn['other'] );
      $user = $turn['user'] === '' ? null : User::newFromName( $turn['user'] );
      $exists = $title && $title->exists( Title::READ_LATEST );
      $id = $exists ? $title->getArticleID( Title::READ_LATEST ) : 0;
      $isKept = strpos( $turn['title'], '@kept@' ) === 0;
      $hasLeft = in_array( $id, array_column( $known['departures'], 'page' ) );
      $isDone = false;
      switch ( $turn['kind'] ) {
        case 'write': $isDone = $save( $title, $user, $turn['value'] ); break;
        case 'redirect':
          $isDone = !$isKept && $save( $title, $admin, '#REDIRECT [[' . $turn['other'] . ']]' );
          break;
        case 'move':
          if ( !$exists || ( $isKept && !$hasLeft ) ) { break; }
          $move = $services->getMovePageFactory()->newMovePage( $title, $other );
          if ( !$move->isValidMove()->isOK() || !$move->move( $admin, '', $turn['value'] !== '' )->isOK() ) { break; }
          $known['departures'][] = [ 'title' => $turn['title'], 'page' => $id, 'time' => $turn['time'] ];
          $title = Title::newFromText( $turn['title'] );
          if ( $turn['value'] !== '' ) { $known['left'][$turn['title']] = $title->getArticleID( Title::READ_LATEST ); }
          $isDone = true;
          break;
        case 'delete':
          if ( !$exists || ( $isKept && !$hasLeft ) ) { break; }
          if ( ( $known['left'][$turn['title']] ?? 0 ) === $id && $hasText( $id ) ) { break; }
          $page = $services->getWikiPageFactory()->newFromTitle( $title );
          $isDone = $services->getDeletePageFactory()->newDeletePage( $page, $admin )->deleteUnsafe( '' )->isOK();
          break;
        case 'restore':
          // Anything that is deleted, where nothing was at the title.
          if ( !$db->selectField( 'archive', '1', [ 'ar_namespace' => 0, 'ar_title' => $title->getDBkey() ] ) ) {
            $any = $db->selectField( 'archive', 'ar_title', [ 'ar_namespace' => 0 ], '', [ 'ORDER BY' => 'ar_id' ] );
            if ( $any === false ) { break; }
            $title = Title::makeTitle( 0, $any );
            $turn['title'] = $title->getPrefixedText();
          }
          $former = $db->selectFieldValues( 'archive', 'ar_page_id', [ 'ar_namespace' => 0, 'ar_title' => $title->getDBkey() ] );
          if ( !$former ) { break; }
          $isDone = (bool)( new PageArchive( $title ) )->undeleteAsUser( [], $admin, '' );
          $id = Title::newFromText( $turn['title'] )->getArticleID( Title::READ_LATEST );
          foreach ( $known['departures'] as $departure ) {
            if ( $departure['page'] !== $id && in_array( $departure['page'], $former ) ) {
              $known['departures'][] = [ 'page' => $id ] + $departure;
            }
          }
          break;
        case 'merge':
          if ( !$exists || !$other->exists() ) { break; }
          // Only what is older can be merged.
          foreach ( [ [ $title, $other ], [ $other, $title ] ] as [ $from, $to ] ) {
            if ( strpos( $from->getPrefixedText(), '@kept@' ) === 0 ) { continue; }
            $merge = $services->getMergeHistoryFactory()->newMergeHistory( $from, $to, '' );
            $isDone = $merge->isValidMerge()->isOK() && $merge->merge( $admin, '' )->isOK();
            if ( $isDone ) { break; }
          }
          break;
        case 'importing':
          if ( !$exists ) { break; }
          $revisions = '';
          foreach ( [ 0, 7200 ] as $later ) {
            $time = gmdate( 'Y-m-d\TH:i:s\Z', $turn['time'] - (int)$turn['value'] * 86400 + $later );
            $revisions .= "<revision><timestamp>$time</timestamp><contributor><username>{$turn['user']}</username>"
              . "</contributor><text xml:space=\"preserve\">From elsewhere, $time by {$turn['user']}</text></revision>";
          }
          $file = '@folder@/import.xml';
          file_put_contents( $file, '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">'
            . "<page><title>{$turn['title']}</title>$revisions</page></mediawiki>" );
          $context = new DerivativeContext( RequestContext::getMain() );
          $context->setUser( $admin );
          $context->setTitle( Title::newFromText( 'Special:Import' ) );
          $importer = $services->getWikiImporterFactory()->getWikiImporter( ImportStreamSource::newFromFile( $file )->value );
          $importer->setUsernamePrefix( '', true );
          $reporter = new ImportReporter( $importer, false, '', 'Brought together' );
          $reporter->setContext( $context );
          $reporter->open();
          $importer->doImport();
          $reporter->close();
          $isDone = true;
          break;
        case 'suppress':
          if ( !$exists ) { break; }
          $ids = $db->selectFieldValues( 'revision', 'rev_id', [ 'rev_page' => $id ], '', [ 'ORDER BY' => 'rev_id' ] );
          $context = new DerivativeContext( RequestContext::getMain() );
          $context->setUser( $admin );
          $hidden = RevisionDeleter::createList( 'revision', $context, $title, [ $ids[(int)$turn['value'] % count( $ids )] ] );
          $isDone = $hidden->setVisibility( [ 'value' => [ 4 => 1 ], 'comment' => '', 'perItemStatus' => false ] )->isOK();
          break;
        case 'protect':
          if ( !$exists ) { break; }
          $cascade = false;
          $isDone = $services->getWikiPageFactory()->newFromTitle( $title )
            ->doUpdateRestrictions( [ 'edit' => $turn['value'] ], [], $cascade, '', $admin )->isOK();
          break;
        case 'rename':
          $isDone = ( new MediaWiki\Extension\Renameuser\RenameuserSQL(
            $turn['user'], $turn['value'], $user->getId(), $admin ) )->rename();
          break;
        default:
          $context = new DerivativeContext( RequestContext::getMain() );
          $context->setUser( $admin );
          $form = new UserrightsPage();
          $form->setContext( $context );
          $joins = $turn['kind'] === 'join';
          $form->doSaveUserGroups( $user, $joins ? [ 'bot' ] : [], $joins ? [] : [ 'bot' ], '', [], [] );
          $isDone = true;
      }
      DeferredUpdates::doUpdates();
      $done[] = $isDone;
      $titles[] = $turn['title'];
    }
    file_put_contents( $memory, json_encode( $known ) );
    $revisions = [];
    foreach ( [ [ $current, 'cur' ], [ 'archive', 'ar' ] ] as [ $table, $prefix ] ) {
      foreach ( $rows( $table, $prefix ) as $row ) {
        $revisions[] = [ 'id' => (int)$row->id, 'page' => (int)$row->page, 'parent' => (int)$row->parent,
          'deletedAt' => $prefix === 'ar' ? strtr( $row->title, '_', ' ' ) : null,
          'time' => (int)wfTimestamp( TS_UNIX, $row->time ), 'user' => $row->user,
          'isHidden' => ( $row->deleted & 4 ) !== 0, 'text' => $row->text ];
      }
    }
    $pages = [];
    foreach ( $db->select( 'page', [ 'page_id', 'page_title' ], [ 'page_namespace' => 0 ] ) as $row ) {
      $pages[] = [ 'id' => (int)$row->page_id, 'title' => strtr( $row->page_title, '_', ' ' ) ];
    }
    echo 'census:' . json_encode( [ 'done' => $done, 'titles' => $titles, 'pages' => $pages, 'revisions' => $revisions,
      'departures' => $known['departures'] ] );
    """#
}
