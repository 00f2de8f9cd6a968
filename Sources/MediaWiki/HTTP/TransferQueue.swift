import CLibcurl
import Synchronization

/// What other threads ask of the transfer thread.
enum TransferCommand: Sendable {
  /// Starts a transfer; `finish` is called once.
  case start(id: Int, HTTPRequest, finish: Transfer.Finish)
  /// Aborts a transfer; nothing happens when it has ended or never began.
  case cancel(id: Int)
  /// Aborts all transfers and ends the thread.
  case shutDown
}

/// The one way from other threads to the transfer thread.
final class TransferQueue: Sendable {
  /// The handle that the transfer thread drives.
  // Other threads only call curl_multi_wakeup with it, which libcurl allows.
  nonisolated(unsafe) let multi: UnsafeMutableRawPointer
  private let state = Mutex(State())

  private struct State {
    var commands: [TransferCommand] = []
    var isOpen = true
  }

  /// Makes the queue of a multi handle.
  init(multi: UnsafeMutableRawPointer) { self.multi = multi }

  /// Hands a command to the thread; false when the thread has ended.
  @discardableResult
  func submit(_ command: TransferCommand) -> Bool {
    state.withLock { state in
      guard state.isOpen else { return false }
      state.commands.append(command)
      // Under the lock, because the handle is gone once the queue is closed.
      curl_multi_wakeup(multi)
      return true
    }
  }

  /// Takes the commands that wait.
  func take() -> [TransferCommand] {
    state.withLock { state in
      defer { state.commands.removeAll() }
      return state.commands
    }
  }

  /// Refuses further commands and gives those that still wait.
  func close() -> [TransferCommand] {
    state.withLock { state in
      state.isOpen = false
      defer { state.commands.removeAll() }
      return state.commands
    }
  }
}
