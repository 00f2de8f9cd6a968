import KPIReports
import Logging
import Synchronization

/// Shows progress on standard error: one line that is written over on a terminal, else now and then a log line.
final class ProgressLine: Sendable {
  private struct State {
    var board = ProgressBoard()
    var shown: ContinuousClock.Instant
  }

  private let console: Console
  private let log: Logger
  private let state: Mutex<State>

  /// On a terminal a line is written over at most this often; elsewhere a line is logged that often.
  private var pause: Duration { console.isTerminal ? .milliseconds(100) : .seconds(10) }

  init(_ console: Console, log: Logger) {
    self.console = console
    self.log = log
    // A terminal shows at once what is done, a log only what takes long.
    state = Mutex(State(shown: console.isTerminal ? .now - .seconds(1) : .now))
  }

  /// Shows what happened, where it is time to.
  func show(_ event: Progress.Event) {
    let now = ContinuousClock.now
    let line = state.withLock { state -> String? in
      let isNew = state.board.take(event, at: now)
      guard !state.board.isEmpty, now - state.shown >= pause || isNew && console.isTerminal else { return nil }
      state.shown = now
      return state.board.line(at: now, width: width)
    }
    guard let line else { return }
    if console.isTerminal { console.show(progress: line) } else { log.notice("\(line)") }
  }

  private var width: Int { console.isTerminal ? console.width : .max }

  /// Takes the line away.
  func clear() { console.clear() }
}
