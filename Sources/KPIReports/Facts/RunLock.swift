import Foundation
import Logging

/// A lock on a report's fact store that only one run holds at a time.
///
/// The system frees it when its process ends, however that ends, so that no stale lock can be left.
package final class RunLock: Sendable {
  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Takes the lock beside a fact store, waiting while another run holds it.
  ///
  /// - Throws: ``RunLockError`` when the lock's file can't be opened, or another run holds it for longer than `patience`.
  package static func take(store path: String, patience: Duration, log: Logger) async throws -> RunLock {
    let file = path + ".lock"
    try? FileManager.default.createDirectory(
      at: URL(fileURLWithPath: file).deletingLastPathComponent(), withIntermediateDirectories: true)
    let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let code = errno
      let reason = String(cString: strerror(code))
      throw RunLockError(file: file, problem: NoRoom.isReason(code) ? .noRoom(reason) : .cannotOpen(reason))
    }
    let lock = RunLock(descriptor: descriptor)
    let deadline = ContinuousClock.now + patience
    var isFirst = true
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if isFirst { log.notice("another kpibot works with \(path); waiting until it has finished") }
      isFirst = false
      guard ContinuousClock.now < deadline else { throw RunLockError(file: file, problem: .held(patience)) }
      try await Task.sleep(for: .milliseconds(200))
    }
    return lock
  }
}

/// The lock on a fact store could not be taken.
package struct RunLockError: Error, CustomStringConvertible {
  /// Why a lock can't be taken.
  package enum Problem: Sendable, Equatable {
    /// Its file can't be opened.
    case cannotOpen(String)
    /// There is no room for its file.
    case noRoom(String)
    /// Another run held it all the time.
    case held(Duration)
  }

  let file: String
  /// Why it can't be taken.
  package let problem: Problem

  /// What was being done, what went wrong and what to do.
  package var description: String {
    switch problem {
    case .cannotOpen(let reason): "locking the fact store with \(file): \(reason); name another store with --store"
    case .noRoom(let reason): "locking the fact store with \(file): \(reason); \(NoRoom.mend)"
    case .held(let patience):
      "waiting for \(file): another kpibot has been working on this report for \(patience.components.seconds) s; "
        + "try again when it has finished"
    }
  }
}
