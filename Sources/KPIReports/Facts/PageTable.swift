import MediaWiki

/// A table on a wiki page, as plain text; a list is a table with one column.
package struct PageTable: Sendable, Equatable {
  /// The column of a list's items.
  package static let item = "item"

  /// The columns' names, as the page has them.
  package var columns: [String]
  /// The rows below the head; a row may be shorter than the head.
  package var rows: [[String]]

  /// Makes a table from its parts.
  package init(columns: [String], rows: [[String]]) {
    self.columns = columns
    self.rows = rows
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

  /// Makes a version from its parts.
  package init(revision: Int, timestamp: Instant, seen: Instant, tables: [PageTable], problem: String?) {
    self.revision = revision
    self.timestamp = timestamp
    self.seen = seen
    self.tables = tables
    self.problem = problem
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
