import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A real MediaWiki on SQLite, in a folder of its own and on a free port of this machine.
///
/// It ends with the process that started it, however that ends.
package final class LocalWiki: Sendable {
  /// What a wiki is started with.
  package struct Options: Sendable {
    /// The extensions to load, of those that the package brings.
    package var extensions: [String]
    /// More PHP for `LocalSettings.php`.
    package var settings: String

    /// Makes options.
    package init(extensions: [String] = [], settings: String = "") {
      self.extensions = extensions
      self.settings = settings
    }
  }

  /// The wiki's address: `http://127.0.0.1:PORT`.
  package let address: String
  /// The folder of the wiki's data.
  package let folder: String
  let installation: MediaWikiInstallation
  private let server: Mutex<WatchedServer?>

  /// The address of api.php.
  package var api: String { address + "/api.php" }

  private init(address: String, folder: String, installation: MediaWikiInstallation, server: WatchedServer?) {
    self.address = address
    self.folder = folder
    self.installation = installation
    self.server = Mutex(server)
  }

  deinit { server.withLock { $0?.stop() } }

  /// Starts a new wiki, and waits until it answers.
  ///
  /// - Throws: ``MissingMediaWiki`` when the package is not installed.
  package static func start(_ options: Options = Options()) async throws -> LocalWiki {
    let installation = try MediaWikiInstallation()
    return try await start(
      options, on: installation,
      with: try await InstalledWikis.ofProcess.files(installation, extensions: options.extensions))
  }

  /// Starts a new wiki to which something was done before: once for all wikis that begin so.
  ///
  /// - Parameters:
  ///   - options: Those of the wiki. What is done before sees its extensions alone.
  ///   - name: What all have in common that begin so.
  ///   - prepare: What is done, to a wiki that has no server.
  /// - Returns: The wiki, and what `prepare` gave.
  /// - Throws: ``MissingMediaWiki`` when the package is not installed.
  package static func start<State: Sendable>(
    _ options: Options, after name: String, _ prepare: @escaping @Sendable (LocalWiki) async throws -> State
  ) async throws -> (wiki: LocalWiki, state: State) {
    let installation = try MediaWikiInstallation()
    let (files, state) = try await InstalledWikis.ofProcess.files(
      installation, extensions: options.extensions, after: name, prepare)
    return (try await start(options, on: installation, with: files), state)
  }

  private static func start(
    _ options: Options, on installation: MediaWikiInstallation, with files: InstalledWikis.Files
  ) async throws -> LocalWiki {
    let folder = Self.newFolder()
    try files.copy(to: folder)
    let server = try WatchedServer(root: installation.root, folder: folder)
    let address = try await Self.address(of: server)
    try Self.configure(folder: folder, address: address, options: options)
    let wiki = LocalWiki(address: address, folder: folder, installation: installation, server: server)
    try await wiki.waitUntilReady()
    return wiki
  }

  /// A wiki that scripts change and nobody reads.
  static func withoutServer(
    _ files: InstalledWikis.Files, _ installation: MediaWikiInstallation, extensions: [String]
  ) throws -> LocalWiki {
    let wiki = LocalWiki(
      address: "http://127.0.0.1", folder: newFolder(), installation: installation, server: nil)
    try files.copy(to: wiki.folder)
    try configure(folder: wiki.folder, address: wiki.address, options: Options(extensions: extensions))
    return wiki
  }

  /// The password of the account `Admin`.
  package static let adminPassword = "AdminPassw0rd123"

  /// Ends the wiki and removes its folder.
  package func stop() {
    server.withLock { server in
      server?.stop()
      server = nil
    }
  }

  /// Asks the API as anybody and gives the answer's text.
  package func get(_ query: String) async throws -> Data {
    guard let url = URL(string: "\(api)?format=json&formatversion=2&\(query)") else { throw URLError(.badURL) }
    return try await URLSession.shared.data(from: url).0
  }

  /// Runs a maintenance script.
  @discardableResult
  func maintain(_ script: String, _ arguments: [String] = [], input: String = "") async throws -> String {
    try await Shell.run(
      try PHP.script("\(installation.root)/maintenance/\(script).php") + arguments, input: input,
      environment: ["MW_CONFIG_FILE": "\(folder)/LocalSettings.php"])
  }

  /// In memory where there is such a place: the wikis of tests need not outlive the machine.
  static var dataFolder: URL {
    FileManager.default.isWritableFile(atPath: "/dev/shm")
      ? URL(fileURLWithPath: "/dev/shm") : FileManager.default.temporaryDirectory
  }

  /// The path of a folder for a wiki, which is yet to be made.
  static func newFolder() -> String { dataFolder.appendingPathComponent("kpibot-wiki-\(UUID().uuidString)").path }

  /// Completes the settings that the installer wrote.
  static func configure(folder: String, address: String, options: Options) throws {
    let file = folder + "/LocalSettings.php"
    var settings = String(decoding: try Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
    settings += """

      $wgServer = '\(address)';
      $wgMainCacheType = CACHE_ACCEL;
      $wgSessionCacheType = CACHE_DB;
      $wgJobRunRate = 0;
      $wgRateLimits = [];
      $wgShowExceptionDetails = true;
      $wgPasswordPolicy['policies']['default'] = [];
      // Programs sign in thousands of times, with passwords that protect nothing.
      $wgPasswordConfig['pbkdf2']['cost'] = 1;

      """
    for name in options.extensions { settings += "wfLoadExtension( '\(name)' );\n" }
    settings +=
      options.settings + "\n" + faultSettings + """

        // Wikis with other extensions have other messages: in one folder, each would build the cache of the others again.
        $wgCacheDirectory = sys_get_temp_dir() . '/kpibot-mediawiki-' . posix_geteuid() . '-'
          . md5( implode( ' ', array_keys( ExtensionRegistry::getInstance()->getQueue() ) ) );
        if ( !is_dir( $wgCacheDirectory ) ) { @mkdir( $wgCacheDirectory, 0700 ); }

        """
    try Data(settings.utf8).write(to: URL(fileURLWithPath: file))
  }

  private static func address(of server: WatchedServer) async throws -> String {
    for _ in 0..<6_000 {
      if let address = server.address { return address }
      try await Task.sleep(for: .milliseconds(50))
    }
    server.stop()
    throw Shell.Failure(command: "php -S", status: 0, output: "the server does not start")
  }

  private func waitUntilReady() async throws {
    for _ in 0..<6_000 {
      if let answer = try? await get("action=query&meta=siteinfo"), answer.starts(with: Data("{".utf8)) { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw Shell.Failure(command: "php -S \(address)", status: 0, output: "the wiki does not answer")
  }
}
