import Foundation
import LocalWiki
import Testing

@testable import MediaWiki

/// The JSON reader against RFC 8259 and against Foundation's.
struct JSONTests {
  @Test(
    "what is no JSON is refused",
    arguments: [
      "", " ", "{", "}", "[", "]", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:1}",
      "{\"a\":1 \"b\":2}", "nul", "nulll", "True", "\"a", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"a\nb\"",
      "\"\t\"", "01", "-", "+1", "1.", ".5", "1e", "1e+", "0x1", "NaN", "Infinity", "1 1", "[1]x", "\u{FEFF}[]", "'a'",
      "[1]\u{0}", "\u{0}", "/* */1", "{\"a\":1}}", "-01", "1.e1", "\"\\u+123\"",
    ])
  func refused(text: String) {
    #expect(throws: JSONSyntaxError.self) { try JSONText(Array(text.utf8)) }
  }

  @Test("bytes that are no UTF-8 are refused")
  func invalidUTF8() {
    for bytes: [UInt8] in [
      [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22],
    ] {
      #expect(throws: JSONSyntaxError.self) { try JSONText(bytes) }
    }
  }

  @Test("depth is bounded, so that no text can exhaust the stack")
  func depth() throws {
    _ = try JSONText(Array((String(repeating: "[", count: 512) + String(repeating: "]", count: 512)).utf8))
    #expect(throws: JSONSyntaxError.self) { try JSONText([UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)) }
    let objects = String(repeating: "{\"a\":", count: 100_000)
    #expect(throws: JSONSyntaxError.self) { try JSONText(Array(objects.utf8)) }
  }

  @Test("a text cut anywhere is refused")
  func cut() throws {
    let text = Array(#" {"a": [1, -2.5e3, "x\u00e9\n", true, null, {}], "b": {"c": false}}"#.utf8)
    _ = try JSONText(text)
    for count in 0..<text.count {
      #expect(throws: JSONSyntaxError.self) { try JSONText(Array(text.prefix(count))) }
    }
  }

  @Test(
    "strings come out as they were meant",
    arguments: [
      (#""a\"\\\/\b\f\n\r\tz""#, "a\"\\/\u{8}\u{C}\n\r\tz"), (#""\u00e9\u4E2D\u0000""#, "\u{E9}\u{4E2D}\u{0}"),
      (#""\ud83d\ude00 😀""#, "😀 😀"), (#""\ud83d x\ude00""#, "\u{FFFD} x\u{FFFD}"), (#""""#, ""),
    ])
  func strings(text: String, value: String) throws {
    #expect(try JSONValueDecoder.decode(String.self, from: Array(text.utf8)) == value)
  }

  @Test("integers fit or are refused")
  func integers() throws {
    func decode<Number: Decodable>(_ type: Number.Type, _ text: String) throws -> Number {
      try JSONValueDecoder.decode(type, from: Array(text.utf8))
    }
    #expect(try decode(Int.self, "9223372036854775807") == .max)
    #expect(try decode(Int.self, "-9223372036854775808") == .min)
    #expect(try decode(UInt8.self, "255") == 255)
    #expect(try decode(Int8.self, "-128") == -128)
    #expect(try decode(Int.self, "-0") == 0)
    #expect(try decode(Double.self, "-1.5e3") == -1_500)
    #expect(throws: DecodingError.self) { try decode(Int.self, "9223372036854775808") }
    #expect(throws: DecodingError.self) { try decode(UInt8.self, "256") }
    #expect(throws: DecodingError.self) { try decode(UInt.self, "-1") }
    #expect(throws: DecodingError.self) { try decode(Int8.self, "128") }
    #expect(throws: DecodingError.self) { try decode(Int.self, "1.5") }
    #expect(throws: DecodingError.self) { try decode(Int.self, "1e3") }
    #expect(throws: DecodingError.self) { try decode(Int.self, "\"1\"") }
  }

  @Test("an error says where the value is")
  func paths() throws {
    let text = Array(#"{"x": [], "rows": [{"id": 1, "names": []}, {"id": 2, "names": ["a", 7]}]}"#.utf8)
    #expect(place { try JSONValueDecoder.decode(Table.self, from: text) } == ["rows", "1", "names", "1"])
    let incomplete = Array(#"{"rows": [{"id": 1}]}"#.utf8)
    #expect(place { try JSONValueDecoder.decode(Table.self, from: incomplete) } == ["rows", "0", "names"])
  }

  private func place(_ decode: () throws -> Table) -> [String]? {
    do {
      _ = try decode()
      return nil
    } catch DecodingError.typeMismatch(_, let context) {
      return context.codingPath.map(\.stringValue)
    } catch DecodingError.keyNotFound(let key, let context) {
      return context.codingPath.map(\.stringValue) + [key.stringValue]
    } catch {
      return nil
    }
  }

  @Test("random texts decode as Foundation decodes them")
  func asFoundation() throws {
    var generator = SeededGenerator(seed: 20)
    for _ in 1...500 {
      let value = Tree.random(depth: 4, using: &generator)
      let encoder = JSONEncoder()
      encoder.outputFormatting = Bool.random(using: &generator) ? [.prettyPrinted] : []
      let data = try encoder.encode(value)
      let own = try JSONValueDecoder.decode(Tree.self, from: Array(data))
      #expect(own == value)
      #expect(try JSONDecoder().decode(Tree.self, from: data) == own)
    }
  }
}

private struct Table: Decodable {
  struct Row: Decodable {
    let id: Int
    let names: [String]
  }
  let rows: [Row]
}

/// Any tree of values, coded with every kind of container.
private struct Tree: Codable, Equatable {
  var name: String
  var number: Int?
  var fraction: Double
  var isLeaf: Bool
  var children: [Tree]
  var table: [String: [UInt16?]]

  static func random(depth: Int, using generator: inout SeededGenerator) -> Tree {
    let alphabet = Array("aZ \"\\/\n\t\u{1}\u{7F}éü中😀👨‍👩\u{2028}{}[]:,")
    func name(_ generator: inout SeededGenerator) -> String {
      String(
        (0..<Int.random(in: 0...6, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? "a" })
    }
    var table: [String: [UInt16?]] = [:]
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      table[name(&generator)] = (0..<3).map { _ in
        Bool.random(using: &generator) ? nil : UInt16.random(in: 0...UInt16.max, using: &generator)
      }
    }
    let childCount = depth == 0 ? 0 : Int.random(in: 0...3, using: &generator)
    return Tree(
      name: name(&generator),
      number: Bool.random(using: &generator) ? nil : Int.random(in: Int.min...Int.max, using: &generator),
      fraction: Double.random(in: -1e9...1e9, using: &generator), isLeaf: childCount == 0,
      children: (0..<childCount).map { _ in random(depth: depth - 1, using: &generator) }, table: table)
  }
}
