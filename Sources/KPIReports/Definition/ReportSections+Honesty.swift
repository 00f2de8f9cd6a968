extension ReportSections {
  /// Reads where series break; two breaks of one KPI in one period are one too many.
  func readBreaks(_ cursor: YAMLCursor, kpis: [KPIRequest], unit: PeriodUnit?, templates: Set<TemplateName>)
    -> [SeriesBreak]
  {
    var breaks: [SeriesBreak] = []
    for item in cursor.items {
      guard let fields = item.fields(["period", "text", "kpi"], required: ["period", "text"]) else { continue }
      let period = fields["period"].flatMap { readPeriod($0, unit: unit) }
      let kpi = name(fields["kpi"], of: "KPI", among: kpis.map(\.kpi.id))
      guard let period, let text = fields["text"]?.text, fields["kpi"] == nil || kpi != nil else { continue }
      if breaks.contains(where: { $0.period == period && $0.kpi == kpi }) {
        item.mistake("a break in \(period.id) stands here twice; say both in one sentence")
      }
      breaks.append(SeriesBreak(period: period, kpi: kpi, text: LinkedText(text, templates: templates)))
    }
    return breaks
  }

  /// Reads what the page shows beside its tables, each block once.
  func readBlocks(_ cursor: YAMLCursor, kpis: [KPIRequest], products: [Product]) -> [ReportBlock] {
    var blocks: [ReportBlock] = []
    for item in cursor.items {
      guard let block = item.choice(ReportBlock.self) else { continue }
      if blocks.contains(block) { item.mistake("the block \"\(block.rawValue)\" is named twice") }
      if let missing = missing(for: block, kpis: kpis, products: products) {
        item.mistake("the block \"\(block.rawValue)\" needs \(missing)")
      }
      blocks.append(block)
    }
    return blocks
  }

  private func missing(for block: ReportBlock, kpis: [KPIRequest], products: [Product]) -> String? {
    guard !products.isEmpty, !kpis.isEmpty else { return nil }
    switch block {
    case .cohorts:
      return products.allSatisfy(\.feedback.isEmpty) ? "feedback pages, and no product lists any" : nil
    case .robustness:
      guard !kpis.contains(where: { $0.kpi.options.contains(.minEdits) && !$0.isRetired }) else { return nil }
      let names = KPICatalogue.all.filter { $0.options.contains(.minEdits) }.map { "\"\($0.id)\"" }
      return "a KPI that has the option min_edits: \(names.joined(separator: ", "))"
    }
  }
}
