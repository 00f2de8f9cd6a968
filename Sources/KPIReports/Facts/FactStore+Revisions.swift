import Foundation
import GRDB
import MediaWiki

/// A revision as the store takes it in.
package struct RevisionFact: Sendable, Hashable {
  /// Who made a revision.
  package enum Author: Sendable, Hashable {
    /// An account, by the wiki's user id where it gives one.
    case registered(id: Int?, name: String)
    /// A temporary account.
    case temporary(id: Int?, name: String)
    /// An IP address.
    case anonymous(address: String)
    /// Nobody may see who.
    case hidden
  }

  /// The wiki's revision id.
  package let id: Int
  /// When it was saved.
  package let timestamp: Instant
  /// Who saved it.
  package let author: Author
  /// Whether a later edit undid it.
  package let isReverted: Bool
  /// Whether its text is its parent's, as a move, a protection or an import leaves it: nobody wrote it, so it is no edit.
  package let isUnchanged: Bool
  /// Whether it undoes earlier edits, which the wiki marks later.
  package let isUndoing: Bool

  /// Makes the fact from its parts.
  package init(
    id: Int, timestamp: Instant, author: Author, isReverted: Bool, isUnchanged: Bool = false, isUndoing: Bool = false
  ) {
    self.isUndoing = isUndoing
    self.id = id
    self.timestamp = timestamp
    self.author = author
    self.isReverted = isReverted
    self.isUnchanged = isUnchanged
  }
}

/// Where reading a page's history goes on.
package struct HistoryOverlap: Sendable, Hashable {
  /// The revisions from this time on are read again.
  package let start: Instant
  /// The revisions that must be found again, up to ``end``; others mean that the history was rewritten.
  package let revisionIDs: Set<Int>
  /// Those of them whose text is their parent's.
  package let unchangedIDs: Set<Int>
  /// The time of the newest revision kept.
  package let end: Instant
}

extension FactStore {
  /// A history is read again from this many revisions before its end.
  ///
  /// MediaWiki marks up to 15 edits back as reverted (`$wgRevertedTagMaxDepth`), after they were made; and finding the
  /// revisions again shows that the history was not rewritten meanwhile.
  private static let overlapLength = 20

  /// As many edits go into a block: few rows to read, little to write again.
  private static let blockLength = 1_024

  /// Where to go on with the history of a page, or nil when none of it is kept.
  package func overlap(page: Int64) async throws -> HistoryOverlap? {
    try await database.read { database in
      let newest = try Row.fetchAll(
        database, sql: "SELECT timestamp FROM revision WHERE page = ? ORDER BY timestamp DESC, id DESC LIMIT ?",
        arguments: [page, Self.overlapLength])
      guard let first = newest.last, let last = newest.first else { return nil }
      let start: Int64 = first[0]
      let ids = try Int.fetchSet(
        database, sql: "SELECT id FROM revision WHERE page = ? AND timestamp >= ?", arguments: [page, start])
      let unchanged = try Int.fetchSet(
        database, sql: "SELECT id FROM revision WHERE page = ? AND timestamp >= ? AND unchanged",
        arguments: [page, start]
      )
      return HistoryOverlap(
        start: Instant(seconds: start), revisionIDs: ids, unchangedIDs: unchanged, end: Instant(seconds: last[0]))
    }
  }

  /// Forgets the history of a page, which is about to be read from its beginning.
  package func forgetHistory(page: Int64) async throws {
    try await database.write { database in
      try database.execute(sql: "DELETE FROM revision WHERE page = ?", arguments: [page])
      try database.execute(sql: "DELETE FROM revision_block WHERE page = ?", arguments: [page])
      try database.execute(sql: "DELETE FROM board_topic WHERE page = ?", arguments: [page])
      try database.execute(
        sql: """
          UPDATE page SET last_revision_id = NULL, checked = NULL, created = NULL, content_model = NULL,
            undoing = NULL, undone_read = NULL
          WHERE id = ?
          """, arguments: [page])
    }
  }

  /// Keeps a batch of a page's revisions, oldest first.
  ///
  /// With a start, the batch takes the place of all revisions that are kept from this time on.
  package func keep(_ revisions: [RevisionFact], page: Int64, wiki: Int64, replacingFrom start: Instant?) async throws {
    let known = actors.withLock { $0 }
    let seen = try await database.write { database in
      if let start {
        try database.execute(
          sql: "DELETE FROM revision WHERE page = ? AND timestamp >= ?", arguments: [page, start.seconds])
      }
      try database.execute(
        sql: "UPDATE page SET last_revision_id = NULL, created = coalesce(created, ?) WHERE id = ?",
        arguments: [revisions.first?.timestamp.seconds, page])
      if let undoing = revisions.filter(\.isUndoing).map(\.timestamp).max() {
        try database.execute(
          sql: "UPDATE page SET undoing = max(coalesce(undoing, 0), ?) WHERE id = ?",
          arguments: [undoing.seconds, page])
      }
      var actors = ActorTable(wiki: wiki, known: known, database: database)
      let insert = try database.cachedStatement(
        sql: """
          INSERT OR IGNORE INTO revision (page, timestamp, id, actor, reverted, unchanged) VALUES (?, ?, ?, ?, ?, ?)
          """)
      var edits: [PackedEdit] = []
      edits.reserveCapacity(revisions.count)
      for revision in revisions {
        let actor = try actors.id(of: revision.author)
        try insert.execute(
          arguments: [
            page, revision.timestamp.seconds, revision.id, Int64(actor), revision.isReverted, revision.isUnchanged,
          ])
        // A revision that came twice counts once, and one that nobody wrote not at all.
        guard database.changesCount > 0, !revision.isUnchanged else { continue }
        edits.append(PackedEdit(timestamp: revision.timestamp, actor: actor, reverted: revision.isReverted))
      }
      try Self.pack(edits.sorted(), page: page, replacingFrom: start, in: database)
      return actors.known
    }
    actors.withLock { $0 = seen }
  }

  /// The marks of a page's revisions that are kept.
  package func marks(page: Int64) async throws -> Set<RevisionMark> {
    try await database.read { database in
      let rows = try Row.fetchCursor(
        database, sql: "SELECT id, actor = 0, reverted FROM revision WHERE page = ?", arguments: [page])
      var marks: Set<RevisionMark> = []
      while let row = try rows.next() {
        marks.insert(RevisionMark(id: row[0], isHidden: row[1], isReverted: row[2]))
      }
      return marks
    }
  }

  /// Keeps that the history of a page is whole through a revision, as was seen at a time; also when it was compared from
  /// its beginning, if it was.
  package func complete(page: Int64, lastRevisionID: Int, checked: Instant, compared: Instant?) async throws {
    try await database.write { database in
      try database.execute(
        sql: """
          UPDATE page SET last_revision_id = :revision, checked = :checked, compared = coalesce(:compared, compared),
            undone_read = coalesce(:compared, undone_read), problem = NULL
          WHERE id = :page
          """,
        arguments: [
          "revision": lastRevisionID, "checked": checked.seconds, "compared": compared?.seconds, "page": page,
        ])
    }
  }

  /// Writes blocks for sorted edits; with a start, in the place of what the blocks hold from there on.
  static func pack(
    _ edits: [PackedEdit], page: Int64, replacingFrom start: Instant?, in database: Database
  ) throws {
    var edits = edits
    if let start {
      try database.execute(
        sql: "DELETE FROM revision_block WHERE page = ? AND first >= ?", arguments: [page, start.seconds])
      let reached = try Row.fetchOne(
        database, sql: "SELECT id, edits FROM revision_block WHERE page = ? ORDER BY id DESC LIMIT 1",
        arguments: [page])
      if let reached {
        var kept: [PackedEdit] = []
        Self.append(reached[1], to: &kept)
        edits.insert(contentsOf: kept.prefix { Int64($0.seconds) < start.seconds }, at: 0)
        try database.execute(sql: "DELETE FROM revision_block WHERE id = ?", arguments: [reached[0] as Int64])
      }
    }
    for from in stride(from: 0, to: edits.count, by: blockLength) {
      let block = edits[from..<min(from + blockLength, edits.count)]
      try database.execute(
        sql: "INSERT INTO revision_block (page, first, edits) VALUES (?, ?, ?)",
        arguments: [page, Int64(block[from].seconds), Self.data(from: block)])
    }
  }

  private static func data(from edits: ArraySlice<PackedEdit>) -> Data {
    var data = Data(capacity: edits.count * 8)
    for edit in edits {
      withUnsafeBytes(of: edit.bits.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }

  static func append(_ data: Data, to edits: inout [PackedEdit]) {
    data.withUnsafeBytes { bytes in
      for offset in stride(from: 0, to: bytes.count - 7, by: 8) {
        edits.append(
          PackedEdit(bits: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))))
      }
    }
  }
}
