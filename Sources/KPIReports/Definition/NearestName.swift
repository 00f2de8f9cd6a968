/// Finds the valid name that somebody may have meant.
package enum NearestName {
  /// `; did you mean "products"?`, or the valid names where none is near and they are few.
  package static func suggestion(for name: String, among valid: [String]) -> String {
    let near = valid.map { (name: $0, distance: distance(name.lowercased(), $0.lowercased())) }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    if let near, near.distance <= max(2, name.count / 3) { return "; did you mean \"\(near.name)\"?" }
    return (1...12).contains(valid.count) ? "; valid are \(valid.joined(separator: ", "))" : ""
  }

  /// How many characters must be put in, left out, replaced or swapped to make one word of the other
  /// (Damerau–Levenshtein, optimal string alignment).
  static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.prefix(100)), Array(right.prefix(100)))
    var rows = [[Int](0...right.count)]
    for i in left.indices {
      var row = [i + 1]
      for j in right.indices {
        let cost = left[i] == right[j] ? 0 : 1
        var best = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + cost)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { best = min(best, rows[i - 1][j - 1] + 1) }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
