import MediaWiki

/// Puts a link to the report into another page's section "See also", where it is not there yet; every other byte stays.
package struct SeeAlsoSection: Sendable {
  private static let heading = "See also"

  private let target: LinkTarget

  /// Makes the link to a page; on another wiki it is an external one.
  package init(to page: PageAddress, onSameWiki: Bool) { target = LinkTarget(page, onSameWiki: onSameWiki) }

  /// Whether the section has the link already.
  package func isThere(on text: String) -> Bool {
    let page = PageSections(text)
    return page.section(Self.heading).map { target.isLinked(in: page.shown($0)) } ?? false
  }

  /// The page's text with the link, or nil where it is there already.
  ///
  /// - Throws: ``NoPlaceForLine`` where readers would not see it, which would have it added again and again.
  package func adding(to text: String) throws(NoPlaceForLine) -> String? {
    if isThere(on: text) { return nil }
    let page = PageSections(text)
    let item = "* \(target.link)\n"
    let added: String
    if let section = page.section(Self.heading) {
      added = page.inserting(item, before: try page.placeForItem(in: section))
    } else {
      added = page.inserting("\n== \(Self.heading) ==\n\(item)", before: try page.placeForSection())
    }
    guard isThere(on: StoredText(added).text) else { throw NoPlaceForLine(beginning: nil) }
    return added
  }
}
