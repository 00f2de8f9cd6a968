/// A row's values as eight heights of a bar, scaled from the least to the most.
package struct Trend: Sendable, Equatable {
  /// The height of each value, 0 to 7; nil where it is unknown.
  package let heights: [Int?]

  /// Scales a row's values, those that are compared by the day as they are by the day.
  package init(_ cells: [Measurement]) { self.init(cells.map(\.comparableValue)) }

  /// Scales values; values that are all the same stand at half height.
  package init(_ values: [Double?]) {
    let known = values.compactMap(\.self)
    let (least, most) = (known.min() ?? 0, known.max() ?? 0)
    heights = values.map { value in
      guard let value else { return nil }
      return most > least ? Int(((value - least) / (most - least) * 7).rounded()) : 3
    }
  }

  /// The bars as block characters, with a space for an unknown value.
  package var bars: String {
    let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    return String(heights.map { $0.map { blocks[$0] } ?? " " })
  }
}
