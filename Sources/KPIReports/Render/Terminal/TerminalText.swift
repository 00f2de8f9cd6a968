/// What a terminal can be given of texts that people wrote.
package enum TerminalText {
  /// The text without the characters that control a terminal or the order in which it shows others.
  static func safe(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { isUnsafe($0) ? "\u{FFFD}" : $0 }))
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09: false
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// The text for one line of at most so many columns: cut with an ellipsis, and with writing from right to left kept from
  /// moving what stands beside it.
  package static func cell(_ text: String, within width: Int = .max) -> String {
    let text = shortened(safe(text).replacing("\t", with: " "), to: width)
    guard text.unicodeScalars.contains(where: isRightToLeft) else { return text }
    // An indent stays at the left.
    let margin = text.prefix { $0 == " " }
    return "\(margin)\u{2068}\(text.dropFirst(margin.count))\u{2069}"
  }

  private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x590...0x8FF, 0x200F, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }

  /// The text, cut with an ellipsis where it takes more columns than that.
  package static func shortened(_ text: String, to width: Int) -> String {
    guard text.utf8.count > width, text.displayWidth > width else { return text }
    var kept = ""
    var columns = 0
    for character in text {
      columns += character.displayWidth
      guard columns < width else { break }
      kept.append(character)
    }
    while kept.last == " " { kept.removeLast() }
    return width > 0 ? kept + "…" : ""
  }

  /// A sentence on lines of at most so many columns, all but the first of them indented; a longer word is broken, and there
  /// is no break at a no-break space.
  package static func wrapped(_ text: String, width: Int, indent: Int = 2) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    var columns = 0
    for word in safe(text).split(whereSeparator: { $0 == " " || $0 == "\t" }) {
      for (place, piece) in pieces(of: word, width: width - indent).enumerated() {
        let length = piece.displayWidth
        if columns > 0, place == 0, columns + 1 + length <= width {
          line += " " + piece
          columns += 1 + length
        } else {
          if columns > 0 { lines.append(line) }
          line = (lines.isEmpty ? "" : margin) + piece
          columns = (lines.isEmpty ? 0 : indent) + length
        }
      }
    }
    if columns > 0 { lines.append(line) }
    lines = lines.map { $0.replacing("\u{A0}", with: " ") }
    return text.unicodeScalars.contains(where: isRightToLeft) ? lines.map(isolated) : lines
  }

  /// The line with each run of words from right to left kept apart, so that numbers beside it stay where they are.
  private static func isolated(_ line: String) -> String {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    let isTurned = words.map { $0.unicodeScalars.contains(where: isRightToLeft) }
    return words.indices.map { place in
      let begins = isTurned[place] && (place == 0 || !isTurned[place - 1])
      let ends = isTurned[place] && (place == words.count - 1 || !isTurned[place + 1])
      // What ends a part of the sentence belongs to the sentence.
      let end = ends ? words[place].suffix(while: ".,:;".contains) : ""
      return (begins ? "\u{2068}" : "") + words[place].dropLast(end.count) + (ends ? "\u{2069}" : "") + end
    }.joined(separator: " ")
  }

  /// A word as it is, or, where it takes more columns than a line has, in pieces.
  private static func pieces(of word: Substring, width: Int) -> [String] {
    guard word.displayWidth > width else { return [String(word)] }
    var pieces = [""]
    var columns = 0
    for character in word {
      let length = character.displayWidth
      if columns + length > width {
        pieces.append("")
        columns = 0
      }
      pieces[pieces.count - 1].append(character)
      columns += length
    }
    return pieces
  }

  /// The number of a footnote.
  static func superscript(_ number: Int) -> String {
    let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    return String(String(number).compactMap { $0.wholeNumberValue.map { digits[$0] } })
  }

  /// Says that so many earlier periods have no column.
  static func leftOut(_ count: Int, unit: String) -> String {
    count == 1 ? "1 earlier \(unit) is not shown" : "\(count) earlier \(unit)s are not shown"
  }
}

extension StringProtocol {
  /// The longest end of the text whose characters are all of a kind.
  fileprivate func suffix(while isOfKind: (Character) -> Bool) -> SubSequence {
    suffix(reversed().prefix(while: isOfKind).count)
  }
}
