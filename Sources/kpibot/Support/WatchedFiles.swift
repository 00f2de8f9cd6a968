import Foundation
import KPIReports

/// The files that a preview is made of: those of the report's folder, and the partials that it can use.
///
/// They are looked at five times a second. That sees what notifications of the system miss or tell in many ways: editors that
/// save by renaming, folders that are replaced as a whole, and disks of other machines.
struct WatchedFiles {
  /// What tells that a file has changed.
  struct Stamp: Equatable {
    let seconds: Int
    let nanoseconds: Int
    let size: Int
    let number: UInt
  }

  private static let pause = Duration.milliseconds(200)
  /// What a report is made of; a fact store or an editor's own files may lie beside them.
  private static let kinds: Set = ["yaml", "mustache", "csv"]

  /// The report's folder.
  let folder: String
  private let partials: [String]

  init(folder: String, templates: String?) {
    self.folder = folder
    partials = TemplateFolder.partialFolders(of: folder, shipped: templates).filter { $0 != folder }
  }

  /// The files as they are now, by their paths.
  var stamps: [String: Stamp] {
    let own = [folder, "\(folder)/facts"] + partials
    return own.reduce(into: [:]) { stamps, folder in
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where Self.isPart(name) {
        var info = stat()
        guard stat("\(folder)/\(name)", &info) == 0 else { continue }
        stamps["\(folder)/\(name)"] = Stamp(
          seconds: info.st_mtim.tv_sec, nanoseconds: info.st_mtim.tv_nsec, size: Int(info.st_size),
          number: UInt(info.st_ino))
      }
    }
  }

  /// The tables among them that the report carries.
  var tables: [String: Stamp] { stamps.filter { $0.key.hasPrefix("\(folder)/facts/") } }

  private static func isPart(_ name: String) -> Bool {
    !name.hasPrefix(".") && kinds.contains(URL(fileURLWithPath: name).pathExtension)
  }

  /// Waits until the files are others than they were, and no longer just being written.
  func waitForChange(since old: [String: Stamp], or isDue: () -> Bool) async throws {
    var seen = stamps
    while seen == old, !isDue() {
      try await Task.sleep(for: Self.pause)
      seen = stamps
    }
    while true {
      try await Task.sleep(for: Self.pause / 4)
      let now = stamps
      if now == seen { return }
      seen = now
    }
  }
}
