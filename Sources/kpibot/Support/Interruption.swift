import Dispatch
import Foundation

/// Ends the program at once on Ctrl-C (SIGINT) and on SIGTERM, with 130 and 143 as a shell has it.
///
/// Transfers, waits and transactions are not waited for: the system frees the run's lock, SQLite takes back a transaction that
/// was not finished, and what became of an edit that was sent is found out by the next publish.
final class Interruption: Sendable {
  // Set before any signal can come, and only kept afterwards.
  private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

  init(_ console: Console) {
    let queue = DispatchQueue(label: "interruption")
    sources = [SIGINT, SIGTERM].map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { console.leave(128 + number) }
      source.resume()
      return source
    }
  }

  deinit { for source in sources { source.cancel() } }
}
