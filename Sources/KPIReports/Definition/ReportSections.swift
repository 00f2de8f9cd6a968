import MediaWiki

/// Reads the sections of a report file.
struct ReportSections {
  private static let keys = [
    "title", "wikis", "publish", "shutoff", "see_also", "period", "show", "as_of", "people", "products", "kpis",
    "notes", "note_templates", "breaks", "blocks", "figures", "charts", "surveys",
  ]

  let root: YAMLCursor
  let notes: YAMLCursor.Notes

  func read(name: String, folder: String) -> ReportDefinition? {
    guard let fields = root.fields(Self.keys, required: ["title", "wikis", "kpis"]) else { return nil }
    let unit = fields["period"].map { $0.choice(PeriodUnit.self) } ?? .month
    let wikis = fields["wikis"].map(readWikis) ?? []
    let names = (fields["wikis"]?.entries ?? []).map(\.key)
    var kpis = fields["kpis"].map { KPIRequestReader(wikis: names).read($0) } ?? []
    let surveys = fields["surveys"].map { readSurveys($0, kpis: kpis) } ?? []
    for place in kpis.indices where kpis[place].kpi.family == .survey {
      kpis[place].options.countsResponses = !surveys.isEmpty
    }
    let needsPages = kpis.isEmpty || kpis.contains { !$0.kpi.family.isTable }
    if needsPages, fields["products"] == nil { root.mistake("the key \"products\" is missing") }
    let products = fields["products"].map { readProducts($0, wikis: names, needsPages: needsPages) } ?? []
    if let cursor = fields["kpis"], let products = fields["products"] { check(kpis, at: cursor, against: products) }
    let templates = Set((fields["note_templates"]?.items ?? []).compactMap(readTemplate))
    return ReportDefinition(
      name: name, folder: folder, title: fields["title"]?.text ?? "", wikis: wikis,
      publish: fields["publish"].flatMap { readTarget($0, wikis: names) },
      shutoff: fields["shutoff"].flatMap { readTarget($0, wikis: names) },
      seeAlso: (fields["see_also"]?.items ?? []).compactMap { readTarget($0, wikis: names) }, period: unit ?? .month,
      show: fields["show"]?.number(in: 1...60) ?? 6, asOf: fields["as_of"].flatMap(readInstant),
      people: fields["people"].map { PeopleReader().read($0) } ?? PeopleRules(), products: products, kpis: kpis,
      notes: fields["notes"].map { readNotes($0, kpis: kpis, products: products, unit: unit, templates: templates) }
        ?? [],
      noteTemplates: templates,
      breaks: fields["breaks"].map { readBreaks($0, kpis: kpis, unit: unit, templates: templates) } ?? [],
      blocks: fields["blocks"].map { readBlocks($0, kpis: kpis, products: products) } ?? [],
      figures: fields["figures"].flatMap { readTarget($0, wikis: names) },
      charts: fields["charts"].flatMap { readCharts($0, wikis: names, title: fields["title"], kpis: kpis) },
      surveys: surveys)
  }

  private func readInstant(_ cursor: YAMLCursor) -> Instant? {
    guard let text = cursor.text else { return nil }
    let instant = Instant(iso8601: text)
    if instant == nil { cursor.mistake("\(cursor.path) must be a UTC time such as 2026-11-03T06:00:00Z") }
    return instant
  }

  // MARK: Wikis

  private func readWikis(_ cursor: YAMLCursor) -> [WikiDefinition] {
    let entries = cursor.entries ?? []
    if entries.isEmpty { cursor.mistake("\(cursor.path) must name at least one wiki") }
    return entries.compactMap { name, _, value in
      guard case .mapping = value.node else {
        guard let api = readAPI(value) else { return nil }
        let project = Wikimedia.project(of: api.host)
        return WikiDefinition(
          name: name, api: api, pageviews: project == nil ? nil : Wikimedia.pageviews, project: project,
          central: Wikimedia.central(of: api.host))
      }
      guard let fields = value.fields(["api", "pageviews", "project", "central"], required: ["api"]) else { return nil }
      let pageviews = fields["pageviews"].flatMap(readURL)
      let project = fields["project"]?.text
      guard let api = fields["api"].flatMap(readAPI) else { return nil }
      let knownProject = Wikimedia.project(of: api.host)
      if knownProject == nil, (fields["pageviews"] == nil) != (fields["project"] == nil) {
        value.mistake(
          "\(value.path): \"pageviews\" and \"project\" are needed together, for wikis that aren't Wikimedia's")
      }
      return WikiDefinition(
        name: name, api: api, pageviews: pageviews ?? (knownProject == nil ? nil : Wikimedia.pageviews),
        project: project ?? knownProject,
        central: fields["central"].flatMap(readAPI) ?? Wikimedia.central(of: api.host))
    }
  }

  /// The address of an api.php; of what else people write there, the address that it most likely is.
  private func readAPI(_ cursor: YAMLCursor) -> WikiURL? {
    guard let text = cursor.text else { return nil }
    let url = try? WikiURL(text)
    guard url == nil || !text.hasSuffix("api.php"), !text.contains("@"), let likely = WikiFinder(text).candidates.first
    else { return readURL(cursor) }
    let problem = url == nil ? "is no address of a wiki" : "is the address of a page, not of the wiki's api.php"
    cursor.mistake("\(cursor.path): '\(text)' \(problem); write \(likely)")
    return nil
  }

  private func readURL(_ cursor: YAMLCursor) -> WikiURL? {
    guard let text = cursor.text else { return nil }
    do {
      return try WikiURL(text)
    } catch {
      cursor.mistake("\(cursor.path): \(error)")
      return nil
    }
  }

  func readWiki(_ cursor: YAMLCursor?, wikis: [String]) -> String? {
    guard let cursor, let name = cursor.text else { return nil }
    guard wikis.contains(name) else {
      cursor.mistake(
        "the wiki \"\(name)\" is not defined under \"wikis\"" + NearestName.suggestion(for: name, among: wikis))
      return nil
    }
    return name
  }

  private func readTarget(_ cursor: YAMLCursor, wikis: [String]) -> PublishTarget? {
    guard let fields = cursor.fields(["wiki", "page"], required: ["wiki", "page"]) else { return nil }
    let wiki = readWiki(fields["wiki"], wikis: wikis)
    let page = fields["page"].flatMap(TitleReader.title)
    guard let wiki, let page else { return nil }
    return PublishTarget(wiki: wiki, page: page)
  }

  // MARK: Products

  private func readProducts(_ cursor: YAMLCursor, wikis: [String], needsPages: Bool) -> [Product] {
    var products: [Product] = []
    let items = cursor.items
    if items.isEmpty, cursor.isList { cursor.mistake("\(cursor.path) must have at least one product") }
    for item in items {
      guard let fields = item.fields(["name", "feedback", "support"], required: ["name"]) else { continue }
      let name = fields["name"]?.text ?? ""
      if products.contains(where: { Self.key($0.name) == Self.key(name) }) {
        fields["name"]?.mistake("the product \"\(name)\" is named twice")
      }
      let feedback = fields["feedback"]?.items ?? []
      let support = fields["support"]?.items ?? []
      if needsPages, feedback.isEmpty && support.isEmpty {
        item.mistake("the product \"\(name)\" has no pages; list some under \"feedback\" or \"support\"")
      }
      products.append(
        Product(
          name: name, feedback: feedback.compactMap { readFeedback($0, wikis: wikis) },
          support: support.compactMap { readSupport($0, wikis: wikis) }))
    }
    return products
  }

  private static func key(_ name: String) -> String {
    name.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
  }

  private func readFeedback(_ cursor: YAMLCursor, wikis: [String]) -> FeedbackSource? {
    guard let fields = cursor.fields(["wiki", "page", "archives"], required: ["wiki", "page"]) else { return nil }
    let wiki = readWiki(fields["wiki"], wikis: wikis)
    let page = fields["page"].flatMap(TitleReader.title)
    let archives = fields["archives"].flatMap(TitleReader.prefix)
    guard let wiki, let page else { return nil }
    return FeedbackSource(wiki: wiki, page: page, archives: archives)
  }

  private func readSupport(_ cursor: YAMLCursor, wikis: [String]) -> SupportSource? {
    guard let fields = cursor.fields(["wiki", "page"], required: ["wiki", "page"]) else { return nil }
    let wiki = readWiki(fields["wiki"], wikis: wikis)
    let page = fields["page"].flatMap(TitleReader.title)
    guard let wiki, let page else { return nil }
    return SupportSource(wiki: wiki, page: page)
  }

  /// A KPI needs pages of its kind; what is listed in a wrong way was told already.
  private func check(_ kpis: [KPIRequest], at cursor: YAMLCursor, against products: YAMLCursor) {
    guard case .sequence(let items) = products.node, !items.isEmpty else { return }
    let families: [(KPIDefinition.Family, String)] = [
      (.participation, "feedback"), (.discussions, "feedback"), (.reading, "support"),
    ]
    for (family, key) in families where !items.contains(where: { $0[key] != nil }) {
      if let kpi = kpis.first(where: { $0.kpi.family == family }) {
        cursor.mistake("\"\(kpi.kpi.id)\" needs \(key) pages, and no product lists any under \"\(key)\"")
      }
    }
  }

  // MARK: Notes

  private func readNotes(
    _ cursor: YAMLCursor, kpis: [KPIRequest], products: [Product], unit: PeriodUnit?, templates: Set<TemplateName>
  ) -> [Note] {
    cursor.items.compactMap { item in
      let required = ["kpi", "period", "text"]
      guard let fields = item.fields(required + ["product"], required: required) else { return nil }
      let kpi = name(fields["kpi"], of: "KPI", among: kpis.map(\.kpi.id))
      let product = name(fields["product"], of: "product", among: products.map(\.name).filter { !$0.isEmpty })
      let period = fields["period"].flatMap { readPeriod($0, unit: unit) }
      let text = fields["text"]?.text
      guard let kpi, let period, let text else { return nil }
      return Note(kpi: kpi, product: product, period: period, text: LinkedText(text, templates: templates))
    }
  }

  /// A template that notes may call.
  private func readTemplate(_ cursor: YAMLCursor) -> TemplateName? {
    guard let text = cursor.text else { return nil }
    let name = TemplateName(text)
    if name == nil {
      cursor.mistake(
        "\(cursor.path): notes can't call \"\(text)\"; write the name of a template that only shows what it is given, such "
          + "as phab, without braces and namespace")
    }
    return name
  }

  func name(_ cursor: YAMLCursor?, of thing: String, among names: [String]) -> String? {
    guard let cursor, let name = cursor.text else { return nil }
    guard names.contains(name) else {
      cursor.mistake("the report has no \(thing) \"\(name)\"" + NearestName.suggestion(for: name, among: names))
      return nil
    }
    return name
  }

  func readPeriod(_ cursor: YAMLCursor, unit: PeriodUnit?) -> Period? {
    guard let text = cursor.text else { return nil }
    guard let period = Period(text) else {
      cursor.mistake("\"\(text)\" is no period; write 2026-10, 2026-W40, 2026-Q3 or 2026")
      return nil
    }
    guard unit == nil || period.unit == unit else {
      cursor.mistake("\"\(text)\" is a \(period.unit.rawValue), and the report's periods are \(unit?.rawValue ?? "")s")
      return nil
    }
    return period
  }
}
