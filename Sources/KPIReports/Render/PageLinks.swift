import MediaWiki

/// Links from a report's page to the pages that it is about, on its own wiki and on others.
struct PageLinks {
  private let definition: ReportDefinition
  /// The wiki on which the links stand; nil where that is none of the report's.
  private let own: String?

  /// Links for the report's page.
  init(_ definition: ReportDefinition) {
    self.init(definition, on: definition.publish?.wiki)
  }

  /// Links for a page of some wiki.
  init(_ definition: ReportDefinition, on wiki: String?) {
    self.definition = definition
    own = wiki
  }

  /// A link to a page, wherever it is.
  func link(to title: String, on wiki: String) -> String {
    if isOwn(wiki) { return Wikitext.internalLink(title, label: title) }
    let address = "\(index(of: wiki))?title=\(Wikitext.percentEncoded(title.replacing(" ", with: "_")))"
    return Wikitext.externalLink(address, label: title)
  }

  /// A link to a product's first page, as wikitext.
  func link(toProduct name: String) -> String? {
    guard let product = definition.products.first(where: { $0.name == name }) else { return nil }
    let pages = product.feedback.map { ($0.page, $0.wiki) } + product.support.map { ($0.page, $0.wiki) }
    guard let (title, wiki) = pages.first else { return nil }
    if isOwn(wiki) { return Wikitext.internalLink(title, label: name) }
    let address = "\(index(of: wiki))?title=\(Wikitext.percentEncoded(title.replacing(" ", with: "_")))"
    return Wikitext.externalLink(address, label: name)
  }

  /// The feedback pages that a report rests on; nil where there are none.
  func feedback(of report: Report) -> PageContext.SourceList? {
    list(
      report.pages.filter { $0.created.map { $0 < report.until } ?? true }.map {
        ($0.title, $0.wiki, $0.pageID, $0.lastRevisionID)
      })
  }

  /// The support pages that a report rests on; nil where there are none.
  func support(of report: Report) -> PageContext.SourceList? {
    list(
      report.supportPages.filter { $0.created.map { $0 < report.until } ?? true }.map {
        ($0.title, $0.wiki, $0.pageID, $0.lastRevisionID)
      })
  }

  /// Pages with links to their revisions; nil where there are none.
  private func list(_ pages: [(title: String, wiki: String, pageID: Int, revision: Int?)]) -> PageContext.SourceList? {
    guard !pages.isEmpty else { return nil }
    let texts = pages.enumerated().map { place, page in
      PageContext.SourceText(
        title: page.title, wiki: page.wiki,
        link: link(to: page.title, on: page.wiki, pageID: page.pageID, revision: page.revision),
        isLast: place == pages.count - 1)
    }
    return PageContext.SourceList(count: String(pages.count), pages: texts)
  }

  private func link(to title: String, on wiki: String, pageID: Int, revision: Int?) -> String {
    // Where there is but one wiki, nobody needs to be told which.
    let label = definition.wikis.count == 1 ? title : "\(title) (\(wiki))"
    if isOwn(wiki) {
      return revision.map { Wikitext.permanentLink($0, label: label) } ?? Wikitext.internalLink(title, label: label)
    }
    let query = revision.map { "oldid=\($0)" } ?? "curid=\(pageID)"
    return Wikitext.externalLink("\(index(of: wiki))?\(query)", label: label)
  }

  private func isOwn(_ wiki: String) -> Bool { own == wiki }

  private func index(of wiki: String) -> String {
    definition.wikis.first { $0.name == wiki }?.indexAddress ?? ""
  }
}

extension WikiDefinition {
  /// The address of the wiki's index.php, which stands beside its api.php.
  var indexAddress: String {
    let text = api.text
    return text.hasSuffix("api.php") ? text.dropLast("api.php".count) + "index.php" : text
  }
}
