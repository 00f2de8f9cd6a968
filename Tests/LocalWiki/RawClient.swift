import Foundation

/// Sends the very bytes it is given to a server of this machine and gives back the very bytes of the answer.
package struct RawClient: Sendable {
  private let port: UInt16

  /// Makes a client of the server at `http://127.0.0.1:PORT`.
  package init(_ address: String) throws {
    guard let port = URL(string: address)?.port.flatMap(UInt16.init(exactly:)) else { throw URLError(.badURL) }
    self.port = port
  }

  /// Sends a request and reads until the server closes the connection.
  package func exchange(_ request: [UInt8]) async throws -> [UInt8] {
    try await withCheckedThrowingContinuation { continuation in
      // On a thread of its own: one that Swift's tasks share must not wait.
      Thread.detachNewThread { continuation.resume(with: Result { try exchangeWaiting(request) }) }
    }
  }

  private func exchangeWaiting(_ request: [UInt8]) throws -> [UInt8] {
    let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard connection >= 0 else { throw POSIXError(.EMFILE) }
    defer { close(connection) }
    var patience = timeval(tv_sec: 120, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(connection, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { throw POSIXError(.ECONNREFUSED) }
    var sent = 0
    while sent < request.count {
      let count = request[sent...].withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { throw POSIXError(.EPIPE) }
      sent += count
    }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count >= 0 else { throw POSIXError(.ETIMEDOUT) }
      if count == 0 { return answer }
      answer += buffer[..<count]
    }
  }
}
