import Foundation
import Synchronization

/// Shows progress on standard error: one line that is written over on a terminal, else now and then a line.
final class ProgressLine: Sendable {
  private let isTerminal: Bool
  private let last = Mutex<ContinuousClock.Instant?>(nil)

  /// On a terminal a line is written over at most this often; elsewhere a line is written that often.
  private var pause: Duration { isTerminal ? .milliseconds(50) : .seconds(5) }

  init(isTerminal: Bool) { self.isTerminal = isTerminal }

  func show(_ sentence: String) {
    let now = ContinuousClock.now
    let isDue = last.withLock { last in
      if let previous = last, now - previous < pause { return false }
      last = now
      return true
    }
    guard isDue else { return }
    write(isTerminal ? "\r\u{1B}[K\(sentence)" : "\(sentence)\n")
  }

  func clear() {
    if isTerminal, last.withLock({ $0 != nil }) { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
