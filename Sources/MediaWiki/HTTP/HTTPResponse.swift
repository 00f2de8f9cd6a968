/// A server's answer, whatever its status.
package struct HTTPResponse: Sendable {
  /// The status, for example 200.
  package let status: Int
  /// The headers.
  package let headers: HTTPHeaders
  /// How long the server asks to wait before the next request (`Retry-After`, in seconds or as a date).
  package let retryAfter: Duration?
  /// The body, decompressed.
  package let body: [UInt8]
}

/// The headers of an answer, found by name in any case.
package struct HTTPHeaders: Sendable {
  private var fields: [(name: String, value: String)] = []

  /// The value of the first header of that name.
  package subscript(name: String) -> String? {
    let name = name.lowercased()
    return fields.first { $0.name == name }?.value
  }

  /// The values of all headers of that name.
  package func all(_ name: String) -> [String] {
    let name = name.lowercased()
    return fields.filter { $0.name == name }.map(\.value)
  }

  /// Adds the header of one line; a status line starts anew, because it follows those of an interim answer.
  mutating func append(line: some StringProtocol) {
    if line.hasPrefix("HTTP/") { return fields.removeAll() }
    guard let colon = line.firstIndex(of: ":") else { return }
    let value = line[line.index(after: colon)...]
    fields.append((line[..<colon].lowercased(), Self.trimmed(value)))
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
