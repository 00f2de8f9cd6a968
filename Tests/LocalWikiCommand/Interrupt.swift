import Dispatch
import Foundation

/// Waits for Ctrl-C, or for the signal that ends a program.
enum Interrupt {
  static func wait() async {
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      let queue = DispatchQueue(label: "interrupt")
      var sources: [any DispatchSourceSignal] = []
      for number in [SIGINT, SIGTERM] {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        sources.append(source)
      }
      let kept = sources
      for source in kept {
        source.setEventHandler {
          // The first signal ends the wait; a second one finds nothing to end.
          kept.forEach { $0.cancel() }
          continuation.resume()
        }
        source.resume()
      }
    }
  }
}
