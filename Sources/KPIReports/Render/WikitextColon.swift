extension WikitextContentType {
  /// Stands for a colon of a value until the line around it is known; no value can hold this character.
  static let plainColon: Unicode.Scalar = "\u{1A}"

  /// Namespaces that every MediaWiki has; no address begins like one of them.
  private static let namespaces: Set = [
    "category", "file", "help", "mediawiki", "project", "special", "talk", "template", "user",
  ]

  /// Whether a colon can't begin an indented line or make an address of what is around it.
  ///
  /// Wikis can add protocols of their own, so that it does not matter which ones there are: an address goes on right
  /// after the colon.
  static func isPlainColon(at place: Int, in scalars: [Unicode.Scalar]) -> Bool {
    guard place > 0, place + 2 < scalars.count else { return false }
    let (previous, next) = (scalars[place - 1], scalars[place + 1])
    // After a space, a colon makes it a hard one.
    guard previous != " " else { return false }
    if next == " " { return true }
    guard isWord(next) else { return false }
    let word = Array(scalars[..<place].reversed().prefix(while: isWord).reversed())
    guard !word.isEmpty, isBoundary(before: place - word.count, in: scalars) else { return false }
    let isTime = word.allSatisfy { ("0"..."9").contains($0) } && ("0"..."9").contains(next)
    return isTime || namespaces.contains(String(String.UnicodeScalarView(word)).lowercased())
  }

  /// The page with every colon of a value as it has to be in its line: a definition's term ends at a colon.
  static func settled(_ page: String) -> String {
    var settled = String.UnicodeScalarView()
    for (place, line) in page.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if place > 0 { settled.append("\n") }
      guard line.contains(plainColon) else {
        settled.append(contentsOf: line)
        continue
      }
      let colon = isTerm(line) ? "&#58;" : ":"
      for scalar in line {
        if scalar == plainColon { settled.append(contentsOf: colon.unicodeScalars) } else { settled.append(scalar) }
      }
    }
    return String(settled)
  }

  /// Whether a line is a definition's term, whatever comments and tags are before it.
  private static func isTerm(_ line: Substring.UnicodeScalarView) -> Bool {
    var rest = line
    while let first = rest.first {
      if first == "<" {
        guard let end = rest.firstIndex(of: ">") else { return false }
        rest = rest[rest.index(after: end)...]
      } else if first.properties.isWhitespace {
        rest.removeFirst()
      } else {
        break
      }
    }
    return rest.prefix { "*#:;".unicodeScalars.contains($0) }.contains(";")
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
  }

  /// Whether nothing stands before a word that could belong to an address.
  private static func isBoundary(before start: Int, in scalars: [Unicode.Scalar]) -> Bool {
    start == 0 || scalars[start - 1] == " " || scalars[start - 1] == "("
  }
}
