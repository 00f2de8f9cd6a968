/// One KPI measured in all the ways that would be as good, so that readers see what depends on the choice.
package struct RobustnessTable: Sendable {
  /// One way to measure.
  package struct Row: Sendable {
    /// The way.
    package let variant: MeasureVariant
    /// Whether it is the report's.
    package let isChosen: Bool
    /// The values, oldest first.
    package let cells: [Measurement]
    /// Which way they go; nil where too few are final.
    package let direction: TrendDirection?
  }

  /// The KPI.
  package let request: KPIRequest
  /// The ways, with temporary accounts and then without.
  package let rows: [Row]

  init(_ request: KPIRequest, measuring: Measuring, periods: [Period]) {
    self.request = request
    rows = measuring.variants(of: request, over: periods).map { variant, cells in
      let breaks =
        measuring.definition.breaks(of: request.kpi.id) + measuring.boardSeams(of: request.kpi, product: nil)
      let series = Series(cells, kpi: request.kpi, breaks: breaks)
      let values = series.comparable.filter { cell in
        cell.status == .complete && (cell.unit != .share || (cell.n ?? 0) >= request.options.minN)
      }
      return Row(
        variant: variant, isChosen: variant.isChosen(by: request, people: measuring.definition.people), cells: cells,
        direction: TrendDirection(values.compactMap(\.value)))
    }
  }

  /// Whether the direction depends on the choice, in a sentence.
  package var sentence: String {
    let known = rows.filter { $0.direction != nil }
    let groups = TrendDirection.allCases.map { direction in (direction, known.filter { $0.direction == direction }) }
      .filter { !$0.1.isEmpty }.sorted { $0.1.count > $1.1.count }
    guard let (direction, _) = groups.first else { return "Too few values are final to tell a trend." }
    guard groups.count > 1 || direction != .unclear else { return "There is no clear trend, whatever is counted." }
    guard groups.count > 1 else { return "The trend is the same whatever is counted: \(direction.rawValue)." }
    let others = groups.dropFirst().map { direction, rows in
      "\(direction.rawValue) with \(Self.names(of: rows).joined(separator: ", "))"
    }
    return "Which way the trend goes depends on what is counted: \(others.joined(separator: "; ")); "
      + "\(direction.rawValue) with the others."
  }

  /// The ways in a sentence; of temporary accounts only what matters.
  private static func names(of rows: [Row]) -> [String] {
    let variants = rows.map(\.variant)
    return variants.compactMap { variant in
      let twin = variants.first { $0.name == variant.name && $0.temporary != variant.temporary }
      guard twin == nil else { return variant.temporary == .include ? variant.name : nil }
      return variant.temporary == .include ? "\(variant.name) (with temporary accounts)" : variant.label
    }
  }
}

extension MeasureVariant {
  /// The way in a sentence: "3 days (no temporary accounts)".
  package var label: String { temporary == .include ? name : "\(name) (no temporary accounts)" }
}
