import MediaWiki

/// What came of publishing, as `publish --format json` tells it.
package struct PublishingOutcome: Sendable, Encodable {
  /// The ways it can end.
  package enum Result: String, Sendable, Encodable {
    /// The page has a new revision.
    case published
    /// The page said it already.
    case unchanged
    /// Nothing was to be saved.
    case dryRun = "dry-run"
    /// Something kept the bot from saving.
    case refused
  }

  private enum CodingKeys: String, CodingKey { case result, page, revision, url, summary, reason }

  /// How it ended.
  package let result: Result
  /// The page's title; nil where the report could not be read.
  package let page: String?
  /// The revision that shows the report; nil when there is none.
  package let revision: Int?
  /// Where to see it; nil where the report could not be read.
  package let url: String?
  /// The edit summary; nil where the report was not measured.
  package let summary: String?
  /// Why nothing was saved, or what the edit makes up for.
  package let reason: String?
  /// What a person is asked about before it is done; nil where there is nothing to ask.
  package private(set) var question: String?

  /// The outcome for a page; without a revision it leads to the page itself.
  package init(_ result: Result, page: PageAddress, revision: Int?, summary: String?, reason: String? = nil) {
    self.result = result
    self.page = page.title
    self.revision = revision
    url = revision.map(page.url(revision:)) ?? page.url
    self.summary = summary
    self.reason = reason
  }

  /// A refusal, with as much as is known of the page.
  package init(refusing page: PageAddress?, summary: String? = nil, reason: String) {
    result = .refused
    self.page = page?.title
    revision = nil
    url = page?.url
    self.summary = summary
    self.reason = reason
  }

  /// The same outcome with something to ask about.
  func asking(_ question: String?) -> PublishingOutcome {
    var outcome = self
    outcome.question = question
    return outcome
  }

  /// The same outcome with a reason.
  package func explained(_ reason: String?) -> PublishingOutcome {
    PublishingOutcome(result: result, page: page, revision: revision, url: url, summary: summary, reason: reason)
  }

  private init(result: Result, page: String?, revision: Int?, url: String?, summary: String?, reason: String?) {
    self.result = result
    self.page = page
    self.revision = revision
    self.url = url
    self.summary = summary
    self.reason = reason
  }

  /// Writes every key, with null for what there is not.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(result, forKey: .result)
    try container.encode(page, forKey: .page)
    try container.encode(revision, forKey: .revision)
    try container.encode(url, forKey: .url)
    try container.encode(summary, forKey: .summary)
    try container.encode(reason, forKey: .reason)
  }
}

/// A page as people find it in a browser.
package struct PageAddress: Sendable, Equatable {
  /// The title.
  package let title: String
  private let index: String

  /// Makes the address of a page on a wiki.
  package init(title: String, wiki: WikiDefinition) {
    self.title = title
    index = wiki.indexAddress
  }

  /// Where the page is.
  package var url: String { "\(index)?title=\(Wikitext.percentEncoded(title.replacing(" ", with: "_")))" }

  /// Where a revision of the page is.
  package func url(revision: Int) -> String { "\(index)?oldid=\(revision)" }

  /// The same wiki's page of another title.
  func titled(_ title: String) -> PageAddress { PageAddress(title: title, index: index) }

  private init(title: String, index: String) {
    self.title = title
    self.index = index
  }
}
