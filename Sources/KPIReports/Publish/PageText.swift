import MediaWiki

/// What a page says before and after the report is put into it.
package struct PageText: Sendable {
  /// The title.
  package let title: String
  /// The wikitext as it is; nil where the page does not exist.
  package let before: String?
  /// The wikitext with the report in it.
  package let after: String

  /// What the bot writes of it, in bytes.
  let ownSize: Int

  /// What the page says of its region; nil where it says nothing.
  let mark: ComputedMark?

  /// Why the report should not take the place of what the page shows, one sentence each.
  package let objections: [String]

  /// Whether the page says already what it should.
  package var isUnchanged: Bool { before == after }

  /// Puts a report into a page.
  ///
  /// The time of computing alone is no change: a region that would be the same, had it been computed when the old one
  /// was, stays as it is.
  ///
  /// - Throws: ``RegionError`` when the page exists and its markers are not right.
  package init(title: String, text: String?, report: RenderedReport) throws(RegionError) {
    self.title = title
    before = text
    let region = MarkedRegion(report: report.name)
    ownSize = report.content(computed: report.asOf).utf8.count
    guard let text else {
      after = region.page(with: report.content(computed: report.asOf))
      (mark, objections) = (nil, [])
      return
    }
    let old = try region.content(of: text)
    mark = ComputedMark(in: old)
    let isSame = mark.map { report.content(computed: $0.computed) == old } ?? false
    let new = report.content(computed: report.asOf)
    after = isSame ? text : try region.replacing(in: text, with: new)
    let part = mark?.columns.map { Double(report.columns) / Double($0) } ?? 1
    objections = PublishingGuard.objection(replacing: old, with: new, showing: part).map { [$0] } ?? []
  }
}

/// A report ready to be put into a page.
package struct RenderedReport: Sendable {
  private let report: Report
  private let templates: TemplateFolder
  private var hasChart = true
  private var hasNewChart = true

  /// Takes a report and its templates.
  package init(_ report: Report, templates: TemplateFolder) {
    self.report = report
    self.templates = templates
  }

  /// The same report without its chart, for a page whose chart is not published.
  package var withoutChart: RenderedReport {
    var rendered = self
    rendered.hasChart = false
    return rendered
  }

  /// The same report for a page whose chart could not be renewed: it stays due.
  package var withOldChart: RenderedReport {
    var rendered = self
    rendered.hasNewChart = false
    return rendered
  }

  /// The report's name.
  package var name: String { report.definition.name }

  /// The period.
  var period: Period { report.period }

  /// What counts as now.
  package var asOf: Instant { report.asOf }

  /// How many periods are shown.
  var columns: Int { report.periods.count }

  /// What only this report brings to a page, computed at this time: its last line with the end of its region.
  var sign: String { "\(mark(computed: report.asOf).line)\n\(MarkedRegion(report: name).end)" }

  /// The region's content as the wiki will store it, which says that it was computed at a time.
  package func content(computed: Instant) -> String {
    let page = StoredText(templates.page(PageContext(report, computed: computed, hasChart: hasChart))).text
    return page + "\n" + mark(computed: computed).line
  }

  private func mark(computed: Instant) -> ComputedMark {
    ComputedMark(
      period: report.period, computed: computed, isIncomplete: report.isIncomplete || !hasChart || !hasNewChart,
      columns: columns > report.definition.show ? columns : nil)
  }

  /// The edit summary, cut to what MediaWiki keeps.
  package var summary: String { summary(remarking: []) }

  /// The edit summary with remarks at its end, of which nothing is cut.
  func summary(remarking remarks: [String]) -> String {
    let text = templates.summary(SummaryContext(report))
    let end = remarks.isEmpty ? "" : " (\(SummaryContentType().escapeText(remarks.joined(separator: "; "))))"
    let room = Self.longestSummary - end.unicodeScalars.count
    let scalars = text.unicodeScalars
    guard scalars.count > room else { return text + end }
    return String(String.UnicodeScalarView(scalars.prefix(max(0, room - 1)))) + "…" + end
  }

  /// MediaWiki keeps this many code points of a summary.
  private static let longestSummary = 500
}
