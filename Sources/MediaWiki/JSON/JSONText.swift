/// A JSON text (RFC 8259) as a flat list of its values, each before those that it holds.
///
/// Foundation's JSONDecoder builds a dictionary for each object; this list makes reading a page's history four times
/// faster, because a key is only looked for among its neighbours.
final class JSONText: Sendable {
  /// What a value is.
  enum Kind: UInt8, Sendable {
    /// A scalar, a list or a map; a string is told apart by whether it has escapes.
    case null, bool, number, string, escapedString, array, object
  }

  /// A value, or the key before one.
  struct Value: Sendable {
    /// What it is.
    let kind: Kind
    /// Where it begins in the bytes; for a string, after the quote.
    let start: Int32
    /// Where it ends in the bytes; for a string, before the quote.
    var end: Int32
    /// The index of the value after it and all that it holds.
    var next: Int32
  }

  /// The text in UTF-8.
  let bytes: [UInt8]
  /// The values in their order; the first is the whole text.
  let values: [Value]

  /// Reads a whole text; throws when it is not JSON.
  init(_ bytes: [UInt8]) throws(JSONSyntaxError) {
    self.bytes = bytes
    values = try JSONParser.values(of: bytes)
  }

  /// The index of an object's value by its key, nil when it has none.
  func index(of key: String, in object: Int) -> Int? {
    var key = key
    return key.withUTF8 { key in
      let end = Int(values[object].next)
      var index = object + 1
      while index < end {
        if isEqual(values[index], to: key) { return index + 1 }
        index = Int(values[index + 1].next)
      }
      return nil
    }
  }

  private func isEqual(_ value: Value, to key: UnsafeBufferPointer<UInt8>) -> Bool {
    if value.kind == .escapedString { return string(value).utf8.elementsEqual(key) }
    let start = Int(value.start)
    guard Int(value.end) - start == key.count else { return false }
    for offset in 0..<key.count where bytes[start + offset] != key[offset] { return false }
    return true
  }

  /// The keys of an object.
  func keys(of object: Int) -> [String] {
    var keys: [String] = []
    var index = object + 1
    while index < values[object].next {
      keys.append(string(values[index]))
      index = Int(values[index + 1].next)
    }
    return keys
  }

  /// The way from the whole text to a value: what an error tells, so that good texts need not keep it.
  func path(to target: Int) -> [any CodingKey] {
    var path: [any CodingKey] = []
    var parent = 0
    while parent != target {
      let isObject = values[parent].kind == .object
      var child = parent + (isObject ? 2 : 1)
      var position = 0
      while values[child].next <= target {
        child = Int(values[child].next) + (isObject ? 1 : 0)
        position += 1
      }
      path.append(isObject ? JSONKey(string(values[child - 1])) : JSONKey(position))
      parent = child
    }
    return path
  }
}

/// Where a text stops being JSON.
struct JSONSyntaxError: Error, Equatable {
  /// The offset in bytes.
  let offset: Int
}

/// A key of an object or an index of an array, for the paths of errors.
struct JSONKey: CodingKey {
  /// The key, or the index in digits.
  let stringValue: String
  /// The index.
  let intValue: Int?

  /// A key of an object.
  init(_ key: String) {
    stringValue = key
    intValue = nil
  }

  /// An index of an array.
  init(_ index: Int) {
    stringValue = String(index)
    intValue = index
  }

  /// A key of an object.
  init?(stringValue: String) { self.init(stringValue) }

  /// An index of an array.
  init?(intValue: Int) { self.init(intValue) }
}
