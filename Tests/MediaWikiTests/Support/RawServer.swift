import Foundation
import Synchronization

/// A server on a free port of this machine that answers with the very bytes a test gives it, faults included.
final class RawServer: Sendable {
  /// A request as it came.
  struct Request: Sendable {
    let method: String
    let target: String
    let headers: [String: String]
    let body: String

    /// The fields of the query or, without one, of the form.
    var fields: [String: String] {
      let text = target.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? body
      let pairs = text.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
      return Dictionary(pairs.map { ($0[0], $0.dropFirst().first?.removingPercentEncoding ?? "") }) { $1 }
    }
  }

  /// What the server does with a connection.
  enum Step: Sendable {
    case send([UInt8])
    case pause(Duration)
    case close

    static func send(_ text: String) -> Step { .send(Array(text.utf8)) }
  }

  let port: Int
  private let listener: Int32
  private let answer: @Sendable (Request) async -> [Step]
  private let seen = Mutex<[Request]>([])
  private let openedConnections = Atomic(0)
  private let isStopped = Atomic(false)

  /// Starts the server.
  init(answer: @escaping @Sendable (Request) async -> [Step]) throws {
    self.answer = answer
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { [listener] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &size) == 0
      }
    }
    guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [listener, weak self] in
      while case let connection = accept(listener, nil, nil), connection >= 0 {
        guard let self else {
          close(connection)
          break
        }
        self.openedConnections.add(1, ordering: .relaxed)
        Thread.detachNewThread { self.serve(connection) }
      }
    }
  }

  deinit { stop() }

  /// Refuses further connections.
  func stop() {
    // Closed twice, the descriptor could be another's by then.
    guard !isStopped.exchange(true, ordering: .relaxed) else { return }
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  /// The address of the server.
  var url: String { "http://127.0.0.1:\(port)" }
  /// The requests so far.
  var requests: [Request] { seen.withLock { $0 } }
  /// How many connections were opened so far.
  var connectionCount: Int { openedConnections.load(ordering: .relaxed) }

  private func serve(_ connection: Int32) {
    defer { close(connection) }
    while let request = Self.read(connection) {
      seen.withLock { $0.append(request) }
      let steps = Mutex<[Step]>([])
      let done = DispatchSemaphore(value: 0)
      Task { [answer] in
        let answered = await answer(request)
        steps.withLock { $0 = answered }
        done.signal()
      }
      done.wait()
      for step in steps.withLock({ $0 }) {
        switch step {
        case .send(let bytes):
          guard Glibc.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL)) >= 0 else { return }
        case .pause(let time): usleep(UInt32(time / .microseconds(1)))
        case .close: return
        }
      }
    }
  }

  private static func read(_ connection: Int32) -> Request? {
    var bytes: [UInt8] = []
    func more() -> Bool {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return false }
      bytes += buffer[..<count]
      return true
    }
    let end = Array("\r\n\r\n".utf8)
    while bytes.firstRange(of: end) == nil {
      guard more() else { return nil }
      let greetingOfTLS: UInt8 = 0x16
      if bytes[0] == greetingOfTLS { return Request(method: "TLS", target: "", headers: [:], body: "") }
    }
    guard let head = bytes.firstRange(of: end) else { return nil }
    let lines = String(decoding: bytes[..<head.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ").map(String.init)
    let headers = Dictionary(
      lines.dropFirst().map { line in
        let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
        return (parts[0].lowercased(), parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : "")
      }
    ) { $1 }
    let length = Int(headers["content-length"] ?? "0") ?? 0
    while bytes.count - head.upperBound < length { guard more() else { return nil } }
    let body = String(decoding: bytes[head.upperBound..<(head.upperBound + length)], as: UTF8.self)
    return Request(method: words[0], target: words[1], headers: headers, body: body)
  }
}

extension [RawServer.Step] {
  /// A whole answer.
  static func answer(_ body: String, status: Int = 200, headers: [String] = []) -> Self {
    answer(bytes: [UInt8](body.utf8), status: status, headers: headers)
  }

  /// A whole answer of bytes.
  static func answer(bytes body: [UInt8], status: Int = 200, headers: [String] = []) -> Self {
    let head = ["HTTP/1.1 \(status) Status", "Content-Length: \(body.count)"] + headers
    return [.send([UInt8]((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)]
  }
}
