import GRDB
import MediaWiki

extension FactStore {
  /// Keeps what a wiki's pages can have.
  package func keep(features: WikiFeatures, wiki: Int64) async throws {
    try await database.write { database in
      try database.execute(
        sql: "UPDATE wiki SET labelled_sections = ?, charts = ? WHERE id = ?",
        arguments: [features.labelledSections, features.charts, wiki])
    }
  }

  /// What is known of a wiki's pages; of a wiki that was never asked, that they can have nothing special.
  static func features(of api: String, in database: Database) throws -> WikiFeatures {
    var features = WikiFeatures()
    let sql = "SELECT labelled_sections, charts FROM wiki WHERE api = ?"
    guard let row = try Row.fetchOne(database, sql: sql, arguments: [api]) else { return features }
    features.labelledSections = row[0] as Bool? ?? false
    features.charts = row[1] as Bool? ?? false
    return features
  }

  /// Keeps which revision of a page is its newest now.
  package func keep(newestRevision: Int, timestamp: Instant, page: Int64) async throws {
    try await database.write { database in
      try database.execute(
        sql: "INSERT OR IGNORE INTO newest_revision (page, timestamp, id) VALUES (?, ?, ?)",
        arguments: [page, timestamp.seconds, newestRevision])
    }
  }

  /// The last revision before a time of those that were a page's newest when the wiki was asked.
  static func newestRevision(of page: Int64, before end: Instant, in database: Database) throws -> Int? {
    try Int.fetchOne(
      database,
      sql: "SELECT id FROM newest_revision WHERE page = ? AND timestamp < ? ORDER BY timestamp DESC, id DESC LIMIT 1",
      arguments: [page, end.seconds])
  }
}
