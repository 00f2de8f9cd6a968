import MediaWiki

/// What the page template is given: the report as text that is already formatted.
///
/// Mustache sees stored properties only, and nothing as missing but a nil; so every value is a stored string, a list, a
/// flag or an optional.
package struct PageContext: Sendable {
  /// A number of the sentence at the top of the page.
  struct Headline: Sendable {
    /// What stands before the number: "unanticipated clashes"; nil where a sentence follows it.
    let lead: String?
    let value: ValueText
    /// What the number counts: "people"; nil for shares.
    let noun: String?
    /// What they did: "came back to a feedback page"; nil behind a lead.
    let phrase: String?
    /// Its interval and its change: "2.9 to 3.5, n = 48; ▲ 0.1 more"; nil where there are none.
    let remark: String?
    /// Whether it counts some of those that the headline before counts.
    let isPart: Bool
    let isFirst: Bool
    let isLast: Bool
  }

  /// A period of the table.
  struct Column: Sendable {
    let label: String
    let isCurrent: Bool
  }

  /// The rows of results, or those of activity.
  struct Group: Sendable {
    let title: String
    let isFirst: Bool
    let isResults: Bool
    let rows: [Row]
  }

  /// A KPI over the shown periods.
  struct Row: Sendable {
    let id: String
    let title: String
    /// What it tells, as a question; nil where the report asks none.
    let question: String?
    let target: String?
    let verdict: String?
    let isMet: Bool
    let isMissed: Bool
    let cells: [Cell]
    let change: ChangeText?
    /// The change over a year, with the period it is from: "▲ 53 more than in October 2025".
    let yearChange: ChangeText?
    /// Whether the value is news: "within the usual range"; nil where too little is known to tell.
    let usualRange: String?
    /// The limits of that range.
    let usualLimits: String?
    let trend: String
    /// The values in words, for readers who don't see the trend.
    let trendText: String
  }

  /// A value, as `{{formatnum:}}` takes it or in words.
  struct ValueText: Sendable {
    let number: String?
    let isShare: Bool
    let words: String?
    /// The confidence interval: "2.9 to 3.5, n = 48"; nil where there is none.
    let interval: String?
    /// The names under which other pages transclude the value; none where the wiki has no labelled sections.
    let sections: [Section]
  }

  /// A labelled section.
  struct Section: Sendable {
    /// The name, which is compared as it is written, so that it must not be escaped; it has nothing to escape.
    let name: String
  }

  /// A value in a table.
  struct Cell: Sendable {
    let value: ValueText
    let isCurrent: Bool
    let isPartial: Bool
    /// Whether values of another kind begin here, which are not compared with those before.
    let isSeam: Bool
    /// What a table sorts by: the number, empty where there is none.
    let sortValue: String
    let change: ChangeText?
    /// Whether the value is news; nil where that is said elsewhere, or not known.
    let usualRange: String?
    let notes: [NoteReference]
  }

  /// A number of a footnote.
  struct NoteReference: Sendable {
    let number: String
  }

  /// A change in words and sign.
  struct ChangeText: Sendable {
    /// By its sign: "▲ 18".
    let amount: String
    /// In sign and words: "▲ 18 more".
    let words: String
    /// As a part of the value before: "(+17 %)".
    let relative: String?
    let isBetter: Bool
    let isWorse: Bool
  }

  /// A table with a row for each product or period and a column for each KPI.
  struct Table: Sendable {
    let title: String
    let columns: [Column]
    let rows: [TableRow]
  }

  /// A row of such a table.
  struct TableRow: Sendable {
    let label: String
    /// A link to the product's page, as wikitext; nil where there is none.
    let link: String?
    let sortValue: String
    let cells: [Cell]
  }

  /// A footnote.
  struct NoteText: Sendable {
    let number: String
    /// The words without links.
    let text: String
    /// The words with their links and templates.
    let wikitext: String
  }

  /// How a number is made.
  struct DefinitionText: Sendable {
    let title: String
    let version: String
    let nature: String
    let better: String?
    let text: String
  }

  /// Pages that the numbers rest on.
  struct SourceList: Sendable {
    let count: String
    let pages: [SourceText]
  }

  /// A page that the numbers rest on, at the newest revision that counts.
  struct SourceText: Sendable {
    let title: String
    let wiki: String
    /// A link to the page, as wikitext.
    let link: String
    let isLast: Bool
  }

  /// The report's numbers in the namespace Data.
  struct Chart: Sendable {
    /// The chart's page, without its namespace; nil where the page's wiki shows no charts.
    let name: String?
    /// A link to the table with every KPI, as wikitext.
    let link: String
  }

  /// The values that are wikitext made by kpibot itself, the only ones that a template may show without escaping.
  static let wikitextFields: Set = ["link", "name", "wikitext"]

  let report: String
  let title: String
  /// The period: "October 2026".
  let period: String
  /// The period after "in": "the third quarter of 2026".
  let periodInSentence: String
  let periodID: String
  /// How long periods are: "month".
  let unit: String
  let headlines: [Headline]
  let columns: [Column]
  /// How many columns the scorecard has.
  let width: String
  let groups: [Group]
  /// The KPIs that are no longer followed, with their history; nil where there are none.
  let retired: Group?
  /// The products side by side, in the report's period; nil where nothing is measured by product.
  let comparison: Table?
  /// Each product over the shown periods.
  let products: [Table]
  /// People by the period of their first edit; nil where the report does not ask for them.
  let cohorts: BlockTable?
  /// Whether the report asks for KPIs measured in other ways.
  let hasRobustness: Bool
  let robustness: [BlockTable]
  /// The report's chart; nil where there is none.
  let chart: Chart?
  let hasNotes: Bool
  let notes: [NoteText]
  let definitions: [DefinitionText]
  /// What the usual range is; nil where there is none.
  let usualRangeText: String?
  let people: String?
  let leftOut: String?
  /// How many revisions of feedback pages were read.
  let revisions: String
  /// The feedback pages; nil where there are none.
  let feedback: SourceList?
  /// The support pages; nil where there are none.
  let support: SourceList?
  /// The time up to which facts count: the period's end, or now while it lasts.
  let until: String
  /// When the page was computed: the one thing that may differ between two pages that say the same.
  let computed: String
}
