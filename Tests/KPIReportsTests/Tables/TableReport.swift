import Foundation
import LocalWiki
import Logging
import MediaWiki
import Testing

@testable import KPIReports

/// A report folder with tables, measured without any wiki.
struct TableReport {
  private let folder: TemporaryFolder
  let pipeline: Pipeline

  /// Writes the folder and reads it.
  init(
    kpis: String, files: [String: String] = [:], more: String = "period: month", asOf: String = "2026-11-05T00:00:00Z",
    periods: Int = 3, bytes: [String: Data] = [:]
  ) throws {
    folder = try TemporaryFolder()
    let yaml = """
      title: Test
      wikis: {wiki: "https://wiki.example.org/w/api.php"}
      publish: {wiki: wiki, page: KPIs}
      show: \(periods)
      products: [{name: A}, {name: B}]
      \(more)
      kpis:
      \(kpis.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
      """
    try folder.write(yaml, to: "r/report.yaml")
    for file in ["page.mustache", "summary.mustache"] {
      try folder.write(try TestReports.text(of: "demo/\(file)"), to: "r/\(file)")
    }
    for (file, text) in files { try folder.write(text, to: "r/" + file) }
    for (file, data) in bytes { try data.write(to: URL(fileURLWithPath: folder.path + "/r/" + file)) }
    var options = Pipeline.Options(folder: folder.path + "/r")
    options.shippedTemplates = TestReports.templates
    options.asOf = Instant(iso8601: asOf)
    options.store = folder.path + "/store.sqlite"
    options.isOffline = true
    pipeline = try Pipeline(options, clock: Instant(seconds: 0), environment: [:])
  }

  /// The mistakes of a folder that can't be read, or whose numbers can't be published.
  static func mistakes(
    kpis: String, files: [String: String] = [:], more: String = "period: month"
  ) throws -> [String] {
    do {
      let faults = try TableReport(kpis: kpis, files: files, more: more).pipeline.faults
      #expect(!faults.isEmpty)
      return faults.map(\.description)
    } catch let error as ReportMistakes {
      return error.mistakes.map(\.description)
    }
  }

  /// The measured report.
  func report() async throws -> Report {
    try await pipeline.measure(try await pipeline.openStore(log: Logger(label: "test")))
  }

  /// One value of the report.
  func value(_ kpi: String, _ period: String, product: String? = nil) async throws -> KPIReports.Measurement {
    let report = try await report()
    return try #require(
      report.measurements.first { $0.kpi == kpi && $0.product == product && $0.period.id == period })
  }
}
