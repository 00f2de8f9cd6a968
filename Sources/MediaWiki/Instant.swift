/// A moment in UTC, to the second: what MediaWiki's timestamps hold.
package struct Instant: Sendable, Hashable, Comparable {
  /// Seconds since 1 January 1970, 00:00:00 UTC, without leap seconds.
  package let seconds: Int64

  /// Makes the moment that lies a number of seconds after 1 January 1970.
  package init(seconds: Int64) { self.seconds = seconds }

  /// Reads `20261031235959`, as MediaWiki's database and some of its extensions write a moment; anything else is nil.
  package init?(databaseForm text: String) {
    let digits = Array(text)
    guard digits.count == 14, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    func part(_ range: Range<Int>) -> String { String(digits[range]) }
    self.init(
      iso8601: "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z")
  }

  /// Reads `2026-10-31T23:59:59Z`, the one form MediaWiki writes; anything else is nil.
  package init?(iso8601 text: String) {
    var text = text
    let seconds: Int64? = text.withUTF8 { bytes in
      guard bytes.count == 20 else { return nil }
      let separators: [(Int, UInt8)] = [(4, 45), (7, 45), (10, 84), (13, 58), (16, 58), (19, 90)]
      for (index, separator) in separators where bytes[index] != separator { return nil }
      func number(_ range: Range<Int>) -> Int? {
        var value = 0
        for index in range {
          let digit = Int(bytes[index]) - 48
          guard (0...9).contains(digit) else { return nil }
          value = value * 10 + digit
        }
        return value
      }
      guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
        let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
        hour < 24, minute < 60, second < 60,
        let date = CivilDate(year: year, month: month, day: day)
      else { return nil }
      return Int64(date.dayNumber) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
    }
    guard let seconds else { return nil }
    self.seconds = seconds
  }

  /// The day this moment lies in.
  package var date: CivilDate {
    let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    return CivilDate(dayNumber: Int(day))
  }

  /// The moment a number of seconds later.
  package func adding(seconds more: Int64) -> Instant { Instant(seconds: seconds + more) }

  /// Orders moments by time.
  package static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }

  static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Instant: CustomStringConvertible {
  /// The moment as `2026-10-31T23:59:59Z`.
  package var description: String {
    let second = Int(seconds - date.start.seconds)
    let time = [second / 3_600, second / 60 % 60, second % 60].map { Self.padded($0, 2) }
    return "\(date)T" + time.joined(separator: ":") + "Z"
  }
}

extension Instant: Codable {
  /// Reads the moment from its ISO 8601 text.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let instant = Instant(iso8601: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not a UTC timestamp")
    }
    self = instant
  }

  /// Writes the moment as its ISO 8601 text.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
