/// Decodes types from the values of a JSON object.
struct JSONObjectContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let text: JSONText
  let index: Int

  var codingPath: [any CodingKey] { text.path(to: index) }
  var allKeys: [Key] { text.keys(of: index).compactMap(Key.init(stringValue:)) }

  func contains(_ key: Key) -> Bool { text.index(of: key.stringValue, in: index) != nil }

  private func value(_ key: some CodingKey) throws -> Int {
    if let value = text.index(of: key.stringValue, in: index) { return value }
    let description = "the key '\(key.stringValue)' is missing"
    throw DecodingError.keyNotFound(key, DecodingError.Context(codingPath: codingPath, debugDescription: description))
  }

  private func decoder(_ key: some CodingKey) throws -> JSONValueDecoder {
    JSONValueDecoder(text: text, index: try value(key))
  }

  func decodeNil(forKey key: Key) throws -> Bool { text.isNull(try value(key)) }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try text.bool(value(key)) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try text.string(value(key)) }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try text.floatingPoint(type, value(key)) }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try text.floatingPoint(type, value(key)) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try text.integer(type, value(key)) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try text.integer(type, value(key)) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try text.integer(type, value(key)) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try text.integer(type, value(key)) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try text.integer(type, value(key)) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try text.integer(type, value(key)) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try text.integer(type, value(key)) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try text.integer(type, value(key)) }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try text.integer(type, value(key)) }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try text.integer(type, value(key)) }
  func decode<Content: Decodable>(_ type: Content.Type, forKey key: Key) throws -> Content {
    try Content(from: decoder(key))
  }

  func nestedContainer<Inner: CodingKey>(
    keyedBy type: Inner.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Inner> {
    try decoder(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { try decoder(JSONKey("super")) }
  func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }
}
