import Foundation

/// A file that has no name, so that it is gone when nobody has it open any more.
package final class UnnamedFile: Sendable {
  let descriptor: Int32

  init() throws {
    var path = Array("\(FileManager.default.temporaryDirectory.path)/kpibot-test-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw POSIXError(.EMFILE) }
    unlink(path)
  }

  deinit { close(descriptor) }

  /// What was written to it so far.
  package var text: String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = pread(descriptor, &buffer, buffer.count, off_t(bytes.count)), count > 0 {
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
