import Foundation
import Testing

@testable import KPIReports

@Suite("The columns that a text takes")
struct DisplayWidthTests {
  /// What wcwidth 0.7.0 says of whole texts.
  private static let texts: [(String, Int)] = [
    ("", 0), ("abc", 3), ("…", 1), ("▁▂█", 3), ("▲", 1), ("¹", 1), ("ê", 1), ("e\u{301}", 1), ("日本語", 6), ("Ａ", 2),
    ("ﾊﾝｶｸ", 4), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("שלום", 4), ("שָׁלוֹם", 4), ("العربية", 7), ("ﷺ", 1),
    ("ไทย", 3),
    ("हिन्दी", 4), ("क्ष", 2), ("தமிழ்", 4), ("নিয়ম", 4), ("မြန်မာ", 5), ("👍🏽", 2), ("👨‍👩‍👧", 2), ("🧑🏾‍🚀", 2), ("🏳️‍🌈", 2),
    ("🇩🇪", 2), ("🇩", 2), ("1️⃣", 2), ("❤️", 2), ("❤", 1), ("☺️", 2), ("©️", 2), ("©", 1), ("Z͑ͫ̓", 1),
    ("\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", 2), ("a\u{200B}b", 2),
    ("\u{2068}שלום\u{2069}", 4),
  ]

  @Test("is what wcwidth counts", arguments: DisplayWidthTests.texts)
  func width(of text: String, width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test("of each scalar is what wcwidth says, vowel signs beside their letter aside")
  func scalars() throws {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/wcwidth", withExtension: "txt"))
    var expected: [UInt32: Int] = [:]
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: " ")
      let ends = parts[1].split(separator: ".").compactMap { UInt32($0, radix: 16) }
      for value in ends[0]...ends[1] { expected[value] = Int(parts[0]) }
    }
    var different: [String] = []
    for value in UInt32(0x20)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value), !(0x7F..<0xA0).contains(value) else { continue }
      // What Swift does not know yet, and what stands beside its letter and so takes a column of its own in a text.
      let category = scalar.properties.generalCategory
      guard category != .unassigned, category != .spacingMark, value != 0xFE0F else { continue }
      if Character(scalar).displayWidth != expected[value] ?? 1 { different.append(String(value, radix: 16)) }
    }
    #expect(different == [])
  }

  @Test("is never more than it is cut to", arguments: DisplayWidthTests.texts.map(\.0))
  func shortened(text: String) {
    let long = text + "日e\u{301}👨‍👩‍👧" + text
    for width in 1...12 {
      let short = TerminalText.shortened(long, to: width)
      #expect(short.displayWidth <= width)
      #expect(short == long || short.hasSuffix("…"))
    }
    #expect(TerminalText.shortened(long, to: 100) == long)
  }
}
