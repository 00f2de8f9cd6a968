import Dispatch
import Foundation

/// Ends the program at once on Ctrl-C (SIGINT) and on SIGTERM, with 130 and 143 as a shell has it.
///
/// Transfers, waits and transactions are not waited for: the system frees the run's lock, SQLite takes back a transaction that
/// was not finished, and what became of an edit that was sent is found out by the next publish.
final class Interruption: Sendable {
  // Set before any signal can come, and only kept afterwards.
  private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

  /// Waits for the signals.
  convenience init(_ console: Console) { self.init(console) { _, _ in nil } }

  /// Waits for the signals while a page may be saved, and says so in the log's last line.
  convenience init(_ console: Console, publishing log: StandardErrorLog) {
    self.init(console) { signal, status in
      log.line(.error, Closing.stopped(by: signal, status), ["exit": .stringConvertible(status)])
    }
  }

  private init(_ console: Console, lastLine: @escaping @Sendable (_ signal: String, _ status: Int) -> String?) {
    let queue = DispatchQueue(label: "interruption")
    sources = [(SIGINT, "SIGINT"), (SIGTERM, "SIGTERM")].map { number, name in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        let status = 128 + number
        console.leave(status, lastLine: lastLine(name, Int(status)))
      }
      source.resume()
      return source
    }
  }

  deinit { for source in sources { source.cancel() } }
}
