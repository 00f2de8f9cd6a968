import Foundation

extension LocalWiki {
  /// The setting of a wiki whose clock stands where ``setClock(_:)`` puts it.
  package static let ownClock = """
    Wikimedia\\Timestamp\\ConvertibleTimestamp::setFakeTime( static function () {
      $file = __DIR__ . '/clock';
      return is_file( $file ) ? (int)file_get_contents( $file ) : time();
    } );
    """

  /// Puts the wiki's clock to a number of seconds since 1970.
  package func setClock(_ seconds: Int64) throws {
    try Data("\(seconds)".utf8).write(to: URL(fileURLWithPath: folder + "/clock"), options: .atomic)
  }

  /// What happens to an account.
  package struct AccountEvent: Codable, Sendable {
    /// What happens.
    package enum Kind: String, Codable, Sendable {
      /// It is put into a group; `value` is when that ends, in seconds since 1970, or empty.
      case join
      /// It is taken out of a group.
      case leave
      /// It gets the name in `value`.
      case rename
      /// Who may read the log no longer sees the entries about it.
      case hide
    }

    /// When it happens, in seconds since 1970.
    package let time: Int64
    /// What happens.
    package let kind: Kind
    /// To which account.
    package let name: String
    /// The group.
    package let group: String
    let value: String

    /// Makes an event; the time is in seconds since 1970.
    package init(_ kind: Kind, _ name: String, at time: Int64, group: String = "bot", value: String = "") {
      self.time = time
      self.kind = kind
      self.name = name
      self.group = group
      self.value = value
    }
  }

  /// Lets things happen to accounts, each at its time, as an administrator's clicks would.
  ///
  /// The wiki must have the setting ``ownClock``, and for renames the extension Renameuser. Its clock stays at the last event.
  package func happen(_ events: [AccountEvent]) async throws {
    let list = "\(folder)/events-\(UUID().uuidString).json"
    try JSONEncoder().encode(events).write(to: URL(fileURLWithPath: list))
    try await evaluate(
      """
      $admin = User::newSystemUser( 'Admin', [ 'steal' => true ] );
      foreach ( [ 'sysop', 'bureaucrat' ] as $group ) { $admin->addGroup( $group ); }
      foreach ( json_decode( file_get_contents( '\(list)' ), true ) as $event ) {
        file_put_contents( dirname( '\(list)' ) . '/clock', $event['time'] );
        $user = User::newFromName( $event['name'] );
        if ( $event['kind'] === 'hide' ) {
          wfGetDB( DB_PRIMARY )->update( 'logging', [ 'log_deleted' => LogPage::DELETED_ACTION ],
            [ 'log_type' => 'rights', 'log_title' => $user->getTitleKey() ] );
        } elseif ( $event['kind'] === 'rename' ) {
          if ( !( new MediaWiki\\Extension\\Renameuser\\RenameuserSQL( $event['name'], $event['value'], $user->getId(), $admin ) )->rename() ) {
            $this->fatalError( 'not renamed: ' . $event['name'] );
          }
        } else {
          $context = new RequestContext();
          $context->setUser( $admin );
          $form = new UserrightsPage();
          $form->setContext( $context );
          $ends = $event['value'] === '' ? null : wfTimestamp( TS_MW, (int)$event['value'] );
          $joins = $event['kind'] === 'join';
          $form->doSaveUserGroups( $user, $joins ? [ $event['group'] ] : [], $joins ? [] : [ $event['group'] ], '', [],
            $joins ? [ $event['group'] => $ends ] : [] );
        }
        DeferredUpdates::doUpdates();
      }
      """)
  }

  /// Fills the log of user rights with entries about an account, up to a time, that are about no bots.
  package func logRights(of name: String, _ count: Int, every seconds: Int, until end: Int64) async throws {
    try await evaluate(
      """
      $db = wfGetDB( DB_PRIMARY );
      $this->beginTransaction( $db, __METHOD__ );
      for ( $i = 0; $i < \(count); $i++ ) {
        $db->insert( 'logging', [ 'log_type' => 'rights', 'log_action' => 'rights',
          'log_timestamp' => $db->timestamp( \(end) - $i * \(seconds) ), 'log_actor' => 1, 'log_namespace' => NS_USER,
          'log_title' => '\(name)', 'log_comment_id' => 1, 'log_params' => "sysop\\n" ] );
      }
      $this->commitTransaction( $db, __METHOD__ );
      """)
  }

  /// Writes an entry about a user into a log, with parameters as they are stored; a script's entry is no one's click.
  package func log(_ type: String, _ action: String, of name: String, at time: Int64, parameters: String) async throws {
    try await evaluate(
      """
      $db = wfGetDB( DB_PRIMARY );
      $db->insert( 'logging', [ 'log_type' => '\(type)', 'log_action' => '\(action)',
        'log_timestamp' => $db->timestamp( \(time) ), 'log_actor' => 1, 'log_namespace' => NS_USER,
        'log_title' => strtr( '\(name)', ' ', '_' ), 'log_comment_id' => 1, 'log_params' => \(parameters) ] );
      """)
  }
}
