/// The line of a table that says that its numbers are samples, which keeps them from being published.
enum SampleMark {
  /// How such a comment begins.
  private static let words = "sample numbers"
  /// What is wrong with publishing them, and what to do.
  static let message =
    "the numbers in this table are samples, as this line says, and are never published; put your own in their place, "
    + "then delete this line"

  /// Whether a comment is the mark.
  static func isMark(_ comment: CSVText.Comment) -> Bool { comment.text.lowercased().hasPrefix(words) }

  /// The place of the mark in a table's text, found without reading the table; nil where there is none.
  static func position(in text: String) -> CSVText.Position? {
    guard text.utf8.contains(UInt8(ascii: "#")) else { return nil }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let place = lines.firstIndex { line in
      guard line.first == "#" || line.hasPrefix("\"#") || line.first == "\u{FEFF}" else { return false }
      let words = line.drop { "\u{FEFF}\"# \t".contains($0) }
      return words.lowercased().hasPrefix(Self.words) && line.contains("#")
    }
    return place.map { CSVText.Position(line: $0 + 1, column: 1) }
  }
}
