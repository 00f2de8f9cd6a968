import MediaWiki

/// A title of the report's that names no page of its wiki, as a reason why values are unknown.
enum MissingPage {
  private static let (absent, impossible) = (" does not exist on ", " can't be a page on ")

  /// The reason of a page that is not there.
  static func reason(_ title: String, wiki: String) -> String { title + absent + wiki }

  /// The reason of a page that is not there, with what became of it.
  static func reason(_ title: String, wiki: String, departure: Departure?) -> String {
    guard let departure else { return reason(title, wiki: wiki) }
    let end = departure.target.map { "was moved to \($0)" } ?? "was deleted"
    return "\(reason(title, wiki: wiki)): it \(end) on \(departure.timestamp.inWords)"
  }

  /// The reason of a title that no page can have.
  static func reason(_ title: String, wiki: String, because why: String) -> String {
    "\(title)\(impossible)\(wiki): \(why)"
  }

  /// Whether that is why a value is unknown.
  static func isReason(_ reason: String) -> Bool { reason.contains(absent) || reason.contains(impossible) }
}
