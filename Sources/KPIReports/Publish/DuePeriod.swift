import MediaWiki

/// Whether a page is due, by what it shows and what has ended since.
package struct DuePeriod: Sendable, Equatable {
  /// A table with more columns than these can't be read, however many periods were missed.
  private static let mostColumns = 12

  /// The newest complete period.
  package let period: Period
  /// What the page shows; nil where it does not say so.
  package let shown: ComputedMark?

  /// Compares a page with the newest complete period.
  package init(_ period: Period, shown: ComputedMark?) {
    self.period = period
    self.shown = shown
  }

  /// Reads what a page's text shows by now; without a text there is no page.
  ///
  /// - Throws: ``RegionError`` when its markers are not right.
  package init(_ period: Period, report: String, text: String?, now: Instant) throws(RegionError) {
    let content = try text.map { text throws(RegionError) in try MarkedRegion(report: report).content(of: text) }
    let mark = content.flatMap(ComputedMark.init(in:))
    // What was computed later than now, somebody wrote by hand.
    self.init(period, shown: mark.flatMap { $0.computed <= now ? $0 : nil })
  }

  /// Why there is nothing to do, in a sentence without its full stop; nil when the page is due.
  package var reasonToRest: String? {
    guard let shown, shown.period.unit == period.unit, shown.period >= period, shown.computed >= period.end,
      !shown.isIncomplete || shown.period > period
    else { return nil }
    return "the page shows \(shown.period.label) already; \(period.next.label) ends on \(period.next.lastDay.inWords)"
  }

  /// Whether the page shows the period, complete or not.
  package var isShown: Bool { shown?.period == period }

  /// The periods before the newest that have ended since the one that the page shows, oldest first.
  package var missed: [Period] {
    guard let shown, shown.period.unit == period.unit else { return [] }
    var missed: [Period] = []
    var earlier = period.previous
    while earlier > shown.period {
      missed.append(earlier)
      earlier = earlier.previous
    }
    return missed.reversed()
  }

  /// How many periods to show, where so many are shown usually: enough for all that were missed, as far as a table can
  /// have them.
  package func columns(usually count: Int) -> Int {
    max(count, min(missed.count + 1, Self.mostColumns))
  }

  /// What was missed in words, for whoever reads the log; nil when nothing was.
  package var catchUp: String? {
    guard let first = missed.first, let last = missed.last else { return nil }
    let names = first == last ? first.label : "\(first.label) to \(last.label)"
    let left = missed.count + 1 > Self.mostColumns ? ", as far as the table has room" : ""
    return "catches up on \(names)\(left)"
  }
}
