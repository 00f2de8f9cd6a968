import Foundation

/// PHP's web server, watched by a shell that ends it and removes its folder when our end of a pipe closes: on ``stop()``,
/// and also when this process is killed.
struct WatchedServer: Sendable {
  // Ctrl-C reaches the shell too; it must outlive it to clean up.
  private static let watch = """
    trap '' INT TERM HUP
    setsid php -S "127.0.0.1:$1" -t "$2" >"$3/server.log" 2>&1 &
    read -r line
    kill -9 -$!
    rm -rf "$3"
    """

  private let pipe = Pipe()
  private let folder: String

  init(root: String, port: Int, folder: String) throws {
    self.folder = folder
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", Self.watch, "sh", "\(port)", root, folder]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["MW_CONFIG_FILE": "\(folder)/LocalSettings.php", "PHP_CLI_SERVER_WORKERS": "4"]) { $1 }
    process.standardInput = pipe
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    try pipe.fileHandleForReading.close()
  }

  func stop() {
    try? pipe.fileHandleForWriting.write(contentsOf: Data("stop\n".utf8))
    try? pipe.fileHandleForWriting.close()
    for _ in 0..<200 where FileManager.default.fileExists(atPath: folder) { usleep(10_000) }
  }
}
