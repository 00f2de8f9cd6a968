import Foundation

extension LocalWiki {
  /// The fields of a request.
  package typealias Fields = [String: String]

  private struct Fault: Codable {
    let fields: Fields
    let status: Int
    let body: String
  }

  /// What makes the wiki remember its requests and fail where a test wants it to.
  static let faultSettings = """
    if ( PHP_SAPI === 'cli-server' ) {
      file_put_contents( __DIR__ . '/requests', json_encode( (object)$_REQUEST ) . "\\n", FILE_APPEND | LOCK_EX );
      $faults = is_file( __DIR__ . '/faults' ) ? file_get_contents( __DIR__ . '/faults' ) : '[]';
      foreach ( json_decode( $faults, true ) as $fault ) {
        if ( array_diff_assoc( $fault['fields'], $_REQUEST ) === [] ) {
          http_response_code( $fault['status'] );
          exit( $fault['body'] );
        }
      }
      unset( $faults, $fault );
    }
    """

  /// Answers requests that have these fields with a status, in the place of what the wiki would say.
  package func fail(_ requests: [Fields], status: Int, body: String = "") throws {
    let faults = requests.map { Fault(fields: $0, status: status, body: body) }
    try JSONEncoder().encode(faults).write(to: URL(fileURLWithPath: folder + "/faults"), options: .atomic)
  }

  /// The requests since the start, or since they were forgotten.
  package func requests() throws -> [Fields] {
    let lines = try String(contentsOfFile: folder + "/requests", encoding: .utf8).split(separator: "\n")
    return try lines.map { try JSONDecoder().decode(Fields.self, from: Data($0.utf8)) }
  }

  /// Forgets the requests so far.
  package func forgetRequests() throws { try Data().write(to: URL(fileURLWithPath: folder + "/requests")) }
}
