import Foundation

extension LocalWiki {
  /// An account's name and password for signing in with a bot password.
  package struct BotPassword: Sendable {
    /// The name with its label: `KPIBot@kpi`.
    package let username: String
    /// The secret.
    package let password: String
  }

  /// Makes an account in the bot group, with a bot password.
  package func createBot(_ name: String = "KPIBot", isFlagged: Bool = true) async throws -> BotPassword {
    let password = UUID().uuidString.replacing("-", with: "").lowercased()
    try await evaluate(
      """
      $services = MediaWiki\\MediaWikiServices::getInstance();
      $user = $services->getUserFactory()->newFromName( '\(name)' );
      $status = $services->getAuthManager()->autoCreateUser( $user,
        MediaWiki\\Auth\\AuthManager::AUTOCREATE_SOURCE_MAINT, false );
      if ( !$status->isGood() ) { $this->fatalError( $status->getMessage( false, false, 'en' )->text() ); }
      if ( \(isFlagged) ) { $services->getUserGroupManager()->addUserToGroup( $user, 'bot' ); }
      BotPassword::newUnsaved( [ 'user' => $user, 'appId' => 'kpi',
        'grants' => [ 'basic', 'highvolume', 'editpage', 'createeditmovepage' ] ] )
        ->save( 'insert', $services->getPasswordFactory()->newFromPlaintext( '\(password)' ) );
      """)
    return BotPassword(username: "\(name)@kpi", password: password)
  }

  /// Puts an account into a group.
  package func promote(_ name: String, to group: String) async throws {
    try await maintain("createAndPromote", ["--force", "--custom-groups", group, name])
  }

  /// Makes an account one that has edited so often.
  package func credit(_ name: String, edits: Int) async throws {
    try await evaluate(
      """
      $db = wfGetDB( DB_PRIMARY );
      $db->update( 'user', [ 'user_editcount' => \(edits) ], [ 'user_name' => '\(name)' ] );
      """)
  }

  /// Renames an account.
  package func rename(_ name: String, to other: String) async throws {
    try await evaluate(
      """
      $db = wfGetDB( DB_PRIMARY );
      $db->update( 'user', [ 'user_name' => '\(other)' ], [ 'user_name' => '\(name)' ] );
      $db->update( 'actor', [ 'actor_name' => '\(other)' ], [ 'actor_name' => '\(name)' ] );
      """)
  }

  /// Blocks an account.
  package func block(_ name: String) async throws {
    try await maintain("blockUsers", ["--performer", "Admin"], input: name + "\n")
  }

  /// Blocks an account from one page, which need not exist.
  package func block(_ name: String, from title: String) async throws {
    try await evaluate(
      """
      $services = MediaWiki\\MediaWikiServices::getInstance();
      $title = Title::newFromText( '\(title)' );
      $restriction = $title->exists() ? new MediaWiki\\Block\\Restriction\\PageRestriction( 0, $title->getArticleID() )
        : new MediaWiki\\Block\\Restriction\\NamespaceRestriction( 0, $title->getNamespace() );
      $admin = User::newSystemUser( 'Admin', [ 'steal' => true ] );
      $services->getBlockUserFactory()->newBlockUser( '\(name)', $admin, 'infinity', 'not here', [],
        [ $restriction ] )->placeBlockUnsafe();
      """)
  }

  /// Makes accounts of these names where they are missing.
  package func createAccounts(_ names: [String]) async throws {
    let list = "\(folder)/names-\(UUID().uuidString).json"
    try JSONEncoder().encode(names).write(to: URL(fileURLWithPath: list))
    try await evaluate(
      """
      $db = wfGetDB( DB_PRIMARY );
      $this->beginTransaction( $db, __METHOD__ );
      foreach ( json_decode( file_get_contents( '\(list)' ) ) as $name ) {
        if ( $db->selectField( 'user', 'user_id', [ 'user_name' => $name ] ) ) { continue; }
        $db->insert( 'user', [ 'user_name' => $name, 'user_real_name' => '', 'user_password' => '',
          'user_newpassword' => '', 'user_email' => '', 'user_token' => md5( $name ),
          'user_registration' => $db->timestamp(), 'user_touched' => $db->timestamp() ] );
        $id = $db->insertId();
        if ( $db->selectField( 'actor', 'actor_id', [ 'actor_name' => $name ] ) ) {
          $db->update( 'actor', [ 'actor_user' => $id ], [ 'actor_name' => $name ] );
        } else {
          $db->insert( 'actor', [ 'actor_user' => $id, 'actor_name' => $name ] );
        }
      }
      $this->commitTransaction( $db, __METHOD__ );
      """)
  }

  /// Makes AbuseFilter disallow edits whose text holds a word; the extension must be loaded.
  package func disallow(textWith word: String) async throws {
    try await evaluate(
      """
      $db = wfGetDB( DB_PRIMARY );
      $db->insert( 'abuse_filter', [ 'af_pattern' => 'added_lines contains "\(word)"', 'af_user' => 1,
        'af_user_text' => 'Admin', 'af_timestamp' => $db->timestamp(), 'af_enabled' => 1, 'af_comments' => '',
        'af_public_comments' => 'test', 'af_hidden' => 0, 'af_hit_count' => 0, 'af_throttled' => 0,
        'af_deleted' => 0, 'af_actions' => 'disallow', 'af_global' => 0, 'af_group' => 'default' ] );
      $db->insert( 'abuse_filter_action', [ 'afa_filter' => $db->insertId(), 'afa_consequence' => 'disallow',
        'afa_parameters' => '' ] );
      """)
  }
}
