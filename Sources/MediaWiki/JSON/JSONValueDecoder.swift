/// Decodes types from a value of a JSON text.
struct JSONValueDecoder: Decoder {
  let text: JSONText
  let index: Int

  /// Decodes a type from a whole text; throws a `JSONSyntaxError` when it is not JSON, else a `DecodingError`.
  static func decode<Content: Decodable>(_ type: Content.Type, from bytes: [UInt8]) throws -> Content {
    try Content(from: JSONValueDecoder(text: JSONText(bytes), index: 0))
  }

  var codingPath: [any CodingKey] { text.path(to: index) }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard text.values[index].kind == .object else { throw text.mismatch([String: Any].self, index) }
    return KeyedDecodingContainer(JSONObjectContainer<Key>(text: text, index: index))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard text.values[index].kind == .array else { throw text.mismatch([Any].self, index) }
    return JSONArrayContainer(text: text, index: index)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { self }
}

extension JSONValueDecoder: SingleValueDecodingContainer {
  func decodeNil() -> Bool { text.isNull(index) }
  func decode(_ type: Bool.Type) throws -> Bool { try text.bool(index) }
  func decode(_ type: String.Type) throws -> String { try text.string(index) }
  func decode(_ type: Double.Type) throws -> Double { try text.floatingPoint(type, index) }
  func decode(_ type: Float.Type) throws -> Float { try text.floatingPoint(type, index) }
  func decode(_ type: Int.Type) throws -> Int { try text.integer(type, index) }
  func decode(_ type: Int8.Type) throws -> Int8 { try text.integer(type, index) }
  func decode(_ type: Int16.Type) throws -> Int16 { try text.integer(type, index) }
  func decode(_ type: Int32.Type) throws -> Int32 { try text.integer(type, index) }
  func decode(_ type: Int64.Type) throws -> Int64 { try text.integer(type, index) }
  func decode(_ type: UInt.Type) throws -> UInt { try text.integer(type, index) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try text.integer(type, index) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try text.integer(type, index) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try text.integer(type, index) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try text.integer(type, index) }
  func decode<Content: Decodable>(_ type: Content.Type) throws -> Content { try Content(from: self) }
}
