/// What a KPI is measured from, where the report names it.
package enum KPIInput: Sendable, Equatable {
  /// The group of statements that a Net Promoter Score takes, unless the report names another.
  static let usualScoreGroup = "nps"

  /// A survey's answers, of one group of statements or all.
  case survey(group: String?)
  /// A figure, by its name.
  case figure(String)
  /// A part of a whole.
  case share(SharePart, of: SharePart)
  /// A query of the report's own.
  case query(ReportQuery)
}

/// A part of a share.
package enum SharePart: Sendable, Equatable {
  /// A figure, by its name.
  case figure(String)
  /// How many items a list has.
  case list(ListSource)
}

/// A list on a wiki page: the items of its bulleted or numbered list, or the first column of its table.
package struct ListSource: Sendable, Hashable {
  /// The report's name for the wiki.
  package var wiki: String
  /// The page's title.
  package var page: String
  /// The table's column that says "yes" for the items that count; nil where all count.
  package var column: String?

  /// What a reader would call it.
  var name: String { "\(page) on \(wiki)" }
}
