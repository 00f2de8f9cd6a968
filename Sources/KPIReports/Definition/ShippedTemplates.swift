import Foundation

/// The reports that are inside the program, for machines without the project's folder.
package struct ShippedTemplates: Sendable {
  private let environment: [String: String]

  /// Takes the environment, which says where programs keep what they can make again.
  package init(environment: [String: String]) { self.environment = environment }

  /// A folder with the reports; it is written where this build's is not there yet.
  ///
  /// - Throws: ``ReportMistakes`` when it can't be written.
  package func folder() throws(ReportMistakes) -> String {
    let folder = "\(cache)/kpibot/templates-\(EmbeddedTemplates.digest)"
    if Self.isWhole(folder) { return folder }
    // The folder takes its name when it is whole, so that nobody finds a part of it.
    let unfinished = "\(folder).\(ProcessInfo.processInfo.processIdentifier)"
    do {
      try write(to: unfinished)
      if rename(unfinished, folder) != 0, !Self.isWhole(folder) {
        try FileManager.default.removeItem(atPath: folder)
        try FileManager.default.moveItem(atPath: unfinished, toPath: folder)
      }
      try? FileManager.default.removeItem(atPath: unfinished)
      return folder
    } catch {
      try? FileManager.default.removeItem(atPath: unfinished)
      let isFull = NoRoom.isReason(error)
      let mend =
        isFull
        ? NoRoom.mend
        : "set XDG_CACHE_HOME to a folder that can be written, or name the folder of templates with --templates"
      throw ReportMistakes(
        mistakes: [
          Mistake(
            file: folder, line: nil, column: nil,
            message: "the shipped reports can't be written there (\(error.localizedDescription)); \(mend)")
        ], isForWantOfRoom: isFull)
    }
  }

  /// Whether every file is there: whoever cleans up may have left a part.
  private static func isWhole(_ folder: String) -> Bool {
    EmbeddedTemplates.files.allSatisfy { FileManager.default.fileExists(atPath: "\(folder)/\($0.path)") }
  }

  private func write(to folder: String) throws {
    for (path, base64) in EmbeddedTemplates.files {
      let file = URL(fileURLWithPath: folder).appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      guard let data = Data(base64Encoded: base64) else { throw CocoaError(.coderReadCorrupt) }
      try data.write(to: file)
    }
  }

  /// The folder for what can be made again (XDG Base Directory Specification).
  private var cache: String {
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") { return cache }
    let home = environment["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
    return "\(home)/.cache"
  }
}
