import Foundation
import KPIReports

/// The program with which the user looks at pages.
enum Browser {
  /// Writes a page into a file that only the user can read, and shows it; tells where the file is.
  ///
  /// A browser that shows pages in the terminal goes on until the user leaves it.
  static func open(_ page: String, tell: (String) -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("kpibot-\(UUID().uuidString).html")
    do { try write(page, to: file) } catch {
      try? FileManager.default.removeItem(at: file)
      let isFull = NoRoom.isReason(error)
      throw Failure(
        status: isFull ? .store : .configuration,
        text: "writing \(file.path): "
          + (isFull ? "there is no room; \(NoRoom.mend)" : "the folder for temporary files can't be used"))
    }
    let isShown = commands.contains { shows(file, with: $0) }
    tell(isShown ? "the page is in \(file.path)" : "no browser could be started; the page is in \(file.path)")
  }

  /// Writes a file that only the user can read.
  private static func write(_ page: String, to file: URL) throws {
    let descriptor = Glibc.open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try handle.write(contentsOf: Data(page.utf8))
    try handle.close()
  }

  /// What to try, in order: what the user says, then what the system has.
  private static var commands: [[String]] {
    let named = (ProcessInfo.processInfo.environment["BROWSER"] ?? "").split(separator: ":")
      .map { $0.split(separator: " ").map(String.init) }.filter { !$0.isEmpty }
    #if os(macOS)
      return named + [["open"]]
    #else
      return named + [["xdg-open"]]
    #endif
  }

  private static func shows(_ file: URL, with command: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let hasPlace = command.contains { $0.contains("%s") }
    process.arguments = hasPlace ? command.map { $0.replacing("%s", with: file.path) } : command + [file.path]
    process.standardOutput = FileHandle.standardError
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
