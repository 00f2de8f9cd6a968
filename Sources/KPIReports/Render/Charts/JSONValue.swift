import Foundation

/// A value of JSON that is written in one way only: the same value gives the same bytes.
package enum JSONValue: Sendable {
  /// A scalar, a list, or a map whose keys keep their order.
  case null, bool(Bool), number(Double), string(String), array([JSONValue]), object([Member])

  /// A key with its value.
  package struct Member: Sendable, Equatable {
    /// The key.
    package let key: String
    /// The value.
    package let value: JSONValue
  }

  /// A map in the order in which it is written here.
  package static func map(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(members.map { Member(key: $0.key, value: $0.value) })
  }

  /// A text in languages, by their codes.
  package static func localized(_ texts: [String: String]) -> JSONValue {
    .object(texts.sorted { $0.key < $1.key }.map { Member(key: $0.key, value: .string($0.value)) })
  }

  /// The value on one line, as MediaWiki writes JSON when it stores it.
  package var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let value): value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    case .string(let value): Self.quoted(value)
    case .array(let values): "[\(values.map(\.text).joined(separator: ","))]"
    case .object(let members):
      "{\(members.map { "\(Self.quoted($0.key)):\($0.value.text)" }.joined(separator: ","))}"
    }
  }

  /// The value of a key; nil where this is no map, or has no such key.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  private static func quoted(_ text: String) -> String {
    let escapes: [Unicode.Scalar: String] = [
      "\"": "\\\"", "\\": "\\\\", "\u{8}": "\\b", "\u{C}": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t",
    ]
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if let escape = escapes[scalar] {
        quoted += escape
      } else if scalar.value < 32 || scalar == "\u{2028}" || scalar == "\u{2029}" {
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension JSONValue: Equatable {
  /// Whether two values say the same; the order of keys says nothing.
  package static func == (one: JSONValue, other: JSONValue) -> Bool {
    switch (one, other) {
    case (.null, .null): true
    case (.bool(let one), .bool(let other)): one == other
    case (.number(let one), .number(let other)): one == other
    case (.string(let one), .string(let other)): one.unicodeScalars.elementsEqual(other.unicodeScalars)
    case (.array(let one), .array(let other)): one == other
    case (.object(let one), .object(let other)):
      one.sorted { $0.key < $1.key } == other.sorted { $0.key < $1.key }
    default: false
    }
  }
}

extension JSONValue: Decodable {
  /// Reads a text; nil where it is not JSON.
  package init?(parsing text: String) {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else { return nil }
    self = value
  }

  /// Reads a value, keys sorted.
  package init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: AnyKey.self) {
      self = .object(
        try container.allKeys.sorted { $0.stringValue < $1.stringValue }.map {
          Member(key: $0.stringValue, value: try container.decode(JSONValue.self, forKey: $0))
        })
      return
    }
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else {
      self = .array(try container.decode([JSONValue].self))
    }
  }

  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
