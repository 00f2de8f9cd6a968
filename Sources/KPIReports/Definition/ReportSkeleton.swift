import Foundation

/// A new report folder: a copy of a shipped one that is made to be edited.
package struct ReportSkeleton: Sendable {
  /// The shipped report that new ones begin as.
  private static let model = "community-liaisons"

  private let locator: ReportLocator

  /// Takes the place where the shipped reports are.
  package init(locator: ReportLocator) { self.locator = locator }

  /// Writes the folder.
  ///
  /// - Throws: ``ReportMistakes`` when something stands in its place, or the model is not there.
  package func write(to folder: String) throws {
    func mistake(_ message: String) -> ReportMistakes {
      ReportMistakes(mistakes: [Mistake(file: folder, line: nil, column: nil, message: message)])
    }
    guard !FileManager.default.fileExists(atPath: folder) else {
      throw mistake("something of this name is there already, and nothing is overwritten")
    }
    let model = try locator.folder(of: Self.model)
    do {
      try FileManager.default.copyItem(atPath: model, toPath: folder)
    } catch {
      throw mistake("the folder can't be made: \(error.localizedDescription)")
    }
  }
}
