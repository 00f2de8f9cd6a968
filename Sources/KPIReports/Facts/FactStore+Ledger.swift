import GRDB
import MediaWiki

/// A value that readers of a page were told.
package struct PublishedValue: Sendable, Equatable {
  /// The KPI's id.
  package let kpi: String
  /// The version of its definition.
  package let definition: Int
  /// The definition in words, with the options that it was measured by.
  package let method: String
  /// The product; nil for the whole report.
  package let product: String?
  /// The period's id.
  package let period: String
  /// The value; nil where there was none.
  package let value: Double?
  /// How far it could be trusted.
  package let status: Measurement.Status
  /// The upper part of a rate.
  package var numerator: Double?
  /// The lower part of a rate.
  package var denominator: Double?
  /// How many units the value rests on.
  package var n: Int?

  /// Whether a reader learns the same from another value.
  func says(_ other: PublishedValue) -> Bool {
    kpi == other.kpi && definition == other.definition && method == other.method && product == other.product
      && period == other.period && value == other.value && status == other.status
  }
}

/// An edit noted before it was sent, whose fate is not known.
package struct OpenSave: Sendable, Equatable {
  /// The store's number of it.
  package let number: Int64
  /// The edit.
  package let edit: IntendedEdit
}

extension FactStore {
  /// Notes that a report is about to be saved, with the values that its page will show.
  package func beginSave(
    _ edit: IntendedEdit, of report: String, wiki: Int64, run: String, values: [PublishedValue], at time: Instant
  ) async throws -> Int64 {
    try checkPlace()
    return try await database.write { database in
      try database.execute(
        sql: """
          INSERT INTO save (run, report, wiki, title, base_revision, sha1, summary, user, sign, meaning, begun)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          run, report, wiki, edit.title, edit.baseRevision, edit.sha1, edit.summary, edit.user,
          edit.sign, edit.meaning, time.seconds,
        ])
      let number = database.lastInsertedRowID
      try Self.insert(values, save: number, in: database)
      return number
    }
  }

  /// Notes what became of a save; the values of one that was not saved are forgotten.
  package func endSave(_ number: Int64, _ fate: EditFate, at time: Instant) async throws {
    try checkPlace()
    try await database.write { database in
      try database.execute(
        sql: "UPDATE save SET ended = ?, fate = ?, revision = ?, is_queued = ? WHERE id = ?",
        arguments: [time.seconds, fate.name, fate.revision, fate == .queued, number])
      if fate == .notSaved || fate == .queued {
        try database.execute(sql: "DELETE FROM published_value WHERE save = ?", arguments: [number])
      }
    }
  }

  /// The saves of a page of which it is not known what became of them, oldest first.
  package func openSaves(of report: String, wiki: Int64) async throws -> [OpenSave] {
    try await database.read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT id, title, base_revision, sha1, summary, user, sign FROM save
          WHERE report = ? AND wiki = ? AND fate IS NULL ORDER BY id
          """, arguments: [report, wiki])
      return rows.map { row in
        OpenSave(
          number: row[0],
          edit: IntendedEdit(
            title: row[1], baseRevision: row[2], sha1: row[3], summary: row[4], user: row[5], sign: row[6]))
      }
    }
  }

  /// When an edit that would say the same on the same revision of a page was given to moderators, if none was sent to the
  /// page since; nil where none was.
  package func queued(_ edit: IntendedEdit, of report: String, wiki: Int64) async throws -> Instant? {
    try await database.read { database in
      let newest = try Row.fetchOne(
        database,
        sql: """
          SELECT is_queued AND base_revision IS ? AND coalesce(meaning, sha1) = ?, ended FROM save
          WHERE report = ? AND wiki = ? AND title = ? AND (is_queued OR fate <> 'not saved') ORDER BY id DESC LIMIT 1
          """, arguments: [edit.baseRevision, edit.meaning ?? edit.sha1, report, wiki, edit.title])
      guard let newest, newest[0] as Bool else { return nil }
      return (newest[1] as Int64?).map(Instant.init(seconds:))
    }
  }

  /// Whether a text of a page is one that was saved for a report, by its SHA-1 digest.
  package func isSaved(sha1: String, title: String, of report: String, wiki: Int64) async throws -> Bool {
    try await database.read { database in
      try Bool.fetchOne(
        database,
        sql: """
          SELECT EXISTS (SELECT 1 FROM save
          WHERE report = ? AND wiki = ? AND title = ? AND sha1 = ? AND fate IN ('saved', 'unchanged'))
          """, arguments: [report, wiki, title, sha1]) ?? false
    }
  }

  /// Whether another page was saved for a report after the report's page was for the first time, which is to put the
  /// link there; false where the store does not know.
  package func hasLinked(
    _ title: String, wiki: Int64, to page: String, of report: String, wiki pageWiki: Int64
  ) async throws -> Bool {
    try await database.read { database in
      try Bool.fetchOne(
        database,
        sql: """
          SELECT EXISTS (SELECT 1 FROM save
          WHERE report = ? AND wiki = ? AND title = ? AND fate = 'saved'
            AND id > (SELECT min(id) FROM save
              WHERE report = ? AND wiki = ? AND title = ? AND fate IN ('saved', 'unchanged')))
          """, arguments: [report, wiki, title, report, pageWiki, page]) ?? false
    }
  }

  /// What readers of a report were told last: the values of its newest save that is known to be on the page.
  package func publishedValues(of report: String) async throws -> [PublishedValue] {
    try await database.read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT kpi, definition, method, product, period, value, status FROM published_value
          WHERE save = (
            SELECT max(save.id) FROM save JOIN published_value ON published_value.save = save.id
            WHERE report = ? AND fate IN ('saved', 'unchanged'))
          ORDER BY kpi, product, period
          """, arguments: [report])
      return rows.map { row in
        PublishedValue(
          kpi: row[0], definition: row[1], method: row[2], product: row[3], period: row[4], value: row[5],
          status: Measurement.Status(rawValue: row[6]) ?? .unknown)
      }
    }
  }

  /// The revision as which a report was saved on a page last; nil where it never was.
  package func lastRevision(of title: String, of report: String, wiki: Int64) async throws -> Int? {
    try await database.read { database in
      try Int.fetchOne(
        database,
        sql: "SELECT max(revision) FROM save WHERE report = ? AND wiki = ? AND title = ? AND fate = 'saved'",
        arguments: [report, wiki, title])
    }
  }

  /// Whether a report was saved on a page before.
  package func wasSaved(on title: String, of report: String, wiki: Int64) async throws -> Bool {
    try await database.read { database in
      try Bool.fetchOne(
        database,
        sql: "SELECT EXISTS (SELECT 1 FROM save WHERE report = ? AND wiki = ? AND title = ? AND fate = 'saved')",
        arguments: [report, wiki, title]) ?? false
    }
  }

  private static func insert(_ values: [PublishedValue], save: Int64, in database: Database) throws {
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO published_value
          (save, kpi, definition, method, product, period, value, status, numerator, denominator, n)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for value in values {
      try statement.execute(arguments: [
        save, value.kpi, value.definition, value.method, value.product, value.period, value.value,
        value.status.rawValue, value.numerator, value.denominator, value.n,
      ])
    }
  }
}

extension EditFate {
  /// The fate as the store keeps it.
  fileprivate var name: String {
    switch self {
    case .saved: "saved"
    case .unchanged: "unchanged"
    case .notSaved, .queued: "not saved"
    }
  }

  fileprivate var revision: Int? {
    guard case .saved(let revision) = self else { return nil }
    return revision
  }
}
