import Foundation

extension Encodable {
  /// The value as JSON for people and programs: keys sorted, with a line feed at its end; the same value gives the same
  /// bytes.
  package func jsonText() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
