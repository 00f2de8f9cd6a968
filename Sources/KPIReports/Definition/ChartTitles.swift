/// What a report calls its title, periods and KPIs on Data pages, by language.
package struct ChartTitles: Sendable, Equatable {
  /// What can be called something beside the KPIs.
  package enum Part: String, Sendable, CaseIterable {
    /// The title of the report, of its tables and its chart.
    case report
    /// A period.
    case period
    /// Whether all values of a period are final.
    case final
    /// The unit of what the chart draws.
    case unit
  }

  private static let english = "en"
  private var texts: [String: [String: String]] = [:]

  /// No titles but those in English.
  package init() {}

  /// Reads titles; an unknown language or thing is noted.
  init(_ cursor: YAMLCursor, kpis: [KPIRequest]) {
    let known = Part.allCases.map(\.rawValue) + kpis.map(\.kpi.id)
    for entry in cursor.entries ?? [] {
      guard LocalizedLine.isLanguage(entry.key) else {
        cursor.notes.add("\"\(entry.key)\" is not the code of a language, such as de", at: entry.keyNode)
        continue
      }
      for (thing, title) in entry.value.fields(known) ?? [:] {
        guard let text = title.text else { continue }
        guard LocalizedLine.allows(text) else {
          title.mistake("\(title.path) is no title: \(LocalizedLine.rule)")
          continue
        }
        texts[entry.key, default: [:]][thing] = text
      }
    }
  }

  /// What a part is called, by language: in English as kpibot says it, unless the report says otherwise.
  package func texts(of part: Part, english text: String) -> [String: String] { texts(of: part.rawValue, text) }

  /// What a KPI is called, likewise.
  package func texts(of kpi: KPIDefinition, english text: String) -> [String: String] { texts(of: kpi.id, text) }

  private func texts(of thing: String, _ english: String) -> [String: String] {
    [Self.english: english].merging(texts.compactMapValues { $0[thing] }) { $1 }
  }
}
