import Foundation

/// Where the fields of a CSV text stand, and the same text as SwiftCSV reads it without loss.
///
/// SwiftCSV takes a quotation mark that is never closed for the end of the text, drops blanks before a field and an empty
/// last field, ends rows at any Unicode line break, and knows no lines. So the text is checked against RFC 4180 first, and
/// given on with every field in quotation marks.
struct CSVLayout {
  /// A place in the text, from 1; columns are Unicode scalars.
  struct Position: Equatable {
    var line = 1
    var column = 1
  }

  /// Why a text is not CSV.
  struct Problem: Error, Equatable {
    let position: Position
    let message: String
  }

  /// A line for people, which is no row.
  struct Comment: Equatable {
    let position: Position
    /// What it says, without its sign.
    let text: String
  }

  /// The sign with which a comment begins; without a blank behind it, it belongs to a field.
  private static let commentSign = UInt8(ascii: "#")

  /// Where the fields of each row begin; rows without a character are left out.
  private(set) var rows: [[Position]] = []
  /// The lines between them that are for people.
  private(set) var comments: [Comment] = []
  /// The text with every field in quotation marks and every row ended by a line feed.
  var canonical: String { String(decoding: output, as: UTF8.self) }

  private static let (quote, comma, feed, carriage) = (
    UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r")
  )

  /// What fields can be separated by.
  static let separators = [comma, UInt8(ascii: ";"), UInt8(ascii: "\t")]

  private let bytes: [UInt8]
  private let separator: UInt8
  private var index = 0
  private var position = Position()
  private var output: [UInt8] = []

  /// Reads a text, or so many of its rows.
  init(_ text: String, separator: UInt8 = comma, rows limit: Int = .max) throws(Problem) {
    bytes = Array(text.utf8)
    self.separator = separator
    // A byte order mark belongs to the file and not to the first field.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    takeSeparatorLine()
    while index < bytes.count, rows.count < limit {
      if takeLineEnd() || takeComment() { continue }
      try takeRow()
    }
  }

  /// What a first field says where it is a comment.
  static func comment(_ field: String) -> String? {
    let signs = field.prefix { $0 == "#" }
    let text = field.dropFirst(signs.count)
    guard !signs.isEmpty, text.first?.isWhitespace ?? true else { return nil }
    return text.trimmingCharacters(in: .whitespaces)
  }

  /// Passes the line with which a spreadsheet says what separates fields: "sep=;".
  private mutating func takeSeparatorLine() {
    let line = bytes[index...].prefix { ![Self.feed, Self.carriage].contains($0) }
    guard line.count == 5, String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=" else { return }
    while index < line.endIndex { advance() }
    _ = takeLineEnd()
  }

  private mutating func takeComment() -> Bool {
    guard bytes[index] == Self.commentSign else { return false }
    let line = bytes[index...].prefix { ![Self.feed, Self.carriage].contains($0) }
    guard let text = Self.comment(String(decoding: line, as: UTF8.self)) else { return false }
    comments.append(Comment(position: position, text: text))
    while index < line.endIndex { advance() }
    _ = takeLineEnd()
    return true
  }

  /// What a separator is called.
  static func name(of separator: UInt8) -> String {
    switch separator {
    case comma: "a comma"
    case separators[1]: "a semicolon"
    default: "a tab"
    }
  }

  private mutating func takeRow() throws(Problem) {
    var fields: [Position] = []
    while true {
      fields.append(position)
      if !fields.dropFirst().isEmpty { output.append(Self.comma) }
      try takeField()
      if index < bytes.count, bytes[index] == separator { advance() } else { break }
    }
    output.append(Self.feed)
    _ = takeLineEnd()
    rows.append(fields)
  }

  private mutating func takeField() throws(Problem) {
    let start = (index: index, position: position, output: output.count)
    if index < bytes.count, bytes[index] == Self.quote { try takeQuoted() } else { try takeBare() }
    // The library reads characters, and some marks make one character of themselves and the quotation mark beside them.
    let field = bytes[start.index..<index]
    guard field.contains(where: { $0 >= 0x80 }) else { return }
    let text = String(decoding: output[start.output...], as: UTF8.self)
    if text.contains(where: { $0.utf8.count > 1 && $0.utf8.contains(Self.quote) }) {
      throw Problem(
        position: start.position,
        message: "a combining mark or a joiner can't stand beside a quotation mark or begin "
          + "a field; remove it")
    }
  }

  private mutating func takeBare() throws(Problem) {
    output.append(Self.quote)
    while index < bytes.count, ![separator, Self.feed, Self.carriage].contains(bytes[index]) {
      if bytes[index] == Self.quote {
        throw Problem(
          position: position,
          message: "a quotation mark can't stand inside a field that doesn't begin with one; put "
            + "the field in quotation marks, and write two of them for each inside")
      }
      output.append(bytes[index])
      advance()
    }
    output.append(Self.quote)
  }

  private mutating func takeQuoted() throws(Problem) {
    let start = position
    output.append(Self.quote)
    advance()
    while index < bytes.count {
      if bytes[index] == Self.quote {
        output.append(Self.quote)
        advance()
        guard index < bytes.count, bytes[index] == Self.quote else {
          guard index == bytes.count || [separator, Self.feed, Self.carriage].contains(bytes[index]) else {
            throw Problem(
              position: position,
              message: "after a closing quotation mark comes \(Self.name(of: separator)) or the end of the line; write "
                + "two quotation marks for each inside a field")
          }
          return
        }
      }
      output.append(bytes[index])
      advance()
    }
    throw Problem(position: start, message: "the quotation mark is never closed")
  }

  private mutating func takeLineEnd() -> Bool {
    guard index < bytes.count, [Self.feed, Self.carriage].contains(bytes[index]) else { return false }
    let isPair = bytes[index] == Self.carriage && index + 1 < bytes.count && bytes[index + 1] == Self.feed
    advance()
    if isPair { advance() }
    return true
  }

  /// Passes one byte, and counts the line and the column of the next.
  private mutating func advance() {
    let byte = bytes[index]
    index += 1
    let endsLine =
      byte == Self.feed || (byte == Self.carriage && !(index < bytes.count && bytes[index] == Self.feed))
    if endsLine {
      position = Position(line: position.line + 1, column: 1)
    } else if byte & 0xC0 != 0x80 {
      position.column += 1
    }
  }
}
