/// How a terminal shows text: with colour where it can and may.
package struct TerminalStyle: Sendable {
  /// What a text is, for its colour.
  package enum Role: String, Sendable {
    /// A heading.
    case strong = "1"
    /// Something of less weight.
    case faint = "2"
    /// A line that is there now, a target that is met.
    case good = "32"
    /// A line that is gone, a target that is missed.
    case bad = "31"
    /// A place in a file.
    case place = "36"
  }

  private let isColoured: Bool

  /// No colour.
  package static let plain = TerminalStyle(isColoured: false)

  /// Colours only on a terminal, and not where `NO_COLOR` is set (https://no-color.org).
  package init(environment: [String: String], isTerminal: Bool) {
    isColoured = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  private init(isColoured: Bool) { self.isColoured = isColoured }

  /// The text in the colour of its role.
  package func show(_ text: String, as role: Role) -> String {
    isColoured ? "\u{1B}[\(role.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// The text without the characters that control a terminal.
  static func safe(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          scalar.value < 32 && scalar != "\t" || (127..<160).contains(scalar.value) ? "\u{FFFD}" : scalar
        }))
  }

  /// A sentence on lines of at most so many columns, where its words allow it; the lines after the first are indented.
  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let line = lines.last, Self.width(line) + 1 + Self.width(String(word)) <= width {
        lines[lines.count - 1] = "\(line) \(word)"
      } else {
        lines.append(lines.isEmpty ? String(word) : "  \(word)")
      }
    }
    return lines
  }

  /// How many columns a text takes: wide characters two, combining ones none.
  static func width(_ text: String) -> Int {
    text.reduce(0) { sum, character in
      guard let scalar = character.unicodeScalars.first else { return sum }
      return sum + (isWide(scalar) ? 2 : scalar.properties.generalCategory == .format ? 0 : 1)
    }
  }

  /// The East Asian wide and full-width blocks, and emoji (Unicode Standard Annex 11).
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
