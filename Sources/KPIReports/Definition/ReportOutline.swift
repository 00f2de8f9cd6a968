import Foundation
import MediaWiki

/// What somebody says of a report before there is one; what they leave open is written as a line to be filled in.
package struct ReportOutline: Sendable {
  /// How a value begins that is still to be filled in.
  static let open = "TODO:"

  /// What is measured apart, with its pages.
  package struct Product: Sendable {
    /// What it is called.
    package var name: String?
    /// Pages on which people give feedback.
    package var feedback: [String] = []
    /// Pages that support its users.
    package var support: [String] = []

    /// Makes a product without pages.
    package init(name: String?) { self.name = name }

    /// Whether nothing is said of it.
    package var isEmpty: Bool { name == nil && feedback.isEmpty && support.isEmpty }
  }

  /// What somebody said of it beforehand.
  package struct Said: Sendable {
    /// The title of its tables.
    package var title: String?
    /// The wiki.
    package var wiki: String?
    /// The page that shows it.
    package var page: String?
    /// The length of its periods.
    package var period: PeriodUnit?
    /// What is measured.
    package var product: String?
    /// Pages on which people give feedback.
    package var feedback: [String]
    /// Pages that support users.
    package var support: [String]

    /// Takes what was said.
    package init(
      title: String?, wiki: String?, page: String?, period: PeriodUnit?, product: String?, feedback: [String],
      support: [String]
    ) {
      (self.title, self.wiki, self.page, self.period) = (title, wiki, page, period)
      (self.product, self.feedback, self.support) = (product, feedback, support)
    }
  }

  /// The title of its tables.
  package var title: String
  /// The address of the wiki's api.php.
  package var wiki: String?
  /// The page that shows it.
  package var page: String?
  /// The length of its periods.
  package var period = PeriodUnit.month
  /// What is measured apart.
  package var products: [Product] = []

  /// Makes an outline of nothing but a title.
  package init(title: String) { self.title = title }

  /// The page on which its wiki makes bot passwords; nil where the wiki is not known yet.
  package var botPasswords: String? {
    guard let wiki, (try? WikiURL(wiki)) != nil, wiki.hasSuffix("/api.php") else { return nil }
    return wiki.dropLast("api.php".count) + "index.php?title=Special:BotPasswords"
  }

  /// Whether a text is still to be filled in.
  static func isOpen(_ text: String) -> Bool { text == "TODO" || text.hasPrefix(open) }

  /// The report file.
  var yaml: String {
    // Who names pages of one kind alone wants no KPIs of the other.
    let all = products.isEmpty ? [Product(name: nil)] : products
    let hasFeedback = all.contains(where: needsFeedback)
    let hasSupport = all.contains(where: needsSupport)
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
      \(all.map(entry).joined())
      # What is measured; `kpibot kpis` lists all. A target is optional: {target: ">= 40"}
      kpis:
      \(hasFeedback ? Self.list(["returning-participants", "new-returning-participants", "participants", "edits"]) : "")\
      \(hasSupport ? reading : "")
      """
  }

  /// Who names pages of one kind alone wants none of the other.
  private func needsFeedback(_ product: Product) -> Bool {
    !product.feedback.isEmpty || product.support.isEmpty || !hasPageviews
  }

  private func needsSupport(_ product: Product) -> Bool {
    !product.support.isEmpty || product.feedback.isEmpty && hasPageviews
  }

  /// A product in the list of them.
  private func entry(_ product: Product) -> String {
    let feedback = "a page where people give feedback, such as Talk:X"
    let support = "a page that supports users, such as Help:X; or delete it, and support-pageviews"
    return "  - name: \(quoted(product.name, "what the pages are about"))\n"
      + (needsFeedback(product) ? pages("feedback", product.feedback, feedback) : "")
      + (needsSupport(product) ? pages("support", product.support, support) : "")
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
