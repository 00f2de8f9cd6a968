import Foundation
import MediaWiki

/// What somebody says of a report before there is one; what they leave open is written as a line to be filled in.
package struct ReportOutline: Sendable {
  /// How a value begins that is still to be filled in.
  static let open = "TODO:"

  /// The title of its tables.
  package var title: String
  /// The address of the wiki's api.php.
  package var wiki: String?
  /// The page that shows it.
  package var page: String?
  /// The length of its periods.
  package var period = PeriodUnit.month
  /// What is measured apart.
  package var product: String?
  /// Pages on which people give feedback.
  package var feedback: [String] = []
  /// Pages that support users.
  package var support: [String] = []

  /// Makes an outline of nothing but a title.
  package init(title: String) { self.title = title }

  /// Whether a text is still to be filled in.
  static func isOpen(_ text: String) -> Bool { text == "TODO" || text.hasPrefix(open) }

  /// The report file.
  var yaml: String {
    // Who names pages of one kind alone wants no KPIs of the other.
    let hasFeedback = !feedback.isEmpty || support.isEmpty || !hasPageviews
    let hasSupport = !support.isEmpty || feedback.isEmpty && hasPageviews
    return """
      # Try a change with `kpibot preview`; `kpibot check` says what is still missing. Nothing is written to a wiki before
      # `kpibot publish`.

      title: \(quoted(title))

      # A name for each wiki, and the address of its api.php.
      wikis:
        \(wikiName): \(quoted(wiki, "the address of api.php, such as https://meta.wikimedia.org/w/api.php"))

      # The page that shows the report. It needs the two marker lines, or must not exist yet.
      publish:
        wiki: \(wikiName)
        page: \(quoted(page, "the page that shows the report, such as Team/KPIs"))

      # A page on which any text stops the bot: whoever sees it go wrong can write there.
      # shutoff: {wiki: \(wikiName), page: "User:YourBot/Shutoff"}

      period: \(period.rawValue) # week, month, quarter or year
      show: 6 # periods in the tables

      # Who counts as people: neither bots nor staff.
      people:
        bots:
          groups: [bot]
          names: ["* bot", "*Bot"]
        # staff: {names: ["* (WMF)", "*-WMF"]}
        anonymous: exclude # IP editors; temporary accounts are people

      # What is measured apart. archives: "Talk:X/Archive *" beside a feedback page counts its archives too.
      products:
        - name: \(quoted(product, "what the pages are about"))
      \(hasFeedback ? pages("feedback", feedback, "a page where people give feedback, such as Talk:X") : "")\
      \(hasSupport ? pages("support", support, "a page that supports users, such as Help:X; or delete it, and support-pageviews") : "")
      # What is measured; `kpibot kpis` lists all. A target is optional: {target: ">= 40"}
      kpis:
      \(hasFeedback ? Self.list(["returning-participants", "new-returning-participants", "participants", "edits"]) : "")\
      \(hasSupport ? reading : "")
      """
  }

  /// The KPI of support pages; a comment where the wiki's pageviews are not known yet.
  private var reading: String {
    let kpi = "support-pageviews"
    guard !hasPageviews else { return Self.list([kpi]) }
    return "  # - \(kpi) # once the wiki above is {api: URL, pageviews: URL, project: name}\n"
  }

  /// Whether the wiki has pageviews that its address alone tells.
  private var hasPageviews: Bool { wiki == nil || project != nil }

  /// The wiki's project in Wikimedia's pageviews; nil where it has none.
  private var project: String? { wiki.flatMap { try? WikiURL($0).host }.flatMap(Wikimedia.project) }

  /// The wiki's name in the report, by its host.
  private var wikiName: String {
    guard let wiki, project != nil, let host = (try? WikiURL(wiki))?.host else { return "wiki" }
    let labels = host.split(separator: ".")
    return String(labels.first { $0 != "www" } ?? "wiki")
  }

  private func pages(_ key: String, _ titles: [String], _ open: String) -> String {
    let lines = (titles.isEmpty ? [nil] : titles.map(Optional.some)).map { title in
      "      - wiki: \(wikiName)\n        page: \(quoted(title, open))\n"
    }
    return "    \(key):\n" + lines.joined()
  }

  private static func list(_ items: [String]) -> String { items.map { "  - \($0)\n" }.joined() }

  private func quoted(_ text: String?, _ open: String) -> String { quoted(text ?? "\(Self.open) \(open)") }

  /// A text in double quotes: what JSON writes, YAML reads.
  private func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }
}
