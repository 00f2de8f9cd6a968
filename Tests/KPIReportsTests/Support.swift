import Foundation
import LocalWiki
import Logging
import MediaWiki
import Synchronization

@testable import KPIReports

/// Reports for tests.
enum TestReports {
  /// The folder of the reports that come with kpibot.
  static var templates: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("templates").path
  }

  /// The text of a file that comes with kpibot.
  static func text(of file: String) throws -> String {
    try String(contentsOf: URL(fileURLWithPath: "\(templates)/\(file)"), encoding: .utf8)
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
