import GRDB
import MediaWiki

/// What a report's own query may read: the tables that `FactStore.md` beside the store describes.
enum QueryTables {
  /// The store's tables that are an interface, each with what of it belongs to the time before now.
  static let kept: [(name: String, past: String?)] = [
    ("wiki", nil), ("source", nil), ("source_page", nil), ("page", nil), ("redirect", nil), ("actor", nil),
    ("bot", nil),
    ("revision", "timestamp < :now"), ("newest_revision", "timestamp < :now"), ("article", nil),
    ("pageview", "day * 86400 < :now"), ("table_page", nil), ("table_version", "timestamp < :now"), ("table_cell", nil),
    ("discussion_page", nil), ("thread", nil), ("comment", "timestamp < :now"),
  ]

  /// The tables that are made for a query from the report's definition.
  static let made = ["product_page", "product_source"]

  /// Every name that a query may read.
  static let names = Set(kept.map(\.name) + made)

  /// Makes the tables and views that hide what is later than now, in the connection alone.
  static func prepare(_ database: Database, for report: ReportDefinition, now: Instant) throws {
    for (name, past) in kept {
      guard let past else { continue }
      let condition = past.replacing(":now", with: "\(now.seconds)")
      try database.execute(sql: "CREATE TEMP VIEW \(name) AS SELECT * FROM main.\(name) WHERE \(condition)")
    }
    try database.execute(
      sql: """
        CREATE TEMP TABLE product_source (product TEXT, kind TEXT, api TEXT, name TEXT);
        CREATE TEMP VIEW product_page AS
        SELECT DISTINCT product_source.product, product_source.kind, source_page.page
        FROM product_source JOIN main.wiki ON wiki.api = product_source.api
        JOIN main.source ON source.wiki = wiki.id AND source.name = product_source.name
        JOIN main.source_page ON source_page.source = source.id;
        """)
    for product in report.products {
      let feedback = product.feedback.flatMap { source in source.names.map { ("feedback", source.wiki, $0) } }
      let support = product.support.map { ("support", $0.wiki, $0.page) }
      for (kind, wiki, name) in feedback + support {
        let api = report.wikis.first { $0.name == wiki }?.api.text
        try database.execute(
          sql: "INSERT INTO product_source VALUES (?, ?, ?, ?)", arguments: [product.name, kind, api, name])
      }
    }
  }
}
