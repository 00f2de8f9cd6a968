import Foundation

/// Runs programs to their end.
enum Shell {
  /// A program failed.
  struct Failure: Error, CustomStringConvertible {
    let command: String
    let status: Int32
    let output: String

    var description: String { "\(command) ended with \(status): \(output.suffix(2_000))" }
  }

  /// Runs a program and gives what it printed.
  ///
  /// - Throws: ``Failure`` when it does not end with 0.
  @discardableResult
  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) async throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kpibot-shell-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files rather than pipes: a program can write as much as it wants before anybody reads.
    let (inputFile, outputFile) = (folder.appendingPathComponent("in"), folder.appendingPathComponent("out"))
    try Data(input.utf8).write(to: inputFile)
    try Data().write(to: outputFile)
    let output = try FileHandle(forWritingTo: outputFile)
    defer { try? output.close() }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = output
    process.standardError = output
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in continuation.resume() }
      do { try process.run() } catch {
        process.terminationHandler = nil
        continuation.resume(throwing: error)
      }
    }
    let text = String(decoding: try Data(contentsOf: outputFile), as: UTF8.self)
    guard process.terminationStatus == 0 else {
      throw Failure(
        command: arguments.prefix(3).joined(separator: " "), status: process.terminationStatus, output: text)
    }
    return text
  }
}
