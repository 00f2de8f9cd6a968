import Foundation

/// What can be measured, as a text and as JSON: the same words as on a report's page.
package struct KPIListing: Sendable {
  private let definitions: [KPIDefinition]

  /// Lists definitions.
  package init(_ definitions: [KPIDefinition] = KPICatalogue.all) { self.definitions = definitions }

  private static let everyKPI = """

    Every KPI takes, in report.yaml:
      target: what the value should be, such as ">= 40" or "<= 10 %"
      retired: true moves it to a section of its own, where it keeps its history
      definition: a version by which all periods are measured, also those that readers were told by an older one

    """

  /// A paragraph for each KPI, with a line feed at its end.
  package var text: String { definitions.map(Self.text).joined(separator: "\n") + Self.everyKPI }

  /// A list of objects, keys sorted, with a line feed at its end.
  package func json() throws -> String { try definitions.map(Item.init).jsonText() }

  private static func text(of kpi: KPIDefinition) -> String {
    let better = kpi.better == .neither ? "" : ", \(kpi.better.rawValue) is better"
    var lines = [
      "\(kpi.id): \(kpi.question)",
      "  \(kpi.definition(kpi.defaults))",
      "  definition \(kpi.version); \(kpi.nature.rawValue), for \(kpi.audience.people); in \(kpi.unit.rawValue)\(better)",
      "  source: \(kpi.family.source)",
    ]
    lines += kpi.history.map { "  definition \($0.number) was another: \($0.difference)" }
    lines += kpi.options.map { "  \($0.name): \($0.meaning)" }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// A definition as JSON has it.
private struct Item: Encodable {
  struct Option: Encodable {
    let name: String
    let meaning: String
    let `default`: String
  }

  struct Version: Encodable {
    let definition: Int
    let difference: String
  }

  let id: String
  let title: String
  let question: String
  let definition: String
  let version: Int
  let unit: String
  let better: String
  let nature: String
  let audience: String
  let source: String
  let options: [Option]
  let history: [Version]

  init(_ kpi: KPIDefinition) {
    id = kpi.id
    title = kpi.title
    question = kpi.question
    definition = kpi.definition(kpi.defaults)
    version = kpi.version
    unit = kpi.unit.rawValue
    better = kpi.better.rawValue
    nature = kpi.nature.rawValue
    audience = kpi.audience.rawValue
    source = kpi.family.source
    options = kpi.options.map { Option(name: $0.name, meaning: $0.meaning, default: $0.text(kpi.defaults)) }
    history = kpi.history.map { Version(definition: $0.number, difference: $0.difference) }
  }
}

extension KPIDefinition.Audience {
  /// Whom a KPI speaks of, in words.
  package var people: String {
    switch self {
    case .community: "communities"
    case .staff: "staff and partners"
    }
  }
}
