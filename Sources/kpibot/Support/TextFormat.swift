import ArgumentParser
import Foundation

/// How something is told: to people, or to programs.
enum TextFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json

  /// A value as JSON, whose keys always stand in the same order.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
