import GRDB
import MediaWiki

/// What a report's own query may read: the tables that `FactStore.md` beside the store describes.
enum QueryTables {
  /// What has to be read from a wiki for a table to be whole.
  enum Source {
    /// Nothing: the table says what the report names.
    case definition
    /// Which pages there are.
    case pages
    /// The histories of the feedback pages.
    case histories
    /// The threads of the feedback pages.
    case discussions
    /// The views of the support pages.
    case pageviews
    /// The tables and lists that people keep on pages.
    case tables
  }

  /// The store's tables that are an interface, each with where it comes from and what of it belongs to the time before now.
  static let kept: [(name: String, source: Source, past: String?)] = [
    ("wiki", .definition, nil), ("source", .definition, nil), ("source_page", .pages, nil),
    ("page", .pages, "created IS NULL OR created < :now"), ("redirect", .pages, nil), ("actor", .histories, nil),
    ("bot", .histories, nil), ("revision", .histories, "timestamp < :now AND NOT unchanged"),
    ("newest_revision", .pages, "timestamp < :now"), ("article", .pageviews, nil),
    ("pageview", .pageviews, "day * 86400 < :now"), ("table_page", .tables, nil),
    ("table_version", .tables, "timestamp < :now"),
    ("table_cell", .tables, "version IN (SELECT id FROM main.table_version WHERE timestamp < :now)"),
    ("discussion_page", .discussions, nil),
    ("thread", .discussions, "id IN (SELECT thread FROM main.comment WHERE timestamp < :now)"),
    ("comment", .discussions, "timestamp < :now"),
  ]

  /// The tables that are made for a query from the report's definition.
  static let made: [(name: String, source: Source)] = [("product_page", .pages), ("product_source", .definition)]

  /// Where each table that a query may read comes from.
  static let sources = Dictionary(uniqueKeysWithValues: kept.map { ($0.name, $0.source) } + made)

  /// Refuses a query that asks the store itself for a table, and so for what is later than now as well.
  static func checkNames(in query: String) throws(QueryProblem) {
    let plain = query.replacing(/'[^']*'/, with: "''")
    guard plain.contains(/(?i)(\bmain|"main"|`main`|\[main\])\s*\./) else { return }
    throw QueryProblem(message: "main. also has what is later than now; leave it out", word: "main")
  }

  /// Every name that a query may read.
  static let names = Set(sources.keys)

  /// Makes the tables and views that hide what is later than now, in the connection alone.
  static func prepare(_ database: Database, for report: ReportDefinition, now: Instant) throws {
    for (name, _, past) in kept {
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
