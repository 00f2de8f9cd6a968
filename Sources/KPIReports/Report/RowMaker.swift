import MediaWiki

/// Makes a report's rows of measured values and of what readers were told.
struct RowMaker {
  private struct Key: Hashable {
    let kpi: String
    let product: String?
    var period: String?
  }

  private let definition: ReportDefinition
  private let measuring: Measuring
  private let shown: [Period]
  private let measured: [Key: [Measurement]]
  private let told: [Key: [ToldValue]]

  init(_ definition: ReportDefinition, facts: ReportFacts, shown: [Period], measuring: Measuring) {
    self.definition = definition
    self.measuring = measuring
    self.shown = shown
    let periods = (shown.first.map { measuring.history(before: $0) } ?? []) + shown
    measured = Dictionary(grouping: measuring.measurements(over: periods)) { Key(kpi: $0.kpi, product: $0.product) }
    told = Dictionary(grouping: facts.told) {
      Key(kpi: $0.first.kpi, product: $0.first.product, period: $0.first.period)
    }
  }

  /// Whether a KPI says something of products: one from a table may be kept for the whole report alone.
  func isByProduct(_ request: KPIRequest) -> Bool {
    guard request.kpi.family.isTable else { return true }
    return definition.products.contains { product in
      let key = Key(kpi: request.kpi.id, product: product.name)
      let isMeasured = (measured[key] ?? []).suffix(shown.count).contains { $0.value != nil || $0.status == .unknown }
      return isMeasured || shown.contains { told[Key(kpi: key.kpi, product: key.product, period: $0.id)] != nil }
    }
  }

  /// The row of a KPI for a product, or for the whole report.
  func row(_ request: KPIRequest, product: String?) -> Report.Row {
    let kpi = request.kpi
    let all = measured[Key(kpi: kpi.id, product: product)] ?? []
    let earlier = all.dropLast(shown.count)
    var cells = Array(all.suffix(shown.count))
    var methods: [Period: String] = [:]
    var revisions: [Revision] = []
    for place in cells.indices {
      let told = told[Key(kpi: kpi.id, product: product, period: cells[place].period.id)] ?? []
      if let standIn = Self.standIn(for: cells[place], told: told, request: request) {
        cells[place] = Measurement(told: standIn, like: cells[place])
        methods[cells[place].period] = standIn.method
      }
      let method = methods[cells[place].period] ?? kpi.definition(request.options)
      let revision = Revision(of: cells[place], told: told, method: method, minimum: request.options.minN)
      if let revision { revisions.append(revision) }
    }
    let breaks = definition.breaks(of: kpi.id) + measuring.boardSeams(of: kpi, product: product)
    let series = Series(earlier + cells, kpi: kpi, breaks: breaks)
    let isFollowed = !request.isRetired
    let comparable = isFollowed ? since(measuring.beginning(of: kpi, product: product), series.comparable) : []
    return Report.Row(
      request: request, product: product, cells: cells,
      change: Change(Array(comparable.suffix(2)), minimum: request.options.minN),
      yearChange: yearChange(comparable, minimum: request.options.minN),
      usualRange: UsualRange(comparable, minimum: request.options.minN),
      // A target is for the team, not for each product.
      verdict: product == nil && isFollowed
        ? request.target.flatMap { target in
          cells.last.map { Verdict($0, target: target, minimum: request.options.minN) }
        } : nil,
      seams: series.seams.filter { seam in cells.contains { $0.period == seam.period } }, revisions: revisions,
      methods: methods)
  }

  private func since(_ beginning: Instant?, _ cells: ArraySlice<Measurement>) -> ArraySlice<Measurement> {
    guard let beginning else { return cells }
    return cells.drop { $0.period.start < beginning }
  }

  private func yearChange(_ cells: ArraySlice<Measurement>, minimum: Int) -> Change? {
    guard let now = cells.last, let earlier = now.period.yearBefore,
      let before = cells.first(where: { $0.period == earlier })
    else { return nil }
    return Change([before, now], minimum: minimum)
  }

  /// What readers were told, where that stays: the newest definition does not reach back unless the report says so, and
  /// a retired KPI keeps its history.
  private static func standIn(
    for cell: Measurement, told: [ToldValue], request: KPIRequest
  ) -> PublishedValue? {
    let same = told.last { $0.last.definition == cell.definition }
    if let same { return request.isRetired && cell.status == .unknown ? same.last : nil }
    let older = told.last { $0.last.definition < cell.definition }
    return request.pinnedVersion == nil ? older?.last : nil
  }
}
