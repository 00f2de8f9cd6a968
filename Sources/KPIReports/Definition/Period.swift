import MediaWiki

/// The length of the periods that a report measures.
package enum PeriodUnit: String, Sendable, CaseIterable {
  /// An ISO 8601 week, from Monday.
  case week
  /// A calendar month.
  case month
  /// A quarter of a calendar year.
  case quarter
  /// A calendar year.
  case year
}

/// A period of time in UTC that begins with a day and ends with one: `start` belongs to it, `end` does not.
package struct Period: Sendable, Hashable {
  /// The length.
  package let unit: PeriodUnit
  private let firstDay: Int

  /// The period of a unit that a moment lies in.
  package init(_ unit: PeriodUnit, containing moment: Instant) {
    let date = moment.date
    self.unit = unit
    switch unit {
    case .week: firstDay = date.dayNumber - date.weekday + 1
    case .month: firstDay = Self.firstDay(year: date.year, month: date.month)
    case .quarter: firstDay = Self.firstDay(year: date.year, month: (date.month - 1) / 3 * 3 + 1)
    case .year: firstDay = Self.firstDay(year: date.year, month: 1)
    }
  }

  /// Reads `2026-W40`, `2026-10`, `2026-Q3` or `2026`; anything else is nil.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let year = Self.number(parts[0], digits: 4), year >= 1 else { return nil }
    let found: Period?
    if parts.count == 1 {
      found = Period(.year, containing: Self.moment(year: year, month: 1))
    } else if parts[1].first == "W" {
      found = Self.number(parts[1].dropFirst(), digits: 2).map { week in
        // The week with 4 January is the first of its ISO year.
        let fourth = Period(.week, containing: Self.moment(year: year, month: 1).adding(seconds: 3 * 86_400))
        return fourth.advanced(by: week - 1)
      }
    } else if parts[1].first == "Q" {
      found = Self.number(parts[1].dropFirst(), digits: 1).flatMap { quarter in
        (1...4).contains(quarter)
          ? Period(.quarter, containing: Self.moment(year: year, month: quarter * 3 - 2)) : nil
      }
    } else {
      found = Self.number(parts[1], digits: 2).flatMap { month in
        (1...12).contains(month) ? Period(.month, containing: Self.moment(year: year, month: month)) : nil
      }
    }
    guard let found, found.id == text else { return nil }
    self = found
  }

  /// The newest period that had ended at a moment.
  package static func lastComplete(_ unit: PeriodUnit, asOf moment: Instant) -> Period {
    Period(unit, containing: moment).previous
  }

  /// The first second.
  package var start: Instant { CivilDate(dayNumber: firstDay).start }

  /// The first second after the period.
  package var end: Instant { next.start }

  /// How many days the period has.
  package var days: Int { next.firstDay - firstDay }

  /// The last day of the period.
  package var lastDay: CivilDate { CivilDate(dayNumber: next.firstDay - 1) }

  /// The period before.
  package var previous: Period { advanced(by: -1) }

  /// The period after.
  package var next: Period { advanced(by: 1) }

  /// The period so many periods later, or earlier.
  package func advanced(by count: Int) -> Period {
    let date = CivilDate(dayNumber: firstDay)
    let monthsByUnit: [PeriodUnit: Int] = [.month: 1, .quarter: 3, .year: 12]
    guard let months = monthsByUnit[unit] else { return Period(unit, firstDay: firstDay + 7 * count) }
    let month = date.year * 12 + date.month - 1 + months * count
    let year = month >= 0 ? month / 12 : (month - 11) / 12
    return Period(unit, firstDay: Self.firstDay(year: year, month: month - year * 12 + 1))
  }

  private init(_ unit: PeriodUnit, firstDay: Int) {
    self.unit = unit
    self.firstDay = firstDay
  }

  private static func firstDay(year: Int, month: Int) -> Int {
    CivilDate(year: year, month: month, day: 1)?.dayNumber ?? 0
  }

  private static func moment(year: Int, month: Int) -> Instant {
    CivilDate(dayNumber: firstDay(year: year, month: month)).start
  }

  private static func number(_ text: Substring, digits: Int) -> Int? {
    guard text.count == digits, text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    return Int(text)
  }
}

extension Period: Comparable {
  /// Orders periods by their start.
  package static func < (left: Self, right: Self) -> Bool { left.firstDay < right.firstDay }
}
