import MediaWiki

/// What people did to a report's region after the bot had saved it.
package struct RegionChange: Sendable, Equatable {
  /// Who did it last; nil where that is hidden.
  let user: String?
  /// When.
  let timestamp: Instant
  /// Whether it brought back what the page said before the bot's edit, rather than changed what the bot had written.
  let isUndo: Bool
  /// What readers see otherwise, such as "Returning participants, Oct 2026: 119 → 120".
  let values: [String]

  /// Compares what the bot saved, the first of the revisions, with what others made of it; nil where the last of them
  /// shows it as it was.
  ///
  /// Revisions of the bot itself that were computed later begin anew: another machine can have saved them.
  init?(_ revisions: [WikiPage.Revision], in region: MarkedRegion, bot: String) {
    let contents = revisions.map { (revision: $0, text: (try? region.content(of: $0.text)) ?? "") }
    guard var saved = contents.first?.text else { return nil }
    var shown = saved
    var last: WikiPage.Revision?
    for (revision, text) in contents.dropFirst() where text != shown {
      shown = text
      if revision.user == bot, !Self.isEarlier(text, than: saved) {
        (saved, last) = (text, nil)
      } else {
        last = revision
      }
    }
    guard shown != saved, let last else { return nil }
    user = last.user
    timestamp = last.timestamp
    isUndo = Self.isEarlier(shown, than: saved)
    values = ShownTables(saved).differences(from: ShownTables(shown))
  }

  /// Whether a region was computed before another, or by nobody.
  private static func isEarlier(_ text: String, than other: String) -> Bool {
    guard let other = ComputedMark(in: other) else { return false }
    guard let mark = ComputedMark(in: text) else { return true }
    return mark.computed < other.computed
  }

  /// The change in a sentence without its full stop.
  var sentence: String {
    let name = user ?? "somebody"
    let most = 5
    let more = values.count > most ? ["and \(values.count - most) more"] : []
    let what = values.isEmpty ? "words between the markers" : (values.prefix(most) + more).joined(separator: "; ")
    return "\(name) changed the bot's part of the page on \(timestamp.inWords) (\(what)); the bot replaces that"
  }

  /// The change in a few words for the edit summary.
  var remark: String { "replaced a change by \(user ?? "somebody")" }
}
