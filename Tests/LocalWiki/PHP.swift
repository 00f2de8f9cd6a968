import Foundation

/// The system's PHP, with a cache of compiled scripts that all wikis share: otherwise each of them compiles MediaWiki again.
enum PHP {
  /// The command for a script, which would compile for itself alone what it keeps in shared memory.
  static func script(_ path: String) throws -> [String] { try command() + ["-d", "opcache.file_cache_only=1", path] }

  /// The command, to be followed by PHP's own arguments.
  static func command() throws -> [String] {
    let temporary = FileManager.default.temporaryDirectory.path
    let cache = "\(temporary)/kpibot-php-\(geteuid())"
    try FileManager.default.createDirectory(
      atPath: cache, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // The cache sees changes by the second, and a test changes its wiki's settings faster than that.
    let uncached = cache + "/uncached"
    let wikis = LocalWiki.dataFolder.appendingPathComponent("kpibot-wiki-").path
    try Data("\(wikis)\n".utf8).write(to: URL(fileURLWithPath: uncached), options: .atomic)
    let options = [
      "enable_cli=1", "file_cache=\(cache)", "file_cache_consistency_checks=0", "blacklist_filename=\(uncached)",
    ]
    return ["php"] + options.flatMap { ["-d", "opcache.\($0)"] }
  }
}
