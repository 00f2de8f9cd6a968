/// A day of the proleptic Gregorian calendar, in UTC.
package struct CivilDate: Sendable, Hashable, Comparable {
  /// The year, for example 2026.
  package let year: Int
  /// The month, 1 to 12.
  package let month: Int
  /// The day of the month, 1 to 31.
  package let day: Int

  /// Makes the date when year (0 to 9999), month and day name one, else nil.
  package init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let date = CivilDate(dayNumber: Self.dayNumber(year: year, month: month, day: day))
    guard date.year == year, date.month == month, date.day == day else { return nil }
    self = date
  }

  /// Makes the date that lies a number of days after 1 January 1970.
  ///
  /// The arithmetic is Howard Hinnant's, "chrono-Compatible Low-Level Date Algorithms" (civil_from_days).
  package init(dayNumber: Int) {
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1 January 1970.
  package var dayNumber: Int { Self.dayNumber(year: year, month: month, day: day) }

  /// The ISO weekday, Monday 1 to Sunday 7.
  package var weekday: Int {
    let fromMonday = (dayNumber + 3) % 7
    return (fromMonday < 0 ? fromMonday + 7 : fromMonday) + 1
  }

  /// The first second of the day.
  package var start: Instant { Instant(seconds: Int64(dayNumber) * 86_400) }

  /// Orders days by time.
  package static func < (left: Self, right: Self) -> Bool { left.dayNumber < right.dayNumber }

  private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

extension CivilDate: CustomStringConvertible {
  /// The date as `2026-10-31`.
  package var description: String {
    Instant.padded(year, 4) + "-" + Instant.padded(month, 2) + "-" + Instant.padded(day, 2)
  }
}
