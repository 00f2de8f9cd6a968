import MediaWiki

/// The bot's account, and on which of a report's wikis it may sign in.
///
/// A password goes only where it can be valid: a report may also read wikis of other operators.
package struct ReportAccount: Sendable {
  private let credentials: Credentials
  private let home: String?
  private let writtenTo: Set<String>

  /// The account of a report, or nil where there is nothing to sign in with.
  package init?(_ credentials: Credentials?, for report: ReportDefinition) {
    guard let credentials else { return nil }
    self.credentials = credentials
    writtenTo = Set([report.publish?.wiki, report.charts?.wiki].compactMap(\.self) + report.seeAlso.map(\.wiki))
    home = (report.wikis.first { $0.name == report.publish?.wiki } ?? report.wikis.first)?.api.host
  }

  /// How to sign in on a wiki: on those that the report writes to, and those of the same host or movement as its own.
  func credentials(for wiki: WikiDefinition) -> Credentials? {
    let host = wiki.api.host
    let isOwn = home.map { host == $0 || Wikimedia.runs(host) && Wikimedia.runs($0) } ?? false
    return isOwn || writtenTo.contains(wiki.name) ? credentials : nil
  }
}
