import Foundation

/// Finds out in what encoding a spreadsheet wrote a table.
enum TableEncoding {
  /// The text of a table's bytes: UTF-8, UTF-16 with its mark, or Windows-1252 where the bytes can hardly be anything else.
  static func text(of data: Data) throws(ReportFile.Problem) -> String {
    let text: String
    if let unicode = String(validating: data, as: UTF8.self) {
      text = unicode
    } else if data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]),
      let wide = String(data: data, encoding: .utf16)
    {
      text = wide
    } else if isWestern(data), let western = String(data: data, encoding: .windowsCP1252) {
      text = western
    } else {
      throw ReportFile.Problem(
        message: "is not a UTF-8 text, and how its letters are written can't be told; save it again as \"CSV UTF-8\"")
    }
    guard !text.utf8.contains(0) else { throw ReportFile.Problem(message: "holds a NUL byte") }
    return text
  }

  /// Bytes that stand for letters in the encodings of Central Europe, and in the western one for signs that hardly anybody
  /// types, or for nothing.
  private static let suspicious: Set<UInt8> = [
    0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xA3, 0xA5, 0xAA, 0xAF, 0xB3, 0xB9, 0xBA, 0xBC, 0xBE,
  ]

  /// Whether accented letters stand alone or in pairs, as in western languages: a word of another alphabet is a long row of
  /// such bytes.
  private static func isWestern(_ data: Data) -> Bool {
    var run = 0
    for byte in data {
      if suspicious.contains(byte) { return false }
      run = byte >= 0xC0 ? run + 1 : 0
      if run > 2 { return false }
    }
    return true
  }
}
