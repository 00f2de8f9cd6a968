import Foundation

/// The names of a table's columns, as people and spreadsheets write them.
enum ColumnNames {
  /// The names of a head, each that is known as it is known: letters' case, blanks and hyphens don't matter.
  static func matched(_ names: [String], to known: [String]) -> [String] {
    let keys = Dictionary(known.map { (key($0), $0) }) { first, _ in first }
    return names.map { name in keys[key(name)] ?? name.trimmingCharacters(in: .whitespacesAndNewlines) }
  }

  /// The known name that one was most likely meant to be.
  static func almost(_ name: String, among known: [String]) -> String? {
    guard !known.contains(name) else { return nil }
    let near = known.map { (name: $0, distance: NearestName.distance(key(name), key($0))) }.min {
      $0.distance < $1.distance
    }
    return near.flatMap { $0.distance <= ($0.name.count > 5 ? 2 : 1) ? $0.name : nil }
  }

  private static func key(_ name: String) -> String {
    name.lowercased().split { $0.isWhitespace || "-_".contains($0) }.joined(separator: " ")
  }
}
