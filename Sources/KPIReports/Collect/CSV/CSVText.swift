import Foundation

/// The rows of a CSV text (RFC 4180), and where each field stands.
///
/// Not a library's, since messages name line and column, and what RFC 4180 does not allow is refused rather than guessed.
struct CSVText {
  /// A place in the text, from 1; columns are Unicode scalars.
  struct Position: Equatable {
    var line = 1
    var column = 1
  }

  /// The fields of a row, and where each begins.
  struct Row {
    var fields: [String] = []
    var positions: [Position] = []
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

  /// The rows; those without a character are left out.
  private(set) var rows: [Row] = []
  /// The lines between them that are for people.
  private(set) var comments: [Comment] = []

  private static let (quote, comma, feed, carriage) = (
    UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r")
  )

  /// What fields can be separated by.
  static let separators = [comma, UInt8(ascii: ";"), UInt8(ascii: "\t")]

  private let bytes: [UInt8]
  private let separator: UInt8
  private var index = 0
  private var position = Position()

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
    var row = Row()
    while true {
      row.positions.append(position)
      let isQuoted = index < bytes.count && bytes[index] == Self.quote
      row.fields.append(String(decoding: isQuoted ? try takeQuoted() : try takeBare(), as: UTF8.self))
      if index < bytes.count, bytes[index] == separator { advance() } else { break }
    }
    _ = takeLineEnd()
    rows.append(row)
  }

  private mutating func takeBare() throws(Problem) -> [UInt8] {
    let field = bytes[index...].prefix { $0 != separator && $0 != Self.feed && $0 != Self.carriage }
    let quote = field.firstIndex(of: Self.quote)
    // No line ends in a field without quotation marks.
    position.column += Self.scalars(in: field[..<(quote ?? field.endIndex)])
    guard quote == nil else {
      throw Problem(
        position: position,
        message: "a quotation mark can't stand inside a field that doesn't begin with one; put "
          + "the field in quotation marks, and write two of them for each inside")
    }
    index = field.endIndex
    return Array(field)
  }

  private mutating func takeQuoted() throws(Problem) -> [UInt8] {
    let start = position
    var field: [UInt8] = []
    advance()
    while index < bytes.count {
      if bytes[index] == Self.quote {
        advance()
        guard index < bytes.count, bytes[index] == Self.quote else {
          guard index == bytes.count || [separator, Self.feed, Self.carriage].contains(bytes[index]) else {
            throw Problem(
              position: position,
              message: "after a closing quotation mark comes \(Self.name(of: separator)) or the end of the line; write "
                + "two quotation marks for each inside a field")
          }
          return field
        }
      }
      field.append(bytes[index])
      advance()
    }
    throw Problem(position: start, message: "the quotation mark is never closed")
  }

  private static func scalars(in bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }

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
