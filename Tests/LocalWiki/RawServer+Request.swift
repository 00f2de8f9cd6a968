import Foundation

extension RawServer {
  /// A request as it came.
  package struct Request: Sendable {
    /// The method: `GET`.
    package let method: String
    /// The path with its query.
    package let target: String
    /// The headers, by name in small letters.
    package var headers: [String: String]
    /// The body.
    package var body: String

    /// The fields of the query or, without one, of the form.
    package var fields: [String: String] {
      let text = target.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? body
      let pairs = text.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
      return Dictionary(pairs.map { ($0[0], $0.dropFirst().first?.removingPercentEncoding ?? "") }) { $1 }
    }

    /// The request as bytes, to be sent on to another server, which closes the connection after its answer.
    package var bytes: [UInt8] {
      var headers = headers
      headers["connection"] = "close"
      if !body.isEmpty { headers["content-length"] = String(body.utf8.count) }
      let lines = ["\(method) \(target) HTTP/1.1"] + headers.sorted { $0.key < $1.key }.map { "\($0): \($1)" }
      return Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    }
  }
}

extension RawServer.Request {
  /// Reads a request from a connection; nil when it ends before the request does.
  init?(from connection: Int32) {
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
      if bytes[0] == greetingOfTLS {
        self.init(method: "TLS", target: "", headers: [:], body: "")
        return
      }
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
    self.init(method: words[0], target: words[1], headers: headers, body: body)
  }
}
