import MediaWiki

/// The line inside a region that says for programs which period it shows and when it was computed.
package struct ComputedMark: Sendable, Equatable {
  private static let opening = "<!-- kpibot:computed "

  /// The period shown.
  package let period: Period
  /// When the region was computed.
  package let computed: Instant

  /// Makes the mark from its parts.
  package init(period: Period, computed: Instant) {
    self.period = period
    self.computed = computed
  }

  /// Finds the mark in a region's content.
  package init?(in content: String) {
    guard let start = content.firstRange(of: Self.opening)?.upperBound else { return nil }
    let words = content[start...].prefix(64).split(separator: " ")
    guard words.count >= 2, let period = Period(String(words[0])), let computed = Instant(iso8601: String(words[1]))
    else { return nil }
    self.init(period: period, computed: computed)
  }

  /// The line.
  package var line: String { "\(Self.opening)\(period.id) \(computed) -->" }
}
