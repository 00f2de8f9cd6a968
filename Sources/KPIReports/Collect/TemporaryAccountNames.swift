/// What the names of a wiki's temporary accounts look like.
struct TemporaryAccountNames: Sendable {
  private let patterns: [(prefix: String, suffix: String)]

  /// Takes the wiki's own patterns, in which `$1` stands for the number; without one, Wikimedia's counts.
  init(patterns: [String]) {
    self.patterns = (patterns.isEmpty ? ["~2$1"] : patterns).compactMap { pattern in
      guard let number = pattern.range(of: "$1") else { return nil }
      return (String(pattern[..<number.lowerBound]), String(pattern[number.upperBound...]))
    }
  }

  /// Whether an account of this name is a temporary one.
  func contains(_ name: String) -> Bool {
    patterns.contains { name.hasPrefix($0.prefix) && name.hasSuffix($0.suffix) && name.count > $0.prefix.count }
  }
}
