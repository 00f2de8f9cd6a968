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
      case .close: return false
      case .reset:
        // Closing without lingering is what makes the system send a reset.
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
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
