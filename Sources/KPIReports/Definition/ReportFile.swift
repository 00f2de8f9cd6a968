import Foundation

/// Reads the files of report folders as text, and refuses what a report has no use for.
enum ReportFile {
  /// Why a file is not read: a part of a sentence about it.
  struct Problem: Error, Equatable {
    let message: String
    /// Whether there is no such file.
    var isMissing = false
  }

  /// Reads a file that stands in a folder and does not lead out of it.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - folder: The folder that it must lie in, symbolic links followed.
  ///   - limit: The largest size in bytes.
  /// - Returns: The whole text.
  /// - Throws: ``Problem`` when it is no such file or no such text.
  static func text(of path: String, in folder: String, limit: Int) throws(Problem) -> String {
    let data = try data(of: path, in: folder, limit: limit)
    guard let text = String(validating: data, as: UTF8.self) else { throw Problem(message: "is not a UTF-8 text") }
    guard !text.utf8.contains(0) else { throw Problem(message: "holds a NUL byte") }
    // Editors on Windows put a byte order mark first, which is no part of the text.
    return String(text.trimmingPrefix("\u{FEFF}"))
  }

  /// Reads the bytes of such a file.
  static func data(of path: String, in folder: String, limit: Int) throws(Problem) -> Data {
    guard let file = realPath(path) else {
      throw Problem(message: "can't be read: there is no such file", isMissing: true)
    }
    guard let root = realPath(folder), isInside(file, root) else {
      throw Problem(message: "is a symbolic link that leads out of its folder; put the file itself there")
    }
    var status = stat()
    guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Problem(message: "can't be read: it is no file")
    }
    guard status.st_size <= limit else {
      throw Problem(message: "has \(status.st_size) bytes; \(limit) are the most")
    }
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Problem(message: "can't be read: it is not ours to read")
    }
    return data
  }

  /// Whether a report folder is the one it seems to be, and no symbolic link to a place outside of its own folder.
  static func isItself(_ folder: String) -> Bool {
    let parent = URL(fileURLWithPath: folder).standardizedFileURL.deletingLastPathComponent().path
    guard let real = realPath(folder), let root = realPath(parent) else { return true }
    return isInside(real, root)
  }

  private static func isInside(_ path: String, _ folder: String) -> Bool {
    path == folder || path.hasPrefix(folder == "/" ? "/" : folder + "/")
  }

  /// The path with all symbolic links followed; nil where there is nothing.
  private static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
