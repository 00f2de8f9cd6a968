import Foundation
import Synchronization

/// Standard error: whole lines, and on a terminal a line of progress below them that is written over.
final class Console: Sendable {
  /// Whether a line can be written over.
  let isTerminal: Bool
  private let environment: [String: String]
  // The lock keeps lines whole that several tasks write.
  private let hasProgress = Mutex(false)

  init(environment: [String: String]) {
    self.environment = environment
    isTerminal = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
  }

  /// How many columns the line of progress may take: one less than the terminal has, lest it goes on in the next line.
  var width: Int { (TerminalWidth.columns(of: STDERR_FILENO, environment: environment) ?? 80) - 1 }

  /// Writes a line, in the place of the line of progress.
  func write(_ line: String) {
    hasProgress.withLock { hasProgress in
      Self.write((hasProgress ? Self.erasure : "") + line + "\n")
      hasProgress = false
    }
  }

  /// Shows how far the work has come, on one line of the terminal.
  func show(progress: String) {
    guard isTerminal else { return }
    let line = TerminalWidth.cut(progress, to: width)
    hasProgress.withLock { hasProgress in
      Self.write(Self.erasure + line)
      hasProgress = true
    }
  }

  /// Takes the line of progress away.
  func clear() {
    hasProgress.withLock { hasProgress in
      if hasProgress { Self.write(Self.erasure) }
      hasProgress = false
    }
  }

  /// Takes the line of progress away, writes a last line and ends the program; nothing is written any more.
  ///
  /// Nobody waits for what other threads do, not even for one that can't get rid of its line, nor for a reader.
  func leave(_ status: Int32, lastLine: String?) -> Never {
    _ = hasProgress.withLockIfAvailable { hasProgress in
      if Self.takesLine {
        Self.write((hasProgress ? Self.erasure : "") + (lastLine.map { $0 + "\n" } ?? ""))
      }
      _exit(status)
    }
    _exit(status)
  }

  /// Whether standard error takes a line without waiting.
  private static var takesLine: Bool {
    var place = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
    return poll(&place, 1, 0) == 1 && place.revents & Int16(POLLOUT) != 0
  }

  private static let erasure = "\r\u{1B}[K"

  /// Where nobody can read it, on a full disk or a closed pipe, the work goes on all the same.
  static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
