import Foundation
import Yams

/// A line that somebody wrote who does not know YAML, with the line that was meant.
struct YAMLSlip: Equatable {
  /// How far above the place at which a reader stumbles the slip can be, in lines that are not empty.
  private static let reach = 4

  /// The line's number, from 1.
  let line: Int
  /// What is wrong.
  let problem: String
  /// The line as it is.
  let written: String
  /// The line as it should be.
  let meant: String

  /// What is wrong, the line itself, and how to write it.
  var message: String {
    "\(problem)\n    \(written.trimmingCharacters(in: .whitespaces))\n  write it like this:\n    "
      + meant.trimmingCharacters(in: .whitespaces)
  }

  /// Finds the slip at a line or shortly above it.
  static func find(in lines: [String], at line: Int) -> YAMLSlip? {
    var left = reach
    for place in stride(from: min(line, lines.count) - 1, through: 0, by: -1) {
      let text = lines[place].trimmingCharacters(in: .whitespaces)
      guard !text.isEmpty, !text.hasPrefix("#") else { continue }
      if let (problem, meant) = mended(lines[place]) {
        return YAMLSlip(line: place + 1, problem: problem, written: lines[place], meant: meant)
      }
      left -= 1
      if left == 0 { return nil }
    }
    return nil
  }

  /// What is wrong in a line and the line without it; nil where nothing is known to be wrong.
  static func mended(_ line: String) -> (problem: String, meant: String)? {
    if let tabs = line.prefixMatch(of: #/[ \t]*\t[ \t]*/#) {
      // Tabs that an editor put beside blanks have no width that is known.
      let blanks = tabs.output.replacing("\t", with: tabs.output.contains(" ") ? "" : "  ")
      return ("a line can't begin with a tab; it begins with blanks", blanks + String(line[tabs.range.upperBound...]))
    }
    let straight = line.replacing(#/(?<before>[:\[{,\-] *)(?<quoted>[“”„«‘’‚].*)/#) { match in
      match.before + match.quoted.replacing(#/[“”„«»]/#, with: "\"").replacing(#/[‘’‚]/#, with: "'")
    }
    if straight != line {
      return ("quotation marks are the straight ones, \" or '", mended(straight)?.meant ?? straight)
    }
    let spaced = line.replacing(#/^(?<dash> *(?:- +)?)(?<key>[a-z_][A-Za-z0-9_-]*):(?<value>[^ \/:].*)$/#) {
      "\($0.dash)\($0.key): \($0.value)"
    }.replacing(#/(?<start>[{,] *)(?<key>[a-z_][A-Za-z0-9_-]*):(?<value>[^ \/:{}\[\],"'][^:]*)/#) {
      "\($0.start)\($0.key): \($0.value)"
    }
    if spaced != line { return ("a space must follow the colon", mended(spaced)?.meant ?? spaced) }
    if let item = line.wholeMatch(of: #/(?<indent> *)-(?<text>[A-Za-z{"'].*)/#) {
      return ("a space must follow the hyphen", "\(item.indent)- \(item.text)")
    }
    // Links and templates begin with signs of YAML's own.
    for form in [
      #/(?<key>.*[{,] *[A-Za-z_][A-Za-z0-9_-]*: +)(?<value>[^"'{},\[\]:]*(?:\[\[|\{\{|\[https?:).*[^ ])(?<end> *\} *)/#,
      #/(?<key> *(?:- +)?[A-Za-z_][A-Za-z0-9_-]*: +)(?<value>(?:\[\[|\{\{|\[https?:).*)(?<end>)/#,
    ] {
      guard let entry = line.wholeMatch(of: form) else { continue }
      return (
        "a text with a link or a template in it needs quotation marks",
        "\(entry.key)\(inQuotes(entry.value))\(entry.end)"
      )
    }
    let quoted = line.replacing(#/(?<key>[{,] *[A-Za-z_][A-Za-z0-9_-]*: +)(?<value>[^"'{}\[\],]+)/#) {
      "\($0.key)\(Self.quoted(String($0.value)))"
    }
    if quoted != line { return (quotes, quoted) }
    // Within braces, a # takes the closing one with it.
    let cut =
      #/(?<key>.*[{,] *(?:title|name|question|text|column): +)(?<value>[^"'{},\[\]]+ #[^\s#"'{},\[\]]*[^"'{},\[\]]*)(?<end>[,}].*)/#
    if let entry = line.wholeMatch(of: cut) {
      return (
        "a # behind a blank begins a comment, so a text with one needs quotation marks",
        "\(entry.key)\(inQuotes(entry.value))\(entry.end)"
      )
    }
    if let entry = line.wholeMatch(
      of: #/(?<key> *(?:- +)?[A-Za-z_][A-Za-z0-9_-]*: +)(?<value>[^"'{\[#].*?)(?<comment> +#.*)?/#)
    {
      let value = Self.quoted(String(entry.value))
      if value != entry.value { return (quotes, "\(entry.key)\(value)\(entry.comment ?? "")") }
    }
    return nil
  }

  /// The keys of texts that people read.
  private static let words: Set = ["title", "name", "question", "text", "column"]

  /// A text that is cut at a number sign: YAML takes what follows a blank and that sign for a comment.
  ///
  /// People who mean a comment write a blank behind the sign as well.
  static func cut(_ key: String, _ value: Node.Scalar, in lines: [String]) -> YAMLSlip? {
    guard words.contains(key), value.style == .plain, let mark = value.mark, lines.indices.contains(mark.line - 1)
    else {
      return nil
    }
    let line = lines[mark.line - 1]
    let (before, rest) = (line.unicodeScalars.prefix(mark.column - 1), line.unicodeScalars.dropFirst(mark.column - 1))
    let shown = String(String.UnicodeScalarView(rest))
    guard shown.hasPrefix(value.string),
      shown.dropFirst(value.string.count).wholeMatch(of: #/[ \t]+#[^\s#].*/#) != nil
    else { return nil }
    return YAMLSlip(
      line: mark.line,
      problem:
        "a # behind a blank begins a comment, so the text ends before it; quotation marks keep it whole (a comment has a "
        + "blank behind its #)",
      written: line,
      meant: String(String.UnicodeScalarView(before)) + inQuotes(shown.trimmingCharacters(in: .whitespaces)))
  }

  private static let quotes = "a text that has a colon in it, or begins with a sign such as >, needs quotation marks"

  /// A text in quotation marks, where it can't do without.
  private static func quoted(_ text: String) -> String {
    let trimmed = text.trimmingCharacters(in: .whitespaces)
    let blanks = String(repeating: " ", count: text.reversed().prefix { $0 == " " }.count)
    guard trimmed.contains(": ") || trimmed.hasSuffix(":") || trimmed.first.map({ ">|@%`&*!".contains($0) }) ?? false
    else {
      return text
    }
    // A mark for a text of several lines is meant as it is.
    guard trimmed.wholeMatch(of: #/[>|][-+]?/#) == nil else { return text }
    return inQuotes(trimmed) + blanks
  }

  private static func inQuotes(_ text: some StringProtocol) -> String {
    "\"\(String(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}
