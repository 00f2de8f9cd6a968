import MediaWiki

extension Period: CustomStringConvertible {
  /// The period as ``id``.
  package var description: String { id }

  /// The period as it is written in commands and files: `2026-W40`, `2026-10`, `2026-Q3`, `2026`.
  package var id: String {
    switch unit {
    case .week: "\(Self.padded(isoYear, 4))-W\(Self.padded(isoWeek, 2))"
    case .month: "\(Self.padded(start.date.year, 4))-\(Self.padded(start.date.month, 2))"
    case .quarter: "\(Self.padded(start.date.year, 4))-Q\(quarter)"
    case .year: Self.padded(start.date.year, 4)
    }
  }

  /// The period in words: "October 2026", "week 40 of 2026", "third quarter of 2026", "2026".
  package var label: String {
    switch unit {
    case .week: "week \(isoWeek) of \(isoYear)"
    case .month: "\(start.date.monthName) \(start.date.year)"
    case .quarter: "\(["first", "second", "third", "fourth"][quarter - 1]) quarter of \(start.date.year)"
    case .year: "\(start.date.year)"
    }
  }

  /// The period at the beginning of a sentence: "Third quarter of 2026".
  package var labelAtStart: String { label.prefix(1).uppercased() + label.dropFirst() }

  /// The period after "in": "October 2026", "the third quarter of 2026".
  package var labelInSentence: String { unit == .quarter ? "the \(label)" : label }

  /// The period after "in", in a sentence about a later one: "September", with the year only where it is another.
  package func label(beside later: Period) -> String {
    let year = " \(later.labelYear)"
    let name = labelInSentence
    guard unit != .year, labelYear == later.labelYear, name.hasSuffix(year) else { return name }
    let short = name.dropLast(year.count)
    return String(short.hasSuffix(" of") ? short.dropLast(3) : short)
  }

  /// The same period of the year before; nil for a year, and where there is none, as for week 53.
  package var yearBefore: Period? {
    unit == .year ? nil : Period(Self.padded(labelYear - 1, 4) + id.dropFirst(4))
  }

  private var labelYear: Int { unit == .week ? isoYear : start.date.year }

  /// The period in a table's head, where the year is clear: "Oct", "W40", "Q3", "2026".
  package var shortLabel: String {
    switch unit {
    case .week: "W\(isoWeek)"
    case .month: String(start.date.monthName.prefix(3))
    case .quarter: "Q\(quarter)"
    case .year: "\(start.date.year)"
    }
  }

  /// The period in a table where the year is not clear: "Oct 2026".
  package var labelInTable: String {
    switch unit {
    case .week: "W\(isoWeek) \(isoYear)"
    case .year: shortLabel
    default: "\(shortLabel) \(start.date.year)"
    }
  }

  private var quarter: Int { (start.date.month - 1) / 3 + 1 }

  /// The year that the week's Thursday lies in.
  private var isoYear: Int { CivilDate(dayNumber: start.date.dayNumber + 3).year }

  private var isoWeek: Int {
    let first = CivilDate(year: isoYear, month: 1, day: 4).map { Period(.week, containing: $0.start) } ?? self
    return (start.date.dayNumber - first.start.date.dayNumber) / 7 + 1
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension CivilDate {
  /// The month's English name.
  package var monthName: String {
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
    return names[month - 1]
  }

  /// The date in words: "3 November 2026".
  package var inWords: String { "\(day) \(monthName) \(year)" }
}

extension Instant {
  /// The moment in words, to the minute: "3 November 2026, 06:00 UTC".
  package var inWords: String { "\(date.inWords), \(description.dropFirst(11).prefix(5)) UTC" }
}
