/// A line that somebody meant for a marker, and that is not one as it stands.
///
/// An editor took a blank away or wrote another one, somebody typed the name in another case, put words behind it, or had
/// the wiki show it instead of keeping it as a comment.
struct SpoiledMarker: Equatable {
  /// The line of the page, from 1.
  let line: Int
  /// Whether it was meant for the end of the region.
  let isEnd: Bool
  /// How it reads, cut where it is long.
  let text: String

  /// Longer lines are text.
  private static let longestLine = 2_000
  private static let longestText = 80

  /// The first such line of each kind; those that are whole markers are left alone where nothing else is on their line.
  static func find(in bytes: [UInt8], of region: MarkedRegion, right: [Range<Int>]) -> [SpoiledMarker] {
    let ends = right.filter(bytes.isAloneOnLine)
    var found: [Bool: SpoiledMarker] = [:]
    var (number, start) = (0, 0)
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let range = start..<(start + line.count)
      number += 1
      start = range.upperBound + 1
      guard line.count <= longestLine, !ends.contains(where: { range.overlaps($0) }) else { continue }
      let text = String(decoding: line, as: UTF8.self)
      guard let isEnd = kind(of: text, in: region), found[isEnd] == nil else { continue }
      let words = text.split { $0 == " " || $0 == "\t" || $0 == "\r" }.joined(separator: " ")
      found[isEnd] = SpoiledMarker(
        line: number, isEnd: isEnd, text: words.count > longestText ? words.prefix(longestText) + "…" : words)
    }
    // Where one of a kind is right, another that is not does not matter.
    let isRight = [false, true].map { isEnd in
      ends.contains { bytes[$0].starts(with: Array("<!-- kpibot:\(isEnd ? "end" : "begin") ".utf8)) }
    }
    return [found[false], found[true]].compactMap(\.self).filter { !isRight[$0.isEnd ? 1 : 0] }
  }

  /// Which marker of a region a line was meant for: false for the beginning, true for the end.
  private static func kind(of line: String, in region: MarkedRegion) -> Bool? {
    let lowercased = line.lowercased()
    guard lowercased.contains("kpi") else { return nil }
    let text = plain(lowercased)
    let pattern = /kpi ?bot ?: ?(begin|end) +([^ ]+?)(?=$| |-->|->|--|>)/
    for match in text.matches(of: pattern) where folded(String(match.output.2)) == folded(region.report.lowercased()) {
      return match.output.1 == "end"
    }
    return nil
  }

  private static func folded(_ name: String) -> String { name.replacing("_", with: "-") }

  /// A line with single plain blanks, plain hyphens and without references of characters.
  private static func plain(_ line: String) -> String {
    let decoded = line.replacing(/<\/?nowiki *\/?>/, with: " ").replacing(
      /&(lt|gt|nbsp|#[0-9]+|#x[0-9a-f]+|ndash|mdash);/
    ) {
      character(of: $0.output.1)
    }
    var text = String.UnicodeScalarView()
    for scalar in decoded.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .format: continue
      case .dashPunctuation: text.append("-")
      case .spaceSeparator, .control: text.append(" ")
      default: text.append(scalar == "\u{FF1A}" ? ":" : scalar)
      }
    }
    return String(text).split(separator: " ").joined(separator: " ")
  }

  private static func character(of entity: Substring) -> String {
    switch entity {
    case "lt": return "<"
    case "gt": return ">"
    case "nbsp": return " "
    case "ndash", "mdash": return "-"
    default:
      let number = entity.dropFirst()
      let code = number.hasPrefix("x") ? UInt32(number.dropFirst(), radix: 16) : UInt32(number)
      return code.flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? " "
    }
  }
}
