import MediaWiki

/// A table on a wiki page, as plain text; a list is a table with one column.
package struct PageTable: Sendable, Equatable {
  /// What a page shows it as.
  package enum Kind: String, Sendable {
    /// A table with a row of headings.
    case table
    /// A table whose first row is one like the others, as far as can be told.
    case headless
    /// A list.
    case list
  }

  /// The column of a list's items.
  package static let item = "item"

  /// What it is on the page.
  package var kind = Kind.table
  /// The columns' names, as the page has them.
  package var columns: [String]
  /// The rows below the head; a row may be shorter than the head.
  package var rows: [[String]]
  /// Where the cells of the rows stand in the page's text; empty where that is not known.
  package var places: [[TextPlace]] = []
  /// The line on which it begins.
  package var line: Int?
  /// Why the names in its first column can't be taken as a list: a part of a sentence about the page.
  package var problem: String?

  /// Makes a table from its parts.
  package init(columns: [String], rows: [[String]]) {
    self.columns = columns
    self.rows = rows
  }

  /// Where a cell stands in the page's text, or the row where it has no such cell.
  func position(row: Int, column: Int?) -> TextPlace? {
    guard places.indices.contains(row) else { return nil }
    return column.flatMap { places[row].indices.contains($0) ? places[row][$0] : nil } ?? places[row].first
  }

  /// The place of a column, whose name is compared without case.
  func place(of column: String) -> Int? {
    columns.firstIndex { $0.lowercased() == column.lowercased() }
  }

  /// The cells of a column, one for each row; empty where a row is shorter.
  func cells(_ place: Int) -> [String] { rows.map { place < $0.count ? $0[place] : "" } }
}

/// The tables of a page, as they were for a time.
package struct PageTableVersion: Sendable, Equatable {
  /// The revision of the page.
  package let revision: Int
  /// When the page came to hold this.
  package let timestamp: Instant
  /// The page is known to have held this up to here.
  package let seen: Instant
  /// The tables, in the page's order.
  package let tables: [PageTable]
  /// Why they can't be read; nil when they can.
  package let problem: String?
  /// Why there may be other items than theirs on the page: a part of a sentence about it.
  package let unread: String?

  /// Makes a version from its parts.
  package init(
    revision: Int, timestamp: Instant, seen: Instant, tables: [PageTable], problem: String?, unread: String? = nil
  ) {
    self.revision = revision
    self.timestamp = timestamp
    self.seen = seen
    self.tables = tables
    self.problem = problem
    self.unread = unread
  }
}

/// What is known of a page with tables.
package struct TablePageFacts: Sendable, Equatable {
  /// What it held, oldest first.
  package var versions: [PageTableVersion] = []
  /// The page is known not to have been there before this.
  package var absentUntil: Instant?
  /// Why the last try to read it failed.
  package var problem: String?

  /// The version that the page had just before a time; nil where that is not known.
  func version(before end: Instant) -> PageTableVersion? {
    versions.last { $0.timestamp < end && $0.seen >= end }
  }

  /// Whether the page is known not to have been there before a time.
  func isAbsent(before end: Instant) -> Bool { absentUntil.map { $0 >= end } ?? false }
}
