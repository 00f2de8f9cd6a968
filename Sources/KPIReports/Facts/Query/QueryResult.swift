import GRDB

/// What a report's own query gave.
package struct QueryResult: Sendable, Equatable {
  /// More rows than any report shows.
  static let mostRows = 10_000

  /// One value.
  package struct Value: Sendable, Equatable {
    /// The period's id.
    package let period: String
    /// The product; nil for the whole report.
    package let product: String?
    /// The number; nil where the query gave none.
    package let value: Double?
    /// How many units it rests on, where the query says so.
    package let n: Int?
  }

  /// The rows.
  package var rows: [Value] = []
  /// The store's tables that it read.
  package var tables: Set<String> = []
}

/// The columns of a query's result, whose names tell what they are.
struct QueryColumns: Sendable {
  private static let known = ["period", "product", "value", "n"]

  private let places: [String: Int]

  init(_ names: [String]) throws(QueryProblem) {
    guard !names.isEmpty else { throw QueryProblem(message: "it must be a single SELECT") }
    let names = names.map { $0.lowercased() }
    for (place, name) in names.enumerated() {
      guard Self.known.contains(name) else {
        let suggestion = NearestName.suggestion(for: name, among: Self.known)
        throw QueryProblem(message: "it gives a column \"\(name)\"\(suggestion)", word: name)
      }
      if names[..<place].contains(name) {
        throw QueryProblem(message: "it gives two columns \"\(name)\"", word: name)
      }
    }
    for name in ["period", "value"] where !names.contains(name) {
      throw QueryProblem(
        message: "it gives no column \"\(name)\"; it must give period, product and value, and may give n")
    }
    places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
  }

  /// Reads a row, whose number is told where it is wrong.
  func read(_ row: Row, number: Int) throws(QueryProblem) -> QueryResult.Value {
    func value(_ column: String) -> DatabaseValue { places[column].map { row[$0] } ?? .null }
    func fail(_ column: String, _ rule: String) -> QueryProblem {
      QueryProblem(message: "\(column) of row \(number) must be \(rule), and is \(value(column))")
    }
    guard let period = String.fromDatabaseValue(value("period")) else { throw fail("period", "a period's name") }
    let product = String.fromDatabaseValue(value("product"))
    if product == nil, !value("product").isNull { throw fail("product", "a product's name or NULL") }
    let number: Double?
    switch value("value").storage {
    case .null: number = nil
    case .int64(let integer): number = Double(integer)
    case .double(let double) where double.isFinite: number = double
    default: throw fail("value", "a number or NULL")
    }
    let n: Int?
    switch value("n").storage {
    case .null: n = nil
    case .int64(let integer): n = Int(integer)
    default: throw fail("n", "a whole number or NULL")
    }
    return QueryResult.Value(
      period: period, product: product.flatMap { $0.isEmpty ? nil : $0 }, value: number, n: n)
  }
}
