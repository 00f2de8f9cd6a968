import Foundation
import Synchronization

/// A server on a free port of this machine that answers with the very bytes a test gives it, faults included.
package final class RawServer: Sendable {
  /// The port it listens on.
  package let port: Int
  private let listener: Int32
  private let answer: @Sendable (Request) async -> [Step]
  private let executor = ThreadPerJob()
  private let seen = Mutex<[Request]>([])
  private let openedConnections = Atomic(0)
  private let isOpen = Atomic(false)
  private let isStopped = Atomic(false)

  /// Takes a free port; without ``open()`` at once, it keeps the port and refuses connections until then.
  package init(isOpen: Bool = true, answer: @escaping @Sendable (Request) async -> [Step]) throws {
    self.answer = answer
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { [listener] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && getsockname(listener, $0, &size) == 0
      }
    }
    guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
    port = Int(UInt16(bigEndian: address.sin_port))
    if isOpen { try open() }
  }

  /// Begins to take connections.
  package func open() throws {
    guard listen(listener, 64) == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
    Thread.detachNewThread { [listener, weak self] in
      while case let connection = accept(listener, nil, nil), connection >= 0 {
        guard let self else {
          close(connection)
          break
        }
        self.openedConnections.add(1, ordering: .relaxed)
        Thread.detachNewThread { self.serve(connection) }
      }
      // Closed by others, the descriptor could be another server's by the next accept, which would take its connections.
      close(listener)
    }
    isOpen.store(true, ordering: .relaxed)
  }

  deinit { stop() }

  /// Refuses further connections.
  package func stop() {
    guard !isStopped.exchange(true, ordering: .relaxed) else { return }
    shutdown(listener, Int32(SHUT_RDWR))
    if !isOpen.load(ordering: .relaxed) { close(listener) }
  }

  /// The address of the server.
  package var url: String { "http://127.0.0.1:\(port)" }
  /// The requests so far.
  package var requests: [Request] { seen.withLock { $0 } }
  /// How many connections were opened so far.
  package var connectionCount: Int { openedConnections.load(ordering: .relaxed) }

  private func serve(_ connection: Int32) {
    defer { close(connection) }
    while let request = Request(from: connection) {
      seen.withLock { $0.append(request) }
      let steps = Mutex<[Step]>([])
      let done = DispatchSemaphore(value: 0)
      Task(executorPreference: executor) { [answer] in
        let answered = await answer(request)
        steps.withLock { $0 = answered }
        done.signal()
      }
      done.wait()
      for step in steps.withLock({ $0 }) {
        guard step.isTaken(on: connection) else { return }
      }
    }
  }
}
