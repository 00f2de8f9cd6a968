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

  /// The chance of each number of inversions in a random order of values, by the sizes of the groups of equal values.
  ///
  /// A group of `size` among `count` others has the distribution of Wilcoxon's rank sum: the Gaussian binomial coefficient,
  /// which is the product of (1 - q^(count + i)) / (1 - q^i) for i from 1 to `size`.
  private static func inversions(of sizes: [Int]) -> [Double] {
    var chances = [1.0]
    var count = 0
    for size in sizes {
      for i in 1...size {
        let whole = count + i
        chances += [Double](repeating: 0, count: count)
        for place in stride(from: chances.count - 1, through: whole, by: -1) {
          chances[place] -= chances[place - whole]
        }
        for place in stride(from: i, to: chances.count, by: 1) { chances[place] += chances[place - i] }
        for place in chances.indices { chances[place] *= Double(i) / Double(whole) }
      }
      count += size
    }
    return chances
  }
}
