import Foundation
import LocalWiki
import Logging
import Synchronization

@testable import MediaWiki

extension HTTPClient {
  /// A client with a plain User-Agent.
  static func forTests(limits: HTTPLimits = .standard) throws -> HTTPClient {
    try HTTPClient(userAgent: "kpibot tests", limits: limits)
  }
}

/// The gzipped output of a shell command.
func gzip(_ command: String) throws -> [UInt8] {
  let process = Process()
  let output = Pipe()
  process.executableURL = URL(filePath: "/bin/sh")
  process.arguments = ["-c", "\(command) | gzip -9"]
  process.standardOutput = output
  try process.run()
  let bytes = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return Array(bytes)
}

/// Answers that a server gives one after another.
final class Script: Sendable {
  private let answers: Mutex<[[RawServer.Step]]>

  init(_ answers: [[RawServer.Step]]) { self.answers = Mutex(answers.reversed()) }

  /// The next answer, nil after the last.
  func next() -> [RawServer.Step]? { answers.withLock { $0.popLast() } }
}

extension Patience {
  /// The usual patience, whose waits take no time.
  static var untimed: Patience { Patience(sleep: { _ in }) }
}

extension Logger {
  /// A logger that tells nothing.
  static let quiet = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
}
