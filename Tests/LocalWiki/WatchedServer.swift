import Foundation

/// PHP's web server, watched by a shell that ends it and removes its folder when our end of a pipe closes: on ``stop()``,
/// and also when this process is killed.
///
/// The system chooses the port while it binds it, so that no two servers can ever share one.
struct WatchedServer: Sendable {
  // Ctrl-C reaches the shell too; it must outlive it to clean up.
  private static let watch = """
    trap '' INT TERM HUP
    root=$1 folder=$2
    shift 2
    setsid "$@" -S 127.0.0.1:0 -t "$root" >"$folder/server.log" 2>&1 &
    read -r line
    kill -9 -$!
    rm -rf "$folder"
    """

  private let pipe = Pipe()
  private let folder: String

  init(root: String, folder: String) throws {
    self.folder = folder
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", Self.watch, "sh", root, folder] + (try PHP.command())
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["MW_CONFIG_FILE": "\(folder)/LocalSettings.php", "PHP_CLI_SERVER_WORKERS": "4"]) { $1 }
    process.standardInput = pipe
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    try pipe.fileHandleForReading.close()
  }

  /// The address that the server says it listens on, once it does; nil until then.
  var address: String? {
    let log = (try? String(contentsOfFile: "\(folder)/server.log", encoding: .utf8)) ?? ""
    return log.firstMatch(of: /\((http:\/\/127\.0\.0\.1:\d+)\) started/).map { String($0.1) }
  }

  func stop() {
    try? pipe.fileHandleForWriting.write(contentsOf: Data("stop\n".utf8))
    try? pipe.fileHandleForWriting.close()
    for _ in 0..<200 where FileManager.default.fileExists(atPath: folder) { usleep(10_000) }
  }
}
