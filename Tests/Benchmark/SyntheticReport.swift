import Foundation
import KPIReports
import MediaWiki

/// A report with many products and all participation KPIs.
struct SyntheticReport {
  let products: Int
  var api = "https://wiki.example.org/w/api.php"

  /// The end of the last month.
  static let end = Instant(seconds: 1_793_491_200)  // 2026-11-01

  /// The months up to the end, oldest first.
  static func months(_ count: Int) -> [Period] {
    let last = Period.lastComplete(.month, asOf: end)
    return (0..<count).map { last.advanced(by: $0 - count + 1) }
  }

  /// Writes the report file into a folder and reads it.
  func definition(in folder: String) throws -> ReportDefinition {
    let names = (1...products).map { "  - {name: Product \($0), feedback: [{wiki: wiki, page: Feedback \($0)}]}" }
    let kpis = KPICatalogue.all.filter { $0.family == .participation }.map(\.id)
    let yaml = """
      title: Benchmark
      wikis: {wiki: "\(api)"}
      products:
      \(names.joined(separator: "\n"))
      kpis: [\(kpis.joined(separator: ", "))]
      """
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(yaml.utf8).write(to: URL(fileURLWithPath: folder + "/report.yaml"))
    return try ReportReader().read(folder: folder)
  }
}
