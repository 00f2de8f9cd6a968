/// A feedback page that is there and can't be read in any way known, as a reason why values are unknown.
enum UnreadablePage {
  private static let unreadable = " can't be counted: "
  /// What to do about it.
  static let mend =
    "name the page where people write now under \"feedback\" in report.yaml, wikitext or a board, and leave this one out"

  /// The reason, with what to do.
  static func reason(_ title: String, wiki: String, because why: String) -> String {
    "\(title) on \(wiki)\(unreadable)\(why); \(mend)"
  }

  /// A reason without what to do, where it says so.
  static func withoutMend(_ reason: String) -> String {
    isReason(reason) ? String(reason.dropLast(mend.count + "; ".count)) : reason
  }

  /// Whether that is why a value is unknown.
  static func isReason(_ reason: String) -> Bool { reason.contains(unreadable) && reason.hasSuffix(mend) }
}
