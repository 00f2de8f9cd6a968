import GRDB
import MediaWiki

/// A title whose daily pageviews are kept, and which days are final.
package struct TrackedArticle: Sendable, Hashable {
  /// The store's own id.
  package let id: Int64
  /// The days that are final and need not be asked for again.
  package let finalDays: ClosedRange<Int>?
}

extension FactStore {
  /// The article of a title in a project of the pageviews API.
  package func article(project: String, title: String) async throws -> TrackedArticle {
    try await database.write { database in
      try database.execute(
        sql: "INSERT OR IGNORE INTO article (project, title) VALUES (?, ?)", arguments: [project, title])
      let row = try Row.fetchOne(
        database, sql: "SELECT id, first_day, final_day FROM article WHERE project = ? AND title = ?",
        arguments: [project, title])
      guard let row else { throw DatabaseError(message: "a row just written to article is not there") }
      return TrackedArticle(id: row[0], finalDays: Self.range(row[1], row[2]))
    }
  }

  /// The article as it is kept now.
  package func article(_ id: Int64) async throws -> TrackedArticle? {
    try await database.read { database in
      try Row.fetchOne(database, sql: "SELECT id, first_day, final_day FROM article WHERE id = ?", arguments: [id])
        .map { TrackedArticle(id: $0[0], finalDays: Self.range($0[1], $0[2])) }
    }
  }

  /// The days on which any title of a project has views: days that are loaded.
  package func daysWithViews(project: String) async throws -> Set<Int> {
    try await database.read { database in
      try Int.fetchSet(
        database,
        sql: """
          SELECT DISTINCT day FROM pageview JOIN article ON article.id = pageview.article
          WHERE project = ? AND views > 0
          """, arguments: [project])
    }
  }

  /// Keeps the views of the days that were asked for, in the place of those kept before.
  package func keep(views: [CivilDate: Int], asked: ClosedRange<Int>, article: Int64) async throws {
    try await database.write { database in
      try database.execute(
        sql: "DELETE FROM pageview WHERE article = ? AND day BETWEEN ? AND ?",
        arguments: [article, asked.lowerBound, asked.upperBound])
      for (day, count) in views {
        try database.execute(
          sql: "INSERT INTO pageview (article, day, views) VALUES (?, ?, ?)",
          arguments: [article, day.dayNumber, count])
      }
      let row = try Row.fetchOne(
        database, sql: "SELECT first_asked, last_asked FROM article WHERE id = ?", arguments: [article])
      let known = row.flatMap { Self.range($0[0], $0[1]) }
      let all = Self.union(known, asked)
      try database.execute(
        sql: "UPDATE article SET problem = NULL, first_asked = ?, last_asked = ? WHERE id = ?",
        arguments: [all.lowerBound, all.upperBound, article])
    }
  }

  /// Both ranges of days as one; where they don't meet, the new one alone.
  private static func union(_ known: ClosedRange<Int>?, _ new: ClosedRange<Int>) -> ClosedRange<Int> {
    guard let known, new.lowerBound <= known.upperBound + 1, known.lowerBound <= new.upperBound + 1 else { return new }
    return min(known.lowerBound, new.lowerBound)...max(known.upperBound, new.upperBound)
  }

  /// Keeps which days of an article are final.
  package func settle(article: Int64, finalDays: ClosedRange<Int>?) async throws {
    try await database.write { database in
      try database.execute(
        sql: "UPDATE article SET first_day = ?, final_day = ? WHERE id = ?",
        arguments: [finalDays?.lowerBound, finalDays?.upperBound, article])
    }
  }

  /// Keeps why asking for an article's views failed.
  package func settle(article: Int64, problem: String) async throws {
    try await database.write { database in
      try database.execute(sql: "UPDATE article SET problem = ? WHERE id = ?", arguments: [problem, article])
    }
  }

  static func range(_ first: Int?, _ last: Int?) -> ClosedRange<Int>? {
    guard let first, let last, first <= last else { return nil }
    return first...last
  }
}
