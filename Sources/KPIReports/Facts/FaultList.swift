/// What is wrong in the rows of a table; what is wrong in the same way is told once, with the places of the others.
struct FaultList {
  private static let mostPlaces = 5

  private var kinds: [(kind: String, first: Mistake, places: [String])] = []

  /// Takes a mistake in a row; those of a kind are mended in the same way.
  mutating func add(_ mistake: Mistake, kind: String, place: String) {
    if let known = kinds.firstIndex(where: { $0.kind == kind }) {
      kinds[known].places.append(place)
    } else {
      kinds.append((kind, mistake, []))
    }
  }

  /// The mistakes, each kind once, in the order in which they were found.
  var all: [Mistake] {
    kinds.map { _, first, places in
      guard !places.isEmpty else { return first }
      let rest = places.count - Self.mostPlaces
      let others = places.prefix(Self.mostPlaces).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
      return Mistake(
        file: first.file, line: first.line, column: first.column, message: "\(first.message) (also on \(others))",
        tellsColumn: first.tellsColumn)
    }
  }
}
