import Foundation

/// The system's PHP, with what it compiles kept for the next wiki: each of dozens of wikis would else compile all of
/// MediaWiki anew.
enum PHP {
  /// The command, to be followed by PHP's own arguments.
  static func command() throws -> [String] {
    let temporary = FileManager.default.temporaryDirectory.path
    let cache = "\(temporary)/kpibot-php-\(geteuid())"
    try FileManager.default.createDirectory(
      atPath: cache, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // A wiki's own settings change within a second, which is finer than the cache sees.
    let fresh = cache + "/fresh"
    if !FileManager.default.fileExists(atPath: fresh) {
      let folders = LocalWiki.dataFolder.appendingPathComponent("kpibot-wiki-").path
      try Data("\(folders)\n".utf8).write(to: URL(fileURLWithPath: fresh), options: .atomic)
    }
    let options = [
      "enable_cli=1", "file_cache=\(cache)", "blacklist_filename=\(fresh)",
    ]
    return ["php"] + options.flatMap { ["-d", "opcache.\($0)"] }
  }
}
