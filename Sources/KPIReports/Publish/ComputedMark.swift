import MediaWiki

/// The last line of a region, which says for programs which period it shows and when it was computed.
///
/// The bot writes it itself, so that no template can leave it out. Nothing stands between it and the end marker; so it
/// is on the page as a comment wherever that marker is.
package struct ComputedMark: Sendable, Equatable {
  private static let opening = "<!-- kpibot:computed "
  private static let closing = " -->"
  private static let incomplete = "incomplete"

  /// The period shown.
  package let period: Period
  /// When the region was computed.
  package let computed: Instant
  /// Whether values of the period could still come.
  package let isIncomplete: Bool
  /// How many periods are shown, where those that were missed made it more than usual.
  package let columns: Int?

  /// Makes the mark from its parts.
  package init(period: Period, computed: Instant, isIncomplete: Bool = false, columns: Int? = nil) {
    self.period = period
    self.computed = computed
    self.isIncomplete = isIncomplete
    self.columns = columns
  }

  /// Reads the mark of a region's content; nil where its last line is none.
  package init?(in content: String) {
    let line = content[(content.lastIndex(of: "\n").map(content.index(after:)) ?? content.startIndex)...]
    guard line.hasPrefix(Self.opening), line.hasSuffix(Self.closing), line.count < 100 else { return nil }
    let words = line.dropFirst(Self.opening.count).dropLast(Self.closing.count).split(separator: " ")
    guard words.count >= 2, let period = Period(String(words[0])), let computed = Instant(iso8601: String(words[1]))
    else { return nil }
    let remarks = words.dropFirst(2)
    self.init(
      period: period, computed: computed, isIncomplete: remarks.contains { $0 == Self.incomplete },
      columns: remarks.compactMap { Int($0) }.first { $0 > 0 })
  }

  /// The line.
  package var line: String {
    let remarks = [isIncomplete ? Self.incomplete : nil, columns.map(String.init)].compactMap(\.self)
    return Self.opening + ([period.id, "\(computed)"] + remarks).joined(separator: " ") + Self.closing
  }
}
