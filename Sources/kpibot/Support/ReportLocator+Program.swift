import Foundation
import KPIReports

extension ReportLocator {
  /// Looks for the folder of templates as this program does, unless the user names one.
  init(templates: String?) throws(ReportMistakes) {
    try self.init(
      templates: templates, executable: Executable.path,
      shipped: ShippedTemplates(environment: ProcessInfo.processInfo.environment))
  }
}
