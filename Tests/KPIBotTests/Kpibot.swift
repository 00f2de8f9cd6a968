import Foundation

/// The built program, run as a user runs it.
struct Kpibot {
  /// What a run gave.
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The folder of the reports that come with kpibot.
  static let templates = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("templates").path

  /// The program beside the tests.
  static var executable: URL {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("kpibot")
  }

  /// Runs the program in a folder with an environment of its own.
  static func run(
    _ arguments: [String], in folder: String = FileManager.default.temporaryDirectory.path,
    environment: [String: String] = [:], killedAfter patience: Duration? = nil
  ) async throws -> Result {
    let process = Process()
    // `timeout` waits for its child, so that no other process can be killed by mistake.
    let seconds = patience.map { ["/usr/bin/timeout", "-s", "KILL", "\($0 / .seconds(1))"] } ?? []
    let command = seconds + [executable.path] + arguments
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder].merging(environment) { $1 }
    let names = ["out", "err"].map {
      "\(FileManager.default.temporaryDirectory.path)/kpibot-\(UUID().uuidString)-\($0)"
    }
    for name in names { _ = FileManager.default.createFile(atPath: name, contents: nil) }
    defer { for name in names { try? FileManager.default.removeItem(atPath: name) } }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: names[0])
    process.standardError = FileHandle(forWritingAtPath: names[1])
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in continuation.resume() }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        continuation.resume(throwing: error)
      }
    }
    let texts = try names.map { String(decoding: try Data(contentsOf: URL(fileURLWithPath: $0)), as: UTF8.self) }
    return Result(status: process.terminationStatus, output: texts[0], errors: texts[1])
  }
}

/// A folder that goes when the value goes.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("kpibot-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ text: String, to file: String, mode: Int = 0o644) throws -> String {
    let url = URL(fileURLWithPath: path + "/" + file)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    guard
      FileManager.default.createFile(atPath: url.path, contents: Data(text.utf8), attributes: [.posixPermissions: mode])
    else { throw CocoaError(.fileWriteUnknown) }
    return url.path
  }
}
