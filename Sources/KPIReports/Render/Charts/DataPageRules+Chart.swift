extension DataPageRules {
  private static let chartTypes: Set = ["bar", "rect", "line", "area", "pie"]

  /// What Extension:Chart asks of a chart, as far as it can be told without its table.
  mutating func checkChart(_ content: JSONValue) {
    if content["version"] != .number(1) { complain("version", "it must be 1") }
    if case .string(let type) = content["type"], Self.chartTypes.contains(type) {
    } else {
      complain("type", "it must be one of \(Self.chartTypes.sorted().joined(separator: ", "))")
    }
    if case .string(let source) = content["source"], source.hasSuffix(DataPage.Kind.table.ending) {
    } else {
      complain("source", "it must be the name of a table")
    }
    for key in ["title", "subtitle", "legend"] {
      if let title = content[key] { checkLocalized(title, key) }
    }
    for axis in ["xAxis", "yAxis"] {
      if let title = content[axis]?["title"] { checkLocalized(title, "\(axis)/title") }
      guard let format = content[axis]?["format"] else { continue }
      if ![.string("auto"), .string("none")].contains(format) { complain("\(axis)/format", "it must be auto or none") }
    }
  }
}
