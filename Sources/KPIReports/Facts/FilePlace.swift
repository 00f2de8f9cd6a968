import Foundation

/// A file that is in use, and where it was when it was opened.
struct FilePlace: Sendable {
  let path: String
  private let device: dev_t
  private let number: ino_t

  /// Notes which file is at a path; nil where there is none.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.path = path
    (device, number) = (status.st_dev, status.st_ino)
  }

  /// Whether it is that file still: one that was deleted or moved away can be written, and nobody finds it.
  var isKept: Bool {
    guard let now = FilePlace(path: path) else { return false }
    return now.device == device && now.number == number
  }
}
