import Foundation

/// A new report folder that is made to be edited.
package struct ReportSkeleton: Sendable {
  /// The shipped report whose templates new ones get.
  private static let model = "community-liaisons"

  private let locator: ReportLocator

  /// Takes the place where the shipped reports are.
  package init(locator: ReportLocator) { self.locator = locator }

  /// The title of a report, by its folder's name.
  package static func title(of folder: String) -> String {
    let words = ReportReader.name(of: folder).split { "-_".contains($0) }.joined(separator: " ")
    return "\(words.prefix(1).uppercased() + words.dropFirst()) key performance indicators"
  }

  /// Writes a report by its outline, with the templates of a shipped one.
  ///
  /// - Returns: what is still to be filled in or mended.
  /// - Throws: ``ReportMistakes`` when something stands in its place, or the model is not there.
  package func write(_ outline: ReportOutline, to folder: String) throws -> [Mistake] {
    try make(folder, from: Self.model, keeps: { $0.hasSuffix(".mustache") }, adapt: { _ in outline.yaml })
    do throws(ReportMistakes) {
      _ = try ReportReader().read(folder: folder)
      return []
    } catch {
      return error.mistakes
    }
  }

  /// Copies a shipped report; the copy has a title and a page of its own, by the folder's name, and its tables are empty
  /// where people keep them by hand: sample numbers are never published.
  ///
  /// - Returns: the tables that are to be filled in.
  /// - Throws: ``ReportMistakes`` when something stands in its place, or there is no such report.
  package func copy(_ report: String, to folder: String) throws -> [String] {
    try make(folder, from: report, keeps: { _ in true }, adapt: { Self.adapted($0, to: folder) })
    let tables = Self.tables.map { "\(folder)/\($0)" }.filter(FileManager.default.fileExists)
    for table in tables {
      do {
        try Data(try Self.emptied(table).utf8).write(to: URL(fileURLWithPath: table))
      } catch {
        throw Self.unfinished(folder, because: error)
      }
    }
    return tables
  }

  /// The tables that people keep by hand.
  private static let tables = [FolderTables.figures, FolderTables.survey, DiscussionRegister.file]

  /// A table's head, with its first row as an example that is not read.
  private static func emptied(_ table: String) throws -> String {
    let lines = try String(contentsOfFile: table, encoding: .utf8).split(whereSeparator: \.isNewline)
      .filter { CSVText.comment(String($0)) == nil }
    let example = lines.dropFirst().first.map {
      ["# A row is written like this; lines with this sign are not read:", "# \($0)"]
    }
    return (lines.prefix(1).map(String.init) + (example ?? [])).map { "\($0)\n" }.joined()
  }

  private func make(
    _ folder: String, from report: String, keeps: (String) -> Bool, adapt: (String) -> String
  ) throws {
    func mistake(_ message: String) -> ReportMistakes {
      ReportMistakes(mistakes: [Mistake(file: folder, line: nil, column: nil, message: message)])
    }
    guard !FileManager.default.fileExists(atPath: folder) else {
      throw mistake("something of this name is there already, and nothing is overwritten")
    }
    if let problem = ReportReader.mistake(inName: ReportReader.name(of: folder)) { throw mistake(problem) }
    let model = try locator.folder(of: report)
    let text: String
    do {
      text = adapt(try String(contentsOfFile: "\(model)/\(ReportReader.file)", encoding: .utf8))
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    } catch {
      throw Self.mistakes(folder, because: error)
    }
    do {
      for file in try FileManager.default.contentsOfDirectory(atPath: model) where file != ReportReader.file {
        if keeps(file) { try FileManager.default.copyItem(atPath: "\(model)/\(file)", toPath: "\(folder)/\(file)") }
      }
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder).appendingPathComponent(ReportReader.file))
    } catch {
      throw Self.unfinished(folder, because: error)
    }
  }

  /// Takes away a folder that could not be filled, lest it stands in the way of the next try; gives what to tell.
  private static func unfinished(_ folder: String, because error: any Error) -> ReportMistakes {
    try? FileManager.default.removeItem(atPath: folder)
    return mistakes(folder, because: error)
  }

  private static func mistakes(_ folder: String, because error: any Error) -> ReportMistakes {
    let isFull = NoRoom.isReason(error)
    let mend = isFull ? "; \(NoRoom.mend)" : ""
    let message = "the folder can't be made: \(error.localizedDescription)\(mend)"
    return ReportMistakes(
      mistakes: [Mistake(file: folder, line: nil, column: nil, message: message)], isForWantOfRoom: isFull)
  }

  /// The model's report file, without what belongs to the team that it is about.
  private static func adapted(_ text: String, to folder: String) -> String {
    let name = ReportReader.name(of: folder)
    let lines: [(start: String, line: (Substring) -> String)] = [
      ("# The Community Liaisons'", { _ in "# The report \(name), ready to be edited." }),
      (
        "# Everything in those tables is invented",
        { _ in "# The tables are empty: fill in the team's own numbers." }
      ),
      ("# `kpibot preview ", { String($0.replacing(#/preview \S+`/#, with: "preview \(name)`")) }),
      ("title:", { _ in "title: \(title(of: folder))" }),
      ("publish:", { String($0.replacing(#/page: [^}]*/#, with: "page: \(name)/KPIs")) }),
    ]
    // What another team wrote about its numbers is as little for the page as the numbers are.
    var isNote = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      isNote = line.hasPrefix("notes:") || isNote && line.hasPrefix(" ")
      if isNote { return "# \(line)" }
      return lines.first { line.hasPrefix($0.start) }?.line(line) ?? String(line)
    }.joined(separator: "\n")
  }
}
