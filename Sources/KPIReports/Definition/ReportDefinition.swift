import MediaWiki

/// What a report measures and where it is published: a report folder's `report.yaml`, read and checked.
package struct ReportDefinition: Sendable, Equatable {
  /// The name of the folder, which the page's markers carry.
  package var name: String
  /// The folder's path.
  package var folder: String
  /// The title of the page's tables and of the preview.
  package var title: String
  /// The wikis that the report reads or writes.
  package var wikis: [WikiDefinition]
  /// The page that shows the report; nil when it is only previewed.
  package var publish: PublishTarget?
  /// The page on which any text stops the bot from publishing; nil where there is none.
  package var shutoff: PublishTarget?
  /// The pages whose section "See also" is to have a link to the report.
  package var seeAlso: [PublishTarget]
  /// The length of the periods.
  package var period: PeriodUnit
  /// How many periods the tables show.
  package var show: Int
  /// What counts as now when the report carries its facts, which do not grow.
  package var asOf: Instant?
  /// Who counts as people.
  package var people: PeopleRules
  /// What is measured apart and together.
  package var products: [Product]
  /// The KPIs, in the order in which they are shown.
  package var kpis: [KPIRequest]
  /// Sentences tied to a value.
  package var notes: [Note]
  /// The templates that notes may call.
  package var noteTemplates: Set<TemplateName> = []
  /// Where what is measured became something else.
  package var breaks: [SeriesBreak] = []
  /// What is shown beside the tables.
  package var blocks: [ReportBlock] = []
  /// The page on which people keep figures; nil where they don't.
  package var figures: PublishTarget?
  /// Where its numbers stand for programs and for charts; nil where they don't.
  package var charts: ChartTarget?
  /// The surveys whose answers stand as their forms export them.
  package var surveys: [SurveySource] = []
}

/// A wiki of a report.
package struct WikiDefinition: Sendable, Equatable {
  /// The report's name for it.
  package var name: String
  /// The address of its api.php.
  package var api: WikiURL
  /// The base address of the pageviews API, where there is one.
  package var pageviews: WikiURL?
  /// The wiki's name in the pageviews API: `www.mediawiki.org`.
  package var project: String?
  /// The api.php of the wiki that logs the rights on all wikis that share their accounts; nil where there is none.
  package var central: WikiURL?
}

/// A page that a report shows itself on, or obeys.
package struct PublishTarget: Sendable, Equatable {
  /// The report's name for the wiki.
  package var wiki: String
  /// The page's title.
  package var page: String
}

/// A group of pages that is measured on its own.
package struct Product: Sendable, Equatable {
  /// The name in the tables.
  package var name: String
  /// Where people give feedback.
  package var feedback: [FeedbackSource]
  /// What supports the product's users.
  package var support: [SupportSource]
}

/// A page where people give feedback, with its archives.
package struct FeedbackSource: Sendable, Equatable {
  /// The report's name for the wiki.
  package var wiki: String
  /// The page's title.
  package var page: String
  /// The titles of its archives, as a prefix that ends in `*`.
  package var archives: String?
}

/// A page that supports a product's users.
package struct SupportSource: Sendable, Equatable {
  /// The report's name for the wiki.
  package var wiki: String
  /// The page's title.
  package var page: String
}

/// A sentence tied to a value: what a reader should know about it.
package struct Note: Sendable, Equatable {
  /// The KPI's id.
  package var kpi: String
  /// The product; nil for the whole report.
  package var product: String?
  /// The period.
  package var period: Period
  /// The sentence.
  package var text: LinkedText
}
