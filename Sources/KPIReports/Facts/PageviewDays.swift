import MediaWiki

/// Which days pageviews are counted for, and when they are final.
enum PageviewDays {
  /// Nothing was counted before this day, 1 July 2015.
  static let firstCounted = 16_617

  /// The views of a day are final when they are loaded and so many days have passed since its end.
  private static let lag = 2

  /// The newest day that the lag has passed at a moment.
  static func lastSettled(at moment: Instant) -> Int { moment.date.dayNumber - lag - 1 }

  /// The newest day that the lag had passed when days were asked for; the last of them was the day before.
  static func lastSettled(whenAskedFor days: ClosedRange<Int>) -> Int { days.upperBound - lag }
}
