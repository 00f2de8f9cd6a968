/// The Mann–Kendall test for a trend (Mann, *Econometrica* 13, 1945, 245–259), by its exact distribution.
struct MannKendall {
  /// Kendall's S: the pairs of values that rise less those that fall.
  let s: Int
  /// How likely an order of the same values that came about by chance has an S as far from 0, from 0 to 1.
  let p: Double

  /// Tests values in the order of time.
  init(_ values: [Double]) {
    var sum = 0
    for (place, later) in values.enumerated() {
      for earlier in values[..<place] { sum += later > earlier ? 1 : later < earlier ? -1 : 0 }
    }
    s = sum
    let sizes = Dictionary(grouping: values) { $0 }.values.map(\.count).sorted()
    let chances = Self.inversions(of: sizes)
    let pairs = chances.count - 1
    p = min(1, chances.enumerated().reduce(0) { abs(pairs - 2 * $1.offset) >= abs(sum) ? $0 + $1.element : $0 })
  }

  /// The chance of each number of inversions in a random order of values, by how many are equal to each other.
  ///
  /// Groups of equal values come in one after the other; how a group falls between those that are in already does not
  /// depend on their order (the distribution of Wilcoxon's rank sum).
  private static func inversions(of sizes: [Int]) -> [Double] {
    var chances = [1.0]
    var count = 0
    for size in sizes {
      let added = rankSums(count, size)
      var sums = [Double](repeating: 0, count: chances.count + added.count - 1)
      for (place, chance) in chances.enumerated() {
        for (more, other) in added.enumerated() { sums[place + more] += chance * other }
      }
      chances = sums
      count += size
    }
    return chances
  }

  /// The chance that so many pairs of a first and a second sample, in random order, have the second's value first.
  private static func rankSums(_ first: Int, _ second: Int) -> [Double] {
    var row = [[Double]](repeating: [1], count: second + 1)
    for m in stride(from: 1, through: first, by: 1) {
      for k in stride(from: 1, through: second, by: 1) {
        let (above, left) = (row[k], row[k - 1])
        let (lasts, others) = (Double(m) / Double(m + k), Double(k) / Double(m + k))
        var chances = [Double](repeating: 0, count: m * k + 1)
        for (place, chance) in above.enumerated() { chances[place + k] += chance * lasts }
        for (place, chance) in left.enumerated() { chances[place] += chance * others }
        row[k] = chances
      }
    }
    return row[second]
  }
}
