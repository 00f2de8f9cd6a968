import Foundation
import Logging
import MediaWiki
import Synchronization

@testable import KPIReports

/// Random numbers that are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
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

  func write(_ text: String, to file: String) throws {
    let url = URL(fileURLWithPath: path + "/" + file)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }
}

/// Reports for tests.
enum TestReports {
  /// The folder of the reports that come with kpibot.
  static var templates: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("templates").path
  }

  /// The definition of a report with one feedback page and one support page.
  static func definition(kpis: [String]) throws -> ReportDefinition {
    let folder = try TemporaryFolder()
    try folder.write(yaml(kpis: kpis), to: "report.yaml")
    return try ReportReader().read(folder: folder.path)
  }

  static func yaml(
    kpis: [String], api: String = "https://wiki.example.org/w/api.php", pageviews: String = "https://example.org/api",
    project: String = "wiki.example.org"
  ) -> String {
    """
    title: Test
    wikis:
      wiki: {api: "\(api)", pageviews: "\(pageviews)", project: \(project)}
    publish: {wiki: wiki, page: KPIs}
    products:
      - name: A
        feedback: [{wiki: wiki, page: Feedback, archives: "Feedback/Archive *"}]
        support: [{wiki: wiki, page: "Help:A"}]
    kpis: [\(kpis.joined(separator: ", "))]
    """
  }
}

/// Remembers what is logged.
final class LogRecorder: Sendable {
  private struct Handler: LogHandler {
    let recorder: LogRecorder
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.debug

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { recorder.texts.withLock { $0.append("\(event.level): \(event.message)") } }
  }

  private let texts = Mutex<[String]>([])

  /// The lines so far, each with its level.
  var lines: [String] { texts.withLock { $0 } }
  /// A logger that writes here.
  var logger: Logger { Logger(label: "recorder") { _ in Handler(recorder: self) } }
}
