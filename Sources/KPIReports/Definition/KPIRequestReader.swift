/// Reads the KPIs that a report asks for.
struct KPIRequestReader {
  private static let target = "target"
  private static let retired = "retired"
  private static let definition = "definition"

  /// The report's names for its wikis.
  let wikis: [String]

  func read(_ cursor: YAMLCursor) -> [KPIRequest] {
    var requests: [KPIRequest] = []
    let items = cursor.items
    if items.isEmpty, cursor.isList { cursor.mistake("\(cursor.path) must name at least one KPI") }
    for item in items {
      guard let request = readRequest(item) else { continue }
      if requests.contains(where: { $0.kpi.id == request.kpi.id }) {
        item.mistake("the KPI \"\(request.kpi.id)\" is named twice")
      }
      requests.append(request)
    }
    return requests
  }

  private func readRequest(_ cursor: YAMLCursor) -> KPIRequest? {
    guard case .mapping = cursor.node else {
      guard let id = cursor.text, let kpi = definition(id, at: cursor) else { return nil }
      return finish(KPIRequest(kpi: kpi, options: kpi.defaults, target: nil), [:], at: cursor)
    }
    guard let entries = cursor.entries, let entry = entries.first, entries.count == 1 else {
      cursor.mistake("\(cursor.path) must be one KPI's id, or one id with its options: {id: {target: \">= 40\"}}")
      return nil
    }
    guard let kpi = definition(entry.key, at: cursor) else { return nil }
    var request = KPIRequest(kpi: kpi, options: kpi.defaults, target: nil)
    guard !entry.value.isNull else { return finish(request, [:], at: cursor) }
    let known = kpi.options.map(\.name) + [Self.target, Self.retired, Self.definition]
    guard var fields = entry.value.fields(known) else { return nil }
    request.isRetired = fields[Self.retired]?.flag ?? false
    // Where the report can say what a KPI is, only a number asks for a version.
    if let cursor = fields[Self.definition], !kpi.options.contains(.definition) || cursor.isWholeNumber {
      request.pinnedVersion = readVersion(cursor, of: kpi)
      fields[Self.definition] = nil
    }
    for option in kpi.options {
      if let value = fields[option.name] { option.read(value, &request.options) }
    }
    if kpi.options.contains(.after), request.options.within <= request.options.after {
      let (within, after) = (request.options.within, request.options.after)
      entry.value.mistake(
        "\"within\" (\(within)) must be more than \"after\" (\(after)): no edit can be more than \(after) days and "
          + "at most \(within) days later")
    }
    guard var declared = finish(request, fields, at: entry.value) else { return nil }
    // The report may say what unit it is in.
    if let cursor = fields[Self.target] { declared.target = readTarget(cursor, of: declared.kpi) }
    return declared
  }

  /// Takes what the report itself declares of a KPI.
  private func finish(_ request: KPIRequest, _ fields: [String: YAMLCursor], at cursor: YAMLCursor) -> KPIRequest? {
    guard request.kpi.options.contains(.name) else { return request }
    return DeclaredKPIReader(request: request, fields: fields, cursor: cursor, wikis: wikis).read()
  }

  private func definition(_ id: String, at cursor: YAMLCursor) -> KPIDefinition? {
    let known = KPICatalogue.definition(id)
    if known == nil {
      cursor.mistake(
        "unknown KPI \"\(id)\"" + NearestName.suggestion(for: id, among: KPICatalogue.all.map(\.id))
          + " (kpibot kpis lists them)")
    }
    return known
  }

  private func readTarget(_ cursor: YAMLCursor, of kpi: KPIDefinition) -> Target? {
    guard let text = cursor.text else { return nil }
    guard var target = Target(text) else {
      cursor.mistake("\"\(text)\" is no target; write a comparison and a number, such as \">= 40\"")
      return nil
    }
    guard kpi.unit == .share || !text.contains("%") else {
      cursor.mistake("\(kpi.id) is no share, so its target can't be in per cent")
      return nil
    }
    // A share is written as per cent or as a part of 1.
    if kpi.unit == .share, target.value > 1 { target.value /= 100 }
    return target
  }

  private func readVersion(_ cursor: YAMLCursor, of kpi: KPIDefinition) -> Int? {
    guard let version = cursor.number(in: 1...1_000) else { return nil }
    guard version == kpi.version else {
      cursor.mistake("\"\(kpi.id)\" can't be measured by definition \(version); there is only \(kpi.version)")
      return nil
    }
    return version
  }
}
