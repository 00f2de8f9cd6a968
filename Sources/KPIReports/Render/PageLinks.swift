import MediaWiki

/// Links from a report's page to the pages that it is about, on its own wiki and on others.
struct PageLinks {
  private let definition: ReportDefinition

  init(_ definition: ReportDefinition) { self.definition = definition }

  /// A link to a product's first page, as wikitext.
  func link(toProduct name: String) -> String? {
    guard let product = definition.products.first(where: { $0.name == name }) else { return nil }
    let pages = product.feedback.map { ($0.page, $0.wiki) } + product.support.map { ($0.page, $0.wiki) }
    guard let (title, wiki) = pages.first else { return nil }
    if isOwn(wiki) { return Wikitext.internalLink(title, label: name) }
    let address = "\(index(of: wiki))?title=\(Wikitext.percentEncoded(title.replacing(" ", with: "_")))"
    return Wikitext.externalLink(address, label: name)
  }

  /// Pages with links to their revisions; nil where there are none.
  func list(_ pages: [(title: String, wiki: String, pageID: Int, revision: Int?)]) -> PageContext.SourceList? {
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

  private func isOwn(_ wiki: String) -> Bool { definition.publish?.wiki == wiki }

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
