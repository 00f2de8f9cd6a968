/// What Extension:JsonConfig asks of a text in a language, and so of what a report gives for one.
enum LocalizedLine {
  /// It has at most this many code points.
  static let longest = 400
  /// The rule in words.
  static let rule = "it must be one line of at most \(longest) characters without blanks at its ends"

  /// Whether a text is on one line, short, and without blanks at its ends.
  static func allows(_ text: String) -> Bool {
    let blanks: Set<Unicode.Scalar> = [" ", "\t", "\n", "\r", "\u{B}", "\u{C}"]
    let scalars = text.unicodeScalars
    return scalars.count <= longest && !scalars.contains { ["\r", "\n", "\t"].contains($0) }
      && !(scalars.first.map(blanks.contains) ?? false) && !(scalars.last.map(blanks.contains) ?? false)
  }

  /// Whether a text can be the code of a language.
  static func isLanguage(_ code: String) -> Bool { code.wholeMatch(of: /[a-z0-9-]{2,}/) != nil }
}
