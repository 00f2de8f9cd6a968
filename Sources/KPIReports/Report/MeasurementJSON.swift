import Foundation
import MediaWiki

/// A report as JSON: the form that other programs read.
package struct ReportJSON: Encodable {
  private enum CodingKeys: String, CodingKey {
    case report, period, asOf, measurements
  }

  private let report: Report

  /// Wraps a report.
  package init(_ report: Report) { self.report = report }

  /// Writes the report's name, period, time and values.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(report.definition.name, forKey: .report)
    try container.encode(report.period.id, forKey: .period)
    try container.encode(report.asOf, forKey: .asOf)
    try container.encode(report.measurements, forKey: .measurements)
  }
}

extension Measurement: Encodable {
  private enum CodingKeys: String, CodingKey {
    case kpi, definition, product, period, value, unit, numerator, denominator, low, high, n, status, reason, note
    case distribution, temporary
  }

  /// Writes every key, with null for what there is not; only surveys have a distribution, and only what
  /// temporary accounts make another number says how many of the people have one.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kpi, forKey: .kpi)
    try container.encode(definition, forKey: .definition)
    try container.encode(product, forKey: .product)
    try container.encode(period.id, forKey: .period)
    try container.encode(value, forKey: .value)
    try container.encode(unit.rawValue, forKey: .unit)
    try container.encode(numerator, forKey: .numerator)
    try container.encode(denominator, forKey: .denominator)
    try container.encode(low, forKey: .low)
    try container.encode(high, forKey: .high)
    try container.encode(n, forKey: .n)
    try container.encode(status, forKey: .status)
    try container.encode(reason, forKey: .reason)
    try container.encode(note?.plain, forKey: .note)
    let distribution = distribution.map { Dictionary(uniqueKeysWithValues: $0.map { (String($0.key), $0.value) }) }
    try container.encodeIfPresent(distribution, forKey: .distribution)
    try container.encodeIfPresent(temporary, forKey: .temporary)
  }
}
