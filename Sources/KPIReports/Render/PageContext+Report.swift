import MediaWiki

extension PageContext {
  /// Formats a report for a page that says that it was computed at a time, with its chart where that is published.
  package init(_ report: Report, computed: Instant, hasChart: Bool = true) {
    let notes = Footnotes(report)
    let tables = PageTables(report, notes: notes)
    self.report = report.definition.name
    title = report.definition.title
    period = report.period.label
    periodInSentence = report.period.labelInSentence
    periodID = report.period.id
    unit = report.definition.period.rawValue
    headlines = Self.headlines(report)
    columns = report.periods.map { period in
      let isCurrent = period == report.period
      return Column(label: isCurrent ? period.labelInTable : period.shortLabel, isCurrent: isCurrent)
    }
    width = String(report.periods.count + 4)
    groups = tables.groups
    retired = tables.retired
    comparison = tables.comparison
    products = tables.products
    cohorts = Self.cohorts(report)
    robustness = Self.robustness(report)
    hasRobustness = !report.robustness.isEmpty
    chart = hasChart ? Self.chart(report) : nil
    hasNotes = !notes.notes.isEmpty
    self.notes = notes.notes.enumerated().map { place, text in
      NoteText(number: String(place + 1), text: text.plain, wikitext: text.wikitext)
    }
    let hasBoards = report.pages.contains(where: \.isBoard)
    definitions = report.definition.kpis.map { request in
      let whole = report.rows.first { $0.request.kpi.id == request.kpi.id }
      return DefinitionText(request, hasBoards: hasBoards, temporary: whole.flatMap { Self.temporary($0.current) })
    }
    usualRangeText = report.usualRangeDefinition
    people = Self.people(report)
    leftOut = Self.leftOut(report.exclusions)
    revisions = String(report.exclusions.revisions)
    let links = PageLinks(report.definition)
    feedback = links.feedback(of: report)
    support = links.support(of: report)
    until = report.until.inWords
    self.computed = computed.inWords
  }

  private static func chart(_ report: Report) -> Chart? {
    report.definition.charts.map { target in
      Chart(
        name: report.features.charts ? target.chartName : nil,
        link: PageLinks(report.definition).link(to: DataPage.namespace + target.tableName, on: target.wiki))
    }
  }

  private static func headlines(_ report: Report) -> [Headline] {
    let headlines = report.headlines
    // What the first change is a change from goes for those that follow.
    let compared = headlines.firstIndex { $0.change != nil }
    let earlier = report.period.advanced(by: -1).label(beside: report.period)
    return headlines.enumerated().map { place, headline in
      let change = headline.change.map { change in
        let words = place == compared ? change.words(since: earlier) : change.words
        return words.replacing(change.words, with: change.words.replacing(" ", with: "\u{A0}"))
      }
      let remarks = [headline.value.interval, change].compactMap(\.self)
      return Headline(
        lead: headline.lead, value: ValueText(headline.value), noun: headline.noun,
        phrase: headline.phrase.isEmpty ? nil : headline.phrase,
        remark: remarks.isEmpty ? nil : remarks.joined(separator: "; "), isPart: headline.isPart, isFirst: place == 0,
        isLast: place == headlines.count - 1)
    }
  }

  /// Who counts as people; nil where nothing is measured of any.
  private static func people(_ report: Report) -> String? {
    guard report.definition.kpis.contains(where: { !$0.kpi.family.isTable }) else { return nil }
    let counted = report.exclusions
    let temporary =
      counted.temporary == 0 ? "none of them" : "\(counted.temporary) of the \(ShownValue.grouped("\(counted.people)"))"
    let end =
      counted.temporary == 0
      ? ""
      : " (it ends after \(CohortTally.daysOfTemporaryAccounts) days: who had one can neither come back later nor be told "
        + "from a new person)"
    let anonymous = report.definition.people.anonymous == .include ? "; IP editors count as people here" : ""
    return "Registered and temporary accounts that are neither bots nor staff"
      + (report.definition.people.temporary == .exclude
        ? "; temporary accounts are left out here" : "; \(temporary) had a temporary account in this period\(end)")
      + anonymous + "." + (bots(report.rights).map { " \($0)" } ?? "")
  }

  /// As of when bots are told, and how far back that goes; nil where no wiki was asked.
  private static func bots(_ rights: [RightsReach]) -> String? {
    guard !rights.isEmpty else { return nil }
    let reaches = rights.map { reach in
      let place = reach.wiki.map { "on \($0)" } ?? "for the rights on all wikis"
      return place + (reach.first.map { " since \($0.date.inWords)" } ?? " without any entry so far")
    }
    return "Who was a bot is told as of each edit by the log of user rights (\(reaches.joined(separator: ", "))); of "
      + "accounts that it never calls a bot, today's groups count."
  }

  /// How much of a value are temporary accounts, in a sentence; nil where that does not matter, or none is.
  private static func temporary(_ value: Measurement) -> String? {
    guard let temporary = value.temporary, temporary > 0 else { return nil }
    let people = value.denominator ?? value.value ?? 0
    return "Of the \(ShownValue.grouped("\(Int(people))")) people behind the value of \(value.period.labelInSentence), "
      + "\(ShownValue.grouped("\(temporary)")) had a temporary account."
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
}

extension PageContext.ValueText {
  /// Shows a value, under names by which other pages can transclude it.
  init(_ value: ShownValue, sections: [SectionName] = []) {
    self.init(
      number: value.number, isShare: !value.suffix.isEmpty, words: value.words, interval: value.interval,
      sections: sections.map { PageContext.Section(name: $0.text) })
  }
}

extension PageContext.DefinitionText {
  fileprivate init(_ request: KPIRequest, hasBoards: Bool, temporary: String?) {
    let better: String? =
      switch request.kpi.better {
      case .more: "more is better"
      case .less: "less is better"
      case .neither: nil
      }
    let texts = [request.kpi.definition(request.options), hasBoards ? request.kpi.onBoards : nil, temporary]
    self.init(
      title: request.kpi.title, version: String(request.version), nature: request.kpi.nature.rawValue,
      better: better, text: texts.compactMap(\.self).joined(separator: " "))
  }
}

extension String {
  /// The text with no-break spaces where a number would be torn from its sign.
  var withHardSpaces: String {
    replacing(" %", with: "\u{A0}%").replacing("▲ ", with: "▲\u{A0}").replacing("▼ ", with: "▼\u{A0}")
      .replacing("≥ ", with: "≥\u{A0}").replacing("≤ ", with: "≤\u{A0}")
  }
}
