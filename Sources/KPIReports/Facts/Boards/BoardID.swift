import MediaWiki

/// The id of a topic or a post on a board: a number of 88 bits to the base of 36, which begins with its time.
package struct BoardID: Sendable, Hashable, Comparable {
  private static let base = 36
  private static let bits = 88
  /// The bits below the time.
  private static let bitsBelowTime = 42

  private let number: UInt128
  /// The id as the wiki writes it.
  package let text: String

  /// Reads an id; nil when the text is none.
  package init?(_ text: String) {
    guard let number = UInt128(text, radix: Self.base), number >> Self.bits == 0, !text.hasPrefix("+") else {
      return nil
    }
    self.number = number
    self.text = text
  }

  /// The title of a topic's page, without its namespace.
  package var title: String { text.prefix(1).uppercased() + text.dropFirst() }

  /// When what it names was made.
  package var time: Instant { Instant(seconds: Int64(number >> Self.bitsBelowTime) / 1_000) }

  /// A number that tells it from others of its time.
  var short: Int { Int(truncatingIfNeeded: number & (1 << 62 - 1)) }

  /// Orders ids by time; as texts they are not, for they grow longer.
  package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
  /// Two spellings of a number are one id.
  package static func == (left: Self, right: Self) -> Bool { left.number == right.number }
  /// Hashes the number.
  package func hash(into hasher: inout Hasher) { hasher.combine(number) }
}
