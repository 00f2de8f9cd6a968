import MediaWiki

extension PageContext {
  /// Formats a report for a page that says that it was computed at a time.
  package init(_ report: Report, computed: Instant) {
    let notes = Footnotes(report)
    let shown = Shown(notes: notes)
    self.report = report.definition.name
    title = report.definition.title
    period = report.period.label
    periodID = report.period.id
    let headlines = report.headlines
    self.headlines = headlines.enumerated().map { place, headline in
      Headline(
        value: ValueText(headline.value), phrase: headline.phrase, change: headline.change?.amount,
        isLast: place == headlines.count - 1)
    }
    columns = report.periods.map { period in
      let isCurrent = period == report.period
      return Column(label: isCurrent ? period.labelInTable : period.shortLabel, isCurrent: isCurrent)
    }
    width = String(report.periods.count + 4)
    groups = Self.groups(report, shown)
    comparison = Self.comparison(report, shown)
    products = report.products.map { Self.table(of: $0.name, rows: $0.rows, periods: report.periods, shown) }
    hasNotes = !notes.texts.isEmpty
    self.notes = notes.texts.enumerated().map { NoteText(number: String($0.offset + 1), text: $0.element) }
    definitions = report.definition.kpis.map(DefinitionText.init)
    people = Self.people(report)
    leftOut = Self.leftOut(report.exclusions)
    revisions = String(report.exclusions.revisions)
    pages = String(report.pages.count)
    sources = Self.sources(report)
    hasSources = !sources.isEmpty
    until = min(report.period.end, report.asOf).inWords
    self.computed = computed.inWords
  }

  /// What shows cells: the same way in every table.
  private struct Shown {
    let notes: Footnotes

    func cell(_ row: Report.Row, _ measurement: Measurement, isCurrent: Bool, change: Change? = nil) -> Cell {
      Cell(
        value: ValueText(ShownValue(measurement, minimum: row.request.options.minN)), isCurrent: isCurrent,
        isPartial: measurement.status == .partial,
        sortValue: measurement.value.map { ShownValue.decimal($0, places: 4) } ?? "-1",
        change: change.map { ChangeText($0, measurement) },
        notes: notes.numbers(at: measurement).map { NoteReference(number: String($0)) })
    }
  }

  private static func groups(_ report: Report, _ shown: Shown) -> [Group] {
    let natures: [(KPINature, String)] = [(.result, "Results"), (.activity, "Activity")]
    let kinds = natures.compactMap { nature, title -> (String, [Report.Row])? in
      let rows = report.rows.filter { $0.request.kpi.nature == nature }
      return rows.isEmpty ? nil : (title, rows)
    }
    return kinds.enumerated().map { place, kind in
      Group(
        title: kind.0, isFirst: place == 0, isResults: kind.0 == "Results",
        rows: kind.1.map { row in
          Row(
            id: row.request.kpi.id, title: row.request.kpi.title, question: row.request.kpi.question,
            target: row.targetText, verdict: row.verdictText,
            cells: row.cells.map { shown.cell(row, $0, isCurrent: $0.period == report.period) },
            change: row.change.map { ChangeText($0, row.current) },
            trend: Trend(row.cells.map(\.value)).bars.replacing(" ", with: "\u{2003}"),
            trendText: row.cells.map { ShownValue($0, minimum: row.request.options.minN).text }
              .joined(separator: ", "))
        })
    }
  }

  private static func comparison(_ report: Report, _ shown: Shown) -> Table {
    let results = report.definition.kpis.filter { $0.kpi.nature == .result }
    let columns = results.isEmpty ? report.definition.kpis : results
    return Table(
      title: report.period.label,
      columns: columns.map { Column(label: $0.kpi.title, isCurrent: false) },
      rows: report.products.map { name, rows in
        let concerned = rows.filter { row in columns.contains { $0.kpi.id == row.request.kpi.id } }
        return TableRow(
          label: name, sortValue: name,
          cells: concerned.map { shown.cell($0, $0.current, isCurrent: false, change: $0.change) })
      })
  }

  private static func table(of product: String, rows: [Report.Row], periods: [Period], _ shown: Shown) -> Table {
    Table(
      title: product,
      columns: rows.map { Column(label: $0.request.kpi.title, isCurrent: false) },
      rows: periods.indices.map { place in
        let isLast = place == periods.count - 1
        return TableRow(
          label: periods[place].labelInTable, sortValue: periods[place].id,
          cells: rows.map {
            shown.cell($0, $0.cells[place], isCurrent: isLast, change: isLast ? $0.change : nil)
          })
      })
  }

  private static func people(_ report: Report) -> String {
    let counted = report.exclusions
    let temporary =
      counted.temporary == 0 ? "none of them" : "\(counted.temporary) of the \(ShownValue.grouped("\(counted.people)"))"
    let anonymous = report.definition.people.anonymous == .include ? "; IP editors count as people here" : ""
    return "Registered and temporary accounts that are neither bots nor staff"
      + (report.definition.people.temporary == .exclude
        ? "; temporary accounts are left out here" : "; \(temporary) had a temporary account in this period")
      + anonymous + "."
  }

  private static func leftOut(_ exclusions: ParticipationExclusions) -> String? {
    let names: [(People.Exclusion, String)] = [
      (.anonymous, "IP editors"), (.temporary, "temporary accounts"), (.bot, "bots"), (.staff, "staff"),
      (.hidden, "authors who are hidden"),
    ]
    let parts = names.compactMap { exclusion, name in
      exclusions.edits[exclusion].map { "\(ShownValue.grouped("\($0)")) by \(name)" }
    }
    return parts.isEmpty ? nil : "Edits left out in this period: \(parts.joined(separator: ", "))."
  }

  private static func sources(_ report: Report) -> [SourceText] {
    let end = min(report.period.end, report.asOf)
    let feedback = report.pages.filter { $0.created.map { $0 < end } ?? true }.map { page in
      (page.title, page.wiki, page.lastRevisionID.map { "oldid=\($0)" } ?? "curid=\(page.pageID)")
    }
    let support = report.supportPages.filter { $0.created.map { $0 < end } ?? true }.map { page in
      (page.title, page.wiki, "curid=\(page.pageID)")
    }
    let all = feedback + support
    return all.enumerated().map { place, source in
      let (title, wiki, query) = source
      let index = report.definition.wikis.first { $0.name == wiki }?.indexAddress ?? ""
      return SourceText(
        title: title, wiki: wiki, link: Wikitext.externalLink("\(index)?\(query)", label: "\(wiki): \(title)"),
        isLast: place == all.count - 1)
    }
  }
}

extension WikiDefinition {
  /// The address of the wiki's index.php, which stands beside its api.php.
  var indexAddress: String {
    let text = api.text
    return text.hasSuffix("api.php") ? text.dropLast("api.php".count) + "index.php" : text
  }
}

extension PageContext.ChangeText {
  fileprivate init(_ change: Change, _ measurement: Measurement) {
    let shown = ShownChange(change, unit: measurement.unit, isMean: measurement.denominator != nil)
    self.init(amount: shown.amount, relative: shown.relative)
  }
}

extension PageContext.DefinitionText {
  fileprivate init(_ request: KPIRequest) {
    let better: String? =
      switch request.kpi.better {
      case .more: "more is better"
      case .less: "less is better"
      case .neither: nil
      }
    self.init(
      title: request.kpi.title, version: String(request.kpi.version), nature: request.kpi.nature.rawValue,
      better: better, text: request.kpi.definition(request.options))
  }
}
