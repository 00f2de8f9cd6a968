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
    // A line as long as the terminal is wide would go on in the next one.
    let width = TerminalWidth.columns(of: STDERR_FILENO, environment: environment) ?? 80
    let line = TerminalWidth.cut(progress, to: width - 1)
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

  /// Takes the line of progress away and ends the program; nothing is written any more.
  func leave(_ status: Int32) -> Never {
    hasProgress.withLock { hasProgress -> Never in
      if hasProgress { Self.write(Self.erasure) }
      // Nobody waits for what other threads do; the store is whole after every transaction.
      _exit(status)
    }
  }

  private static let erasure = "\r\u{1B}[K"

  private static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
