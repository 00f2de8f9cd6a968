import MediaWiki

/// Saves a report on its page.
package struct Publisher: Sendable {
  /// What came of publishing.
  package struct Outcome: Sendable, Encodable {
    /// The ways it can end without an error.
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
    /// The page's title.
    package let page: String
    /// The revision that shows the report; nil when there is none.
    package let revision: Int?
    /// Where to see it.
    package let url: String
    /// The edit summary.
    package let summary: String
    /// Why nothing was saved.
    package let reason: String?

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

  private let wiki: Wiki
  private let definition: WikiDefinition
  private let title: String
  private let report: RenderedReport

  /// Prepares to save a report on a page.
  package init(_ report: RenderedReport, on title: String, of definition: WikiDefinition, wiki: Wiki) {
    self.report = report
    self.title = title
    self.definition = definition
    self.wiki = wiki
  }

  /// What the page says, and what it will say.
  package func page() async throws -> PageText {
    let page = try await wiki.page(title)
    return try PageText(title: page.title, text: page.revision?.text, report: report)
  }

  /// Signs in and saves the report, unless the page says it already.
  ///
  /// - Throws: ``WikiError``, ``RegionError`` or ``OtherAccount``, before anything was saved.
  package func publish(as account: String?) async throws -> Outcome {
    try await signIn(as: account)
    let summary = report.summary
    let result = try await wiki.edit(title, summary: summary) { page in
      let text = try PageText(title: page.title, text: page.revision?.text, report: report)
      return text.isUnchanged ? nil : text.after
    }
    switch result {
    case .saved(let revision, _): return outcome(.published, revision: revision)
    case .unchanged: return outcome(.unchanged, revision: try await wiki.page(title).revision?.id)
    }
  }

  /// Does everything but save.
  package func rehearse(as account: String?, signsIn: Bool) async throws -> Outcome {
    if signsIn { try await signIn(as: account) }
    let page = try await wiki.page(title)
    let text = try PageText(title: page.title, text: page.revision?.text, report: report)
    return outcome(
      .dryRun, revision: page.revision?.id, reason: text.isUnchanged ? "the page says it already" : nil)
  }

  /// An outcome that refuses, for a reason.
  package func refusal(_ reason: String) -> Outcome { outcome(.refused, revision: nil, reason: reason) }

  private func signIn(as account: String?) async throws {
    let user = try await wiki.signIn()
    guard let account, !NamePattern(account.replacing("*", with: "")).matches(user.name) else { return }
    throw OtherAccount(expected: account, found: user.name, wiki: wiki.name)
  }

  private func outcome(_ result: Outcome.Result, revision: Int?, reason: String? = nil) -> Outcome {
    let url =
      revision.map { "\(definition.indexAddress)?oldid=\($0)" }
      ?? "\(definition.indexAddress)?title=\(Wikitext.percentEncoded(title.replacing(" ", with: "_")))"
    return Outcome(
      result: result, page: title, revision: revision, url: url, summary: report.summary, reason: reason)
  }
}

/// The wiki signed the bot in under another name than that of the credentials.
package struct OtherAccount: Error, CustomStringConvertible {
  let expected: String
  let found: String
  let wiki: String

  /// What went wrong and what to do.
  package var description: String {
    "signing in on \(wiki): the wiki says that the bot is \"\(found)\", and the credentials are of \"\(expected)\"; "
      + "nothing was saved. Mend KPIBOT_USERNAME or the token"
  }
}
