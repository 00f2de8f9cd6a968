import MediaWiki

/// What is known for one report: the input of every metric.
package struct ReportFacts: Sendable {
  /// The authors of the edits; an actor's id is its place here, and place 0 stands for hidden ones.
  package var actors: [ActorFact?] = [nil]
  /// The feedback pages of all products, each once.
  package var pages: [PageFacts] = []
  /// The threads of those pages, in the same order; none where the report does not measure them.
  package var discussions: [PageDiscussions] = []
  /// The major discussions that people keep by hand; nil where the report has no such register.
  package var register: DiscussionRegister?
  /// What the products are made of, in the report's order.
  package var products: [ProductFacts] = []
  /// What the report's page can have.
  package var features = WikiFeatures()
  /// How far back the logs of user rights reach that tell who was a bot.
  package var rights: [RightsReach] = []
  /// What readers were told before.
  package var told: [ToldValue] = []
  /// What people keep in tables.
  package var tables = TableFacts()

  /// Makes empty facts.
  package init() {}

  /// Makes the facts of a report that has tables alone.
  init(tables: TableFacts) { self.tables = tables }
}

/// An author as the store knows it.
package struct ActorFact: Sendable, Hashable {
  /// What kind of account it is.
  package enum Kind: String, Sendable {
    /// An account with a name.
    case registered
    /// A temporary account, made by the wiki for somebody who edited without signing in.
    case temporary
    /// An IP address.
    case anonymous
  }

  /// The newest name.
  package let name: String
  /// The kind of account.
  package let kind: Kind
  /// When it was in a bot group.
  package let botTimes: BotTimes

  /// Makes the fact from its parts.
  package init(name: String, kind: Kind, botTimes: BotTimes) {
    self.name = name
    self.kind = kind
    self.botTimes = botTimes
  }

  /// Makes the fact of an account that always was in a bot group, or never.
  package init(name: String, kind: Kind, isInBotGroup: Bool) {
    self.init(name: name, kind: kind, botTimes: isInBotGroup ? .always : .never)
  }
}

/// How far the facts from one place are known.
package struct Coverage: Sendable, Hashable {
  /// What was read, as a reader would call it: "VisualEditor/Feedback on mw".
  package let name: String
  /// The report's name of the wiki; nil where they come from no wiki.
  package let wiki: String?
  /// The facts are whole up to this time; nil when they were never read.
  package let until: Instant?
  /// Why the last try to read failed; nil when it did not.
  package let problem: String?

  /// Makes the coverage from its parts.
  package init(name: String, wiki: String? = nil, until: Instant?, problem: String?) {
    self.name = name
    self.wiki = wiki
    self.until = until
    self.problem = problem
  }
}

/// The history of a feedback page.
package struct PageFacts: Sendable {
  /// The page's title when it was last seen.
  package let title: String
  /// The report's name of the wiki.
  package let wiki: String
  /// The wiki's page id.
  package let pageID: Int
  /// When the first revision was made.
  package let created: Instant?
  /// How far the history is known.
  package let coverage: Coverage
  /// The newest revision before the end of the report's period.
  package let lastRevisionID: Int?
  /// All edits, oldest first.
  package let edits: [PackedEdit]
  /// Whether the page is a board, whose edits are its posts.
  package let isBoard: Bool

  /// Makes the facts from their parts.
  package init(
    title: String, wiki: String, pageID: Int, created: Instant?, coverage: Coverage, lastRevisionID: Int?,
    edits: [PackedEdit], isBoard: Bool = false
  ) {
    self.isBoard = isBoard
    self.title = title
    self.wiki = wiki
    self.pageID = pageID
    self.created = created
    self.coverage = coverage
    self.lastRevisionID = lastRevisionID
    self.edits = edits
  }
}

/// What a product is made of.
package struct ProductFacts: Sendable {
  /// The product's name.
  package let name: String
  /// The feedback pages, as places in ``ReportFacts/pages``.
  package let pages: [Int]
  /// The same, those of each feedback page with its archives together.
  package let successions: [[Int]]
  /// How far the feedback sources were resolved to pages.
  package let feedback: [Coverage]
  /// The pages of those sources that were deleted.
  package var lost: [LostPage]
  /// How far the logs were read that tell who was a bot there.
  package let rights: [Coverage]
  /// The support pages that exist.
  package let support: [SupportPageFacts]
  /// How far the support sources were resolved to pages.
  package let supportSources: [Coverage]

  /// Makes the facts from their parts.
  package init(
    name: String, pages: [Int], successions: [[Int]] = [], feedback: [Coverage], lost: [LostPage] = [],
    rights: [Coverage] = [],
    support: [SupportPageFacts], supportSources: [Coverage]
  ) {
    self.lost = lost
    self.rights = rights
    self.name = name
    self.successions = successions
    self.pages = pages
    self.feedback = feedback
    self.support = support
    self.supportSources = supportSources
  }
}

extension ProductFacts {
  /// What has to be known to tell what people wrote: the pages, and who was a bot.
  var peopleSources: [Coverage] { feedback + rights.filter { !feedback.contains($0) } }
}

/// A support page with the views of its titles.
package struct SupportPageFacts: Sendable {
  /// The page's title when it was last seen.
  package let title: String
  /// The report's name of the wiki.
  package let wiki: String
  /// The wiki's page id.
  package let pageID: Int
  /// When the page was created, where that is known.
  package let created: Instant?
  /// The last revision before the end of the report's period that is known; nil when none is.
  package let lastRevisionID: Int?
  /// The page's own title first, then its redirects.
  package let articles: [ArticleFacts]

  /// Makes the facts from their parts.
  package init(
    title: String, wiki: String, pageID: Int, created: Instant?, lastRevisionID: Int? = nil, articles: [ArticleFacts]
  ) {
    self.title = title
    self.wiki = wiki
    self.pageID = pageID
    self.created = created
    self.lastRevisionID = lastRevisionID
    self.articles = articles
  }
}

/// The daily views of one title.
package struct ArticleFacts: Sendable {
  /// The title as the pageviews API counts it.
  package let title: String
  /// The days that were asked for so far.
  package let askedDays: ClosedRange<Int>?
  /// Those of them that are final.
  package let finalDays: ClosedRange<Int>?
  /// Views by day since 1970; a final day that is missing had none.
  package let views: [Int: Int]
  /// Why the last try to ask failed.
  package let problem: String?

  /// Makes the facts from their parts.
  package init(
    title: String, askedDays: ClosedRange<Int>?, finalDays: ClosedRange<Int>?, views: [Int: Int], problem: String?
  ) {
    self.title = title
    self.askedDays = askedDays
    self.finalDays = finalDays
    self.views = views
    self.problem = problem
  }
}
