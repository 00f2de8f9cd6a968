/// Finds the values of a JSON text, strictly by RFC 8259.
struct JSONParser {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var values: [JSONText.Value] = []
  private var offset = 0

  /// The values in their order; throws where the text stops being JSON.
  static func values(of bytes: [UInt8]) throws(JSONSyntaxError) -> [JSONText.Value] {
    guard bytes.count < Int32.max else { throw JSONSyntaxError(offset: Int(Int32.max)) }
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<[JSONText.Value], JSONSyntaxError> in
      guard String(validating: buffer, as: UTF8.self) != nil else { return .failure(JSONSyntaxError(offset: 0)) }
      var parser = JSONParser(bytes: buffer)
      do throws(JSONSyntaxError) { try parser.parseText() } catch { return .failure(error) }
      return .success(parser.values)
    }
    return try result.get()
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    let usualBytesPerValue = 8
    values.reserveCapacity(bytes.count / usualBytesPerValue)
  }

  private mutating func parseText() throws(JSONSyntaxError) {
    try parseValue(depth: 0)
    skipBlanks()
    guard offset == bytes.count else { throw JSONSyntaxError(offset: offset) }
  }

  private mutating func parseValue(depth: Int) throws(JSONSyntaxError) {
    skipBlanks()
    switch byte {
    case UInt8(ascii: "{"): try parseMembers(of: .object, until: UInt8(ascii: "}"), depth: depth + 1)
    case UInt8(ascii: "["): try parseMembers(of: .array, until: UInt8(ascii: "]"), depth: depth + 1)
    case UInt8(ascii: "\""): try parseString()
    case UInt8(ascii: "t"): try parse("true", as: .bool)
    case UInt8(ascii: "f"): try parse("false", as: .bool)
    case UInt8(ascii: "n"): try parse("null", as: .null)
    default: try parseNumber()
    }
  }

  private mutating func parseMembers(
    of kind: JSONText.Kind, until closing: UInt8, depth: Int
  ) throws(JSONSyntaxError) {
    let deepest = 512
    guard depth <= deepest else { throw JSONSyntaxError(offset: offset) }
    let index = values.count
    append(kind, from: offset)
    offset += 1
    skipBlanks()
    if byte != closing {
      try parseMember(of: kind, depth: depth)
      while byte != closing {
        try expect(UInt8(ascii: ","))
        try parseMember(of: kind, depth: depth)
      }
    }
    offset += 1
    values[index].end = Int32(offset)
    values[index].next = Int32(values.count)
  }

  private mutating func parseMember(of kind: JSONText.Kind, depth: Int) throws(JSONSyntaxError) {
    if kind == .object {
      skipBlanks()
      try parseString()
      skipBlanks()
      try expect(UInt8(ascii: ":"))
    }
    try parseValue(depth: depth)
    skipBlanks()
  }

  private mutating func parseString() throws(JSONSyntaxError) {
    try expect(UInt8(ascii: "\""))
    let start = offset
    var kind = JSONText.Kind.string
    while byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw JSONSyntaxError(offset: offset) }
      offset += 1
      guard bytes[offset - 1] == UInt8(ascii: "\\") else { continue }
      kind = .escapedString
      try parseEscape()
    }
    append(kind, from: start)
    offset += 1
  }

  private mutating func parseEscape() throws(JSONSyntaxError) {
    let isUnicode = byte == UInt8(ascii: "u")
    guard isUnicode || #""\/bfnrt"#.utf8.contains(byte) else { throw JSONSyntaxError(offset: offset) }
    offset += 1
    guard isUnicode else { return }
    for _ in 0..<4 {
      guard Character(Unicode.Scalar(byte)).isHexDigit else { throw JSONSyntaxError(offset: offset) }
      offset += 1
    }
  }

  private mutating func parseNumber() throws(JSONSyntaxError) {
    let start = offset
    if byte == UInt8(ascii: "-") { offset += 1 }
    if byte == UInt8(ascii: "0") { offset += 1 } else { try parseDigits() }
    if byte == UInt8(ascii: ".") {
      offset += 1
      try parseDigits()
    }
    if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      offset += 1
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { offset += 1 }
      try parseDigits()
    }
    append(.number, from: start)
  }

  private mutating func parseDigits() throws(JSONSyntaxError) {
    let start = offset
    while UInt8(ascii: "0") <= byte && byte <= UInt8(ascii: "9") { offset += 1 }
    guard offset > start else { throw JSONSyntaxError(offset: offset) }
  }

  private mutating func parse(_ word: StaticString, as kind: JSONText.Kind) throws(JSONSyntaxError) {
    let start = offset
    for index in 0..<word.utf8CodeUnitCount { try expect(word.utf8Start[index]) }
    append(kind, from: start)
  }

  private mutating func expect(_ expected: UInt8) throws(JSONSyntaxError) {
    guard byte == expected else { throw JSONSyntaxError(offset: offset) }
    offset += 1
  }

  private mutating func skipBlanks() {
    while byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
      || byte == UInt8(ascii: "\t")
    { offset += 1 }
  }

  // Behind the end there is a 0, which no valid text holds.
  private var byte: UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  private mutating func append(_ kind: JSONText.Kind, from start: Int) {
    values.append(JSONText.Value(kind: kind, start: Int32(start), end: Int32(offset), next: Int32(values.count + 1)))
  }
}
