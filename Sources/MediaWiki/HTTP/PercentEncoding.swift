/// Percent-encoding of UTF-8 (RFC 3986).
enum PercentEncoding {
  /// The text with every byte encoded but letters, digits and `-._~`: right in a path segment, a query and a form.
  static func encode(_ text: String) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count * 3 / 2)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        encoded.append(byte)
      default:
        encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return encoded
  }

  /// The fields as a query or form, sorted by name, but a `token` last: a form cut short then has none.
  static func form(_ fields: [String: String]) -> [UInt8] {
    let names = fields.keys.sorted { ($0 == "token" ? 1 : 0, $0) < ($1 == "token" ? 1 : 0, $1) }
    let pairs = names.map { encode($0) + [UInt8(ascii: "=")] + encode(fields[$0] ?? "") }
    return Array(pairs.joined(separator: [UInt8(ascii: "&")]))
  }
}
