import Foundation
import MediaWiki

/// How the days of a column are written: 2026-10-03, 2026/10/03, 03.10.2026, or 10/3/2026 with the day or the month first.
struct DayReading {
  /// What stands first where a day is written with the year last and slashes or hyphens.
  enum Order: Sendable {
    case day, month
    /// The column does not tell.
    case unknown
  }

  /// What stands first.
  let order: Order
  /// Why that can't be told, at the first text that it matters for.
  let problem: (place: Int, message: String)?

  /// Finds out what the texts of a column have in common.
  init(_ texts: [String]) {
    let parts = texts.map(Self.parts)
    let open = parts.enumerated().compactMap { place, parts -> (place: Int, first: Int, second: Int)? in
      if case .open(let first, let second, _) = parts { (place, first, second) } else { nil }
    }
    let day = open.first { $0.first > 12 && $0.second <= 12 }
    let month = open.first { $0.second > 12 && $0.first <= 12 }
    let differing = open.first { $0.first != $0.second }
    switch (day, month) {
    case (let day?, let month?):
      order = .unknown
      problem = (
        max(day.place, month.place),
        "\"\(texts[day.place])\" has the day first and \"\(texts[month.place])\" the month, so that the others can't be "
          + "told; write all days like 2026-10-31"
      )
    case (_?, nil): (order, problem) = (.day, nil)
    case (nil, _?): (order, problem) = (.month, nil)
    case (nil, nil):
      order = .unknown
      problem = differing.map { place, first, second in
        let (one, other) = (Self.words(first, second), Self.words(second, first))
        let more = open.count > 1 ? ", and so can \(open.count - 1) more" : ""
        return (place, "\"\(texts[place])\" can be \(one) or \(other)\(more); write days like 2026-10-31")
      }
    }
  }

  private static func words(_ day: Int, _ month: Int) -> String {
    CivilDate(year: 2000, month: month, day: day).map { "\(day) \($0.monthName)" } ?? "\(day)"
  }

  /// A day that is written in a column with an order; nil where it is none.
  static func day(_ text: String, order: Order) -> CivilDate? {
    switch parts(text) {
    case .known(let year, let month, let day): return CivilDate(year: year, month: month, day: day)
    case .open(let first, let second, let year):
      if first == second { return CivilDate(year: year, month: first, day: second) }
      switch order {
      case .day: return CivilDate(year: year, month: second, day: first)
      case .month: return CivilDate(year: year, month: first, day: second)
      case .unknown: return nil
      }
    case nil: return nil
    }
  }

  /// Whether a text is a day that the column's order would tell.
  static func isOpen(_ text: String) -> Bool { if case .open = parts(text) { true } else { false } }

  private enum Parts {
    case known(year: Int, month: Int, day: Int)
    case open(first: Int, second: Int, year: Int)
  }

  /// The numbers of a day, behind which a time may stand.
  private static func parts(_ text: String) -> Parts? {
    if text.utf8.count == 10, let day = Instant(iso8601: text + "T00:00:00Z")?.date {
      return .known(year: day.year, month: day.month, day: day.day)
    }
    let time = #/(?:[T ,]+[0-9]{1,2}[:.][0-9]{2}.*)?/#
    let yearFirst = #/([0-9]{4})([-/.])([0-9]{1,2})[-/.]([0-9]{1,2})/#
    let yearLast = #/([0-9]{1,2})([-/.])([0-9]{1,2})[-/.]([0-9]{4})/#
    if let match = text.prefixMatch(of: yearFirst), text[match.range.upperBound...].wholeMatch(of: time) != nil {
      guard let year = Int(match.1), let month = Int(match.3), let day = Int(match.4) else { return nil }
      return .known(year: year, month: month, day: day)
    }
    guard let match = text.prefixMatch(of: yearLast), text[match.range.upperBound...].wholeMatch(of: time) != nil,
      let first = Int(match.1), let second = Int(match.3), let year = Int(match.4)
    else { return nil }
    // With full stops the day stands first wherever people write days so.
    return match.2 == "."
      ? .known(year: year, month: second, day: first) : .open(first: first, second: second, year: year)
  }
}
