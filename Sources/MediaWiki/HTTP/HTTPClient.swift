import CLibcurl
import Foundation
import Synchronization

/// Sends HTTP requests through libcurl, on one thread of its own.
///
/// Connections and cookies are kept for the client's life. A redirect is an answer like any other.
package final class HTTPClient: Sendable {
  private let queue: TransferQueue
  private let lastID = Atomic(0)

  /// Starts the client's thread; throws when the User-Agent is empty or holds control characters.
  package init(userAgent: String, limits: HTTPLimits = .standard) throws(HTTPClientError) {
    guard !userAgent.isEmpty, userAgent.utf8.allSatisfy({ $0 >= 32 && $0 != 127 }) else {
      throw .badUserAgent
    }
    guard Self.libcurlStarted, let multi = curl_multi_init() else { throw .noLibcurl }
    let queue = TransferQueue(multi: multi)
    self.queue = queue
    let thread = Thread {
      Self.blockBrokenPipeSignal()
      var loop = TransferLoop(queue: queue, userAgent: userAgent, limits: limits)
      loop.run()
    }
    thread.name = "http"
    thread.start()
  }

  deinit { shutDown() }

  /// How many requests were sent so far.
  package var requestCount: Int { lastID.load(ordering: .relaxed) }

  /// Aborts every transfer and ends the thread; later requests fail as cancelled.
  package func shutDown() { queue.submit(.shutDown) }

  /// Sends a request and gives its answer; cancelling the task aborts the transfer.
  package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    let id = lastID.add(1, ordering: .relaxed).newValue
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        guard !Task.isCancelled,
          queue.submit(.start(id: id, request, finish: { continuation.resume(returning: $0) }))
        else {
          let failure = HTTPFailure(kind: .cancelled, address: request.address, mayHaveArrived: false)
          return continuation.resume(returning: Result<HTTPResponse, HTTPFailure>.failure(failure))
        }
        // A task that was cancelled in between has sent its command before this transfer began.
        if Task.isCancelled { queue.submit(.cancel(id: id)) }
      }
    } onCancel: {
      queue.submit(.cancel(id: id))
    }
    return try result.get()
  }

  // With NOSIGNAL libcurl leaves SIGPIPE alone, and a TLS library can raise it when a server hangs up.
  private static func blockBrokenPipeSignal() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  // libcurl asks for this once in a process.
  private static let libcurlStarted = curl_global_init_default() == CURLE_OK
}

/// Why a client could not be made.
package enum HTTPClientError: Error, CustomStringConvertible {
  /// The User-Agent is empty or holds control characters.
  case badUserAgent
  /// libcurl did not start.
  case noLibcurl

  /// The error as a sentence without its full stop.
  package var description: String {
    switch self {
    case .badUserAgent: "the User-Agent is empty or holds control characters: check the operator's contact"
    case .noLibcurl: "libcurl could not be started: check its installation"
    }
  }
}
