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
    if Self.isReport(report) { return report.count > 1 && report.hasSuffix("/") ? String(report.dropLast()) : report }
    if !report.contains("/"), Self.isReport("\(templates)/\(report)") { return "\(templates)/\(report)" }
    let message = "there is no report in this folder, and none of this name among the templates"
    throw ReportMistakes(
      mistakes: [
        Mistake(
          file: report, line: nil, column: nil, message: message + NearestName.suggestion(for: report, among: names))
      ])
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
