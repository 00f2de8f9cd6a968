import Foundation

/// Finds report folders: by path, or by name under the folder of templates.
package struct ReportLocator: Sendable {
  /// The folder with the reports.
  package let templates: String

  /// Looks for the folder of templates: the one that is named, one in the working directory, the one beside which the
  /// program was built, or the one inside the program.
  ///
  /// - Throws: ``ReportMistakes`` when there is only the last, and it can't be written out.
  package init(templates: String?, executable: String, shipped: ShippedTemplates) throws(ReportMistakes) {
    if let found = templates ?? Self.candidates(executable).first(where: { Self.hasReports($0) }) {
      self.templates = found
    } else {
      self.templates = try shipped.folder()
    }
  }

  /// The folder of a report.
  ///
  /// - Throws: ``ReportMistakes`` when there is none, with the nearest name.
  package func folder(of report: String) throws(ReportMistakes) -> String {
    let named = URL(fileURLWithPath: report)
    if named.lastPathComponent == ReportReader.file, FileManager.default.fileExists(atPath: report) {
      let folder = report.dropLast(ReportReader.file.count)
      return folder.isEmpty ? "." : try self.folder(of: String(folder))
    }
    if Self.isReport(report) { return report.count > 1 && report.hasSuffix("/") ? String(report.dropLast()) : report }
    if !report.contains("/"), Self.isReport("\(templates)/\(report)") { return "\(templates)/\(report)" }
    throw ReportMistakes(mistakes: [Mistake(file: report, line: nil, column: nil, message: problem(with: report))])
  }

  /// Other names that people give the report file.
  private static let misnamed = ["report.yml", "Report.yaml", "report.yaml.txt", "report.json"]

  /// What is wrong with a name that is no report's, and which was meant.
  private func problem(with report: String) -> String {
    let manager = FileManager.default
    let isFile = Self.misnamed.contains { report.hasSuffix("/\($0)") }
    let folder = isFile ? URL(fileURLWithPath: report).deletingLastPathComponent().relativePath : report
    if let other = Self.misnamed.first(where: { manager.fileExists(atPath: "\(folder)/\($0)") }) {
      return "the report's file must be called \(ReportReader.file); rename \(folder)/\(other)"
    }
    let place = report.contains("/") ? URL(fileURLWithPath: report).deletingLastPathComponent().relativePath : "."
    let prefix = report.contains("/") ? "\(place)/" : ""
    let beside = ((try? manager.contentsOfDirectory(atPath: place)) ?? []).filter { Self.isReport("\(place)/\($0)") }
    let valid = beside.map { prefix + $0 }.sorted() + (report.contains("/") ? [] : names)
    let message = "there is no report in this folder, and none of this name among the templates"
    return message + NearestName.suggestion(for: report, among: valid)
  }

  /// The names of the reports among the templates.
  package var names: [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: templates)) ?? []
    return entries.filter { Self.isReport("\(templates)/\($0)") }.sorted()
  }

  private static func isReport(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/\(ReportReader.file)")
  }

  private static func hasReports(_ folder: String) -> Bool { isReport("\(folder)/demo") }

  private static func candidates(_ executable: String) -> [String] {
    var folders = ["templates"]
    var folder = URL(fileURLWithPath: executable).resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path != "/" {
      folders.append(folder.appendingPathComponent("templates").path)
      folder = folder.deletingLastPathComponent()
    }
    return folders
  }
}
