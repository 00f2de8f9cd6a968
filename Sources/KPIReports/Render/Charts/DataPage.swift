/// A page of the namespace Data, which the bot writes as a whole: a table or a chart.
package struct DataPage: Sendable, Equatable {
  /// What such a page can hold.
  package enum Kind: String, Sendable, CaseIterable {
    /// A table (Extension:JsonConfig).
    case table = "Tabular.JsonConfig"
    /// How a table is drawn (Extension:Chart).
    case chart = "Chart.JsonConfig"

    /// How titles of such pages end.
    package var ending: String { self == .table ? ".tab" : ".chart" }

    /// The extension that a wiki needs for it.
    package var extensionName: String { self == .table ? "JsonConfig" : "Chart" }
  }

  /// The namespace, by the name that every wiki knows.
  static let namespace = "Data:"

  /// What it holds.
  package let kind: Kind
  /// The title, without its namespace.
  package let name: String
  /// The content.
  package let content: JSONValue

  /// The title.
  package var title: String { Self.namespace + name }

  /// The sign, in a comment of its sources, by which a page is known as one of a report's.
  static func mark(of report: String) -> String { "<!-- kpibot:data \(report) -->" }

  /// Whether a text is that of a page of a report's: its sources have the sign.
  static func isMarked(_ text: String, by report: String) -> Bool {
    guard case .string(let sources) = JSONValue(parsing: text)?["sources"] else { return false }
    return sources.contains(mark(of: report))
  }
}
