import Foundation

/// A new report folder: a copy of a shipped one that is made to be edited.
package struct ReportSkeleton: Sendable {
  /// The shipped report that new ones begin as.
  private static let model = "community-liaisons"

  private let locator: ReportLocator

  /// Takes the place where the shipped reports are.
  package init(locator: ReportLocator) { self.locator = locator }

  /// Writes the folder; its report has a title and a page of its own, by the folder's name.
  ///
  /// - Throws: ``ReportMistakes`` when something stands in its place, or the model is not there.
  package func write(to folder: String) throws {
    func mistake(_ message: String) -> ReportMistakes {
      ReportMistakes(mistakes: [Mistake(file: folder, line: nil, column: nil, message: message)])
    }
    guard !FileManager.default.fileExists(atPath: folder) else {
      throw mistake("something of this name is there already, and nothing is overwritten")
    }
    let name = ReportReader.name(of: folder)
    if let problem = ReportReader.mistake(inName: name) { throw mistake(problem) }
    let model = try locator.folder(of: Self.model)
    do {
      try FileManager.default.copyItem(atPath: model, toPath: folder)
      let file = URL(fileURLWithPath: folder).appendingPathComponent(ReportReader.file)
      let text = Self.adapted(try String(contentsOf: file, encoding: .utf8), to: name)
      try Data(text.utf8).write(to: file)
    } catch {
      throw mistake("the folder can't be made: \(error.localizedDescription)")
    }
  }

  /// The model's report file, without what belongs to the team that it is about.
  private static func adapted(_ text: String, to name: String) -> String {
    let words = name.split { "-_".contains($0) }.joined(separator: " ")
    let title = words.prefix(1).uppercased() + words.dropFirst()
    let lines: [(start: String, line: String)] = [
      ("# The Community Liaisons'", "# The report \(name), ready to be edited."),
      ("title:", "title: \(title) key performance indicators"),
      ("publish:", "publish: {wiki: meta, page: \(name)/KPIs}"),
    ]
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      lines.first { line.hasPrefix($0.start) }?.line ?? String(line)
    }.joined(separator: "\n")
  }
}
