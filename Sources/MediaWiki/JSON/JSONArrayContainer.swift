/// Decodes types from the elements of a JSON array, one after another.
struct JSONArrayContainer: UnkeyedDecodingContainer {
  private let text: JSONText
  private let index: Int
  private var next: Int
  private(set) var currentIndex = 0

  init(text: JSONText, index: Int) {
    self.text = text
    self.index = index
    next = index + 1
  }

  var codingPath: [any CodingKey] { text.path(to: index) }
  // Counting would mean to walk over all elements.
  var count: Int? { nil }
  var isAtEnd: Bool { next >= text.values[index].next }

  private func element() throws -> Int {
    guard isAtEnd else { return next }
    let context = DecodingError.Context(codingPath: codingPath, debugDescription: "the array has no more elements")
    throw DecodingError.valueNotFound(Any.self, context)
  }

  /// Takes the next element; one that cannot be read stays.
  private mutating func take<Content>(_ read: (Int) throws -> Content) throws -> Content {
    let content = try read(element())
    next = Int(text.values[next].next)
    currentIndex += 1
    return content
  }

  mutating func decodeNil() throws -> Bool {
    guard try text.isNull(element()) else { return false }
    return try take { _ in true }
  }

  mutating func decode(_ type: Bool.Type) throws -> Bool { try take { [text] in try text.bool($0) } }
  mutating func decode(_ type: String.Type) throws -> String { try take { [text] in try text.string($0) } }
  mutating func decode(_ type: Double.Type) throws -> Double { try take { [text] in try text.floatingPoint(type, $0) } }
  mutating func decode(_ type: Float.Type) throws -> Float { try take { [text] in try text.floatingPoint(type, $0) } }
  mutating func decode(_ type: Int.Type) throws -> Int { try take { [text] in try text.integer(type, $0) } }
  mutating func decode(_ type: Int8.Type) throws -> Int8 { try take { [text] in try text.integer(type, $0) } }
  mutating func decode(_ type: Int16.Type) throws -> Int16 { try take { [text] in try text.integer(type, $0) } }
  mutating func decode(_ type: Int32.Type) throws -> Int32 { try take { [text] in try text.integer(type, $0) } }
  mutating func decode(_ type: Int64.Type) throws -> Int64 { try take { [text] in try text.integer(type, $0) } }
  mutating func decode(_ type: UInt.Type) throws -> UInt { try take { [text] in try text.integer(type, $0) } }
  mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try take { [text] in try text.integer(type, $0) } }
  mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try take { [text] in try text.integer(type, $0) } }
  mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try take { [text] in try text.integer(type, $0) } }
  mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try take { [text] in try text.integer(type, $0) } }
  mutating func decode<Content: Decodable>(_ type: Content.Type) throws -> Content {
    try take { [text] in try Content(from: JSONValueDecoder(text: text, index: $0)) }
  }

  mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    try take { [text] in try JSONValueDecoder(text: text, index: $0).container(keyedBy: type) }
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try take { [text] in try JSONValueDecoder(text: text, index: $0).unkeyedContainer() }
  }

  mutating func superDecoder() throws -> any Decoder {
    try take { [text] in JSONValueDecoder(text: text, index: $0) }
  }
}
