extension StringProtocol {
  /// How many columns of a terminal the text takes.
  package var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }
}

extension Character {
  /// How many columns of a terminal the character takes: none, one or two.
  ///
  /// What is joined to one sign, such as a family or a flag, takes no more than a wide one.
  package var displayWidth: Int {
    if isASCII { return asciiValue.map { $0 >= 32 && $0 < 127 ? 1 : 0 } ?? 0 }
    // The variation selector asks for the coloured form of a sign, which is wide.
    if unicodeScalars.contains("\u{FE0F}") { return 2 }
    return min(2, unicodeScalars.reduce(0) { $0 + $1.displayWidth })
  }
}

extension Unicode.Scalar {
  /// How many columns a terminal gives the scalar on its own.
  fileprivate var displayWidth: Int {
    if isWide { return 2 }
    if value < 0x300 { return (0x7F..<0xA0).contains(value) ? 0 : 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .control, .lineSeparator, .paragraphSeparator: return 0
    case .format: return isSignOfNumber ? 1 : 0
    default: return properties.isDefaultIgnorableCodePoint || isJoinedHangul ? 0 : 1
    }
  }

  /// Signs that are seen around the number or verse that follows them.
  private var isSignOfNumber: Bool {
    switch value {
    case 0x600...0x605, 0x6DD, 0x70F, 0x890...0x891, 0x8E2, 0x110BD, 0x110CD: true
    default: false
    }
  }

  /// The vowels and ends of Hangul syllables that are written as letters, which stand in the beginning's columns.
  private var isJoinedHangul: Bool {
    (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FB).contains(value)
  }

  /// East Asian wide and full-width (Unicode Standard Annex 11, version 17), gaps within blocks included.
  private var isWide: Bool {
    guard value >= 0x1100 else { return false }
    switch value {
    case 0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x3029, 0x3030...0x303E,
      0x3041...0x3096, 0x309B...0x3163, 0x3165...0x3247, 0x3250...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x16FE3,
      0x16FF2...0x18DF2, 0x1AFF0...0x1B2FB, 0x1D300...0x1D376, 0x1F200...0x1F265, 0x20000...0x3FFFD:
      return true
    default: return properties.isEmojiPresentation
    }
  }
}
