import Foundation

extension RawServer {
  /// What the server does with a connection.
  package enum Step: Sendable {
    /// Sends bytes.
    case send([UInt8])
    /// Waits.
    case pause(Duration)
    /// Ends the connection in order.
    case close
    /// Ends the connection with a reset.
    case reset

    /// Sends text.
    package static func send(_ text: String) -> Step { .send(Array(text.utf8)) }

    /// Does it; false once the connection is to be closed.
    func isTaken(on connection: Int32) -> Bool {
      switch self {
      case .send(let bytes): return Glibc.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL)) >= 0
      case .pause(let time):
        usleep(UInt32(time / .microseconds(1)))
        return true
      case .close:
        // A program that another test starts meanwhile may inherit the connection, and closing would not end it then.
        shutdown(connection, Int32(SHUT_RDWR))
        return false
      case .reset:
        // Connecting to nowhere makes the system send a reset at once, whoever else holds the connection.
        var nowhere = sockaddr(sa_family: sa_family_t(AF_UNSPEC), sa_data: sockaddr().sa_data)
        connect(connection, &nowhere, socklen_t(MemoryLayout<sockaddr>.size))
        return false
      }
    }
  }
}

extension [RawServer.Step] {
  /// A whole answer.
  package static func answer(_ body: String, status: Int = 200, headers: [String] = []) -> Self {
    answer(bytes: [UInt8](body.utf8), status: status, headers: headers)
  }

  /// A whole answer of bytes.
  package static func answer(bytes body: [UInt8], status: Int = 200, headers: [String] = []) -> Self {
    let head = ["HTTP/1.1 \(status) Status", "Content-Length: \(body.count)"] + headers
    return [.send([UInt8]((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)]
  }
}
