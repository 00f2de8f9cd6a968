import Foundation

/// A page that wikitext can link to, and the ways to do so.
struct LinkTarget {
  /// The namespaces into which a link without a colon puts a page, or which it shows instead of linking to.
  private static let ownMeaning = ["category", "file", "image"]
  /// What leads to a page in the reader's language, behind the namespace of special pages.
  private static let myLanguage = "mylanguage/"
  /// Templates that show a link to a template of a name.
  private static let templateLinks: Set = ["t", "tl", "tlx", "tlp", "tnull", "template", "template link"]
  /// Functions that give a page's address.
  private static let addressFunctions: Set = [
    "fullurl", "fullurle", "canonicalurl", "canonicalurle", "localurl", "localurle",
  ]
  /// What other wikis call those of Wikimedia that reports stand on.
  private static let interwikis = [
    "meta.wikimedia.org": ["m", "meta", "metawikimedia", "metawikipedia"],
    "www.mediawiki.org": ["mw", "mediawikiwiki"],
    "commons.wikimedia.org": ["c", "commons"], "www.wikidata.org": ["d", "wikidata"],
  ]

  /// The link as wikitext.
  let link: String
  private let title: Title
  private let host: String
  private let isOnSameWiki: Bool

  init(_ page: PageAddress, onSameWiki: Bool) {
    title = Title(page.title)
    host = Self.host(URLComponents(string: page.url))
    isOnSameWiki = onSameWiki
    // Namespaces have other names on other wikis, so that a colon stands before each of them.
    let colon = page.title.contains(":") ? ":" : ""
    link =
      onSameWiki
      ? "[[\(colon)\(page.title)]]" : WikitextContentType.settled(Wikitext.externalLink(page.url, label: page.title))
  }

  /// Whether a text, without what is no markup in it, has a link to the page, in whatever way people write one.
  func isLinked(in text: String) -> Bool { hasLink(in: text) || hasAddress(in: text) || hasCall(in: text) }

  private func hasLink(in text: String) -> Bool {
    text.ranges(of: "[[").contains { brackets in
      let rest = text[brackets.upperBound...]
      let target = rest.prefix { !"|]#[{}<>".contains($0) && !$0.isNewline }
      let next = rest[target.endIndex...]
      guard next.hasPrefix("]]") || (next.hasPrefix("|") || next.hasPrefix("#")) && next.contains("]]") else {
        return false
      }
      return leadsHere(String(target))
    }
  }

  /// Whether a link's target is the page.
  private func leadsHere(_ target: String) -> Bool {
    let linked = Title(target)
    if isOnSameWiki, linked == title { return linked.hasColon || !Self.ownMeaning.contains(linked.namespace) }
    guard isOnSameWiki || Self.interwikis[host]?.contains(linked.namespace) == true else { return false }
    if !isOnSameWiki, Title(linked.name) == title { return true }
    let inside = isOnSameWiki ? linked : Title(linked.name)
    // The namespace of special pages has other names in other languages.
    guard !inside.namespace.isEmpty, inside.name.lowercased().hasPrefix(Self.myLanguage) else { return false }
    return Title(String(inside.name.dropFirst(Self.myLanguage.count))) == title
  }

  /// Whether a template is given the page's title, as those are that show a link in the reader's language, or a function
  /// that gives its address.
  private func hasCall(in text: String) -> Bool {
    guard text.contains("{{") else { return false }
    let scan = WikitextScan(text)
    return scan.templates.compactMap(scan.call).contains { call in
      let parts = call.name.split(separator: ":", maxSplits: 1).map { $0.trimmingBlanks }
      let name = parts.first?.lowercased() ?? ""
      if Self.addressFunctions.contains(name), parts.count > 1 {
        let query = (call.positional + call.parameters.map { "\($0.key)=\($0.value)" }).joined(separator: "&")
        return leadsHere(":" + parts[1].prefix { $0 != "#" }) && !Self.showsSomethingElse(query)
      }
      guard parts.count == 1, !Self.templateLinks.contains(name) else { return false }
      let given = call.positional.prefix(1) + [call.parameters["1"]].compactMap(\.self)
      return given.contains { leadsHere(":" + $0.drop { $0 == ":" }.prefix { $0 != "#" }) }
    }
  }

  // MARK: Addresses

  /// Whether a text has an address of the page, whatever its form.
  private func hasAddress(in text: String) -> Bool {
    guard text.contains("//") else { return false }
    return text.matches(of: /(?:https?:)?\/\/[^\s\[\]<>"|{}]+/.ignoresCase()).contains { match in
      let address = String(match.output)
      // Signs behind an address that stands in a sentence don't belong to it.
      let bare = String(address.reversed().drop { ",;.:!?)".contains($0) }.reversed())
      return isAddress(address) || isAddress(bare)
    }
  }

  private func isAddress(_ text: String) -> Bool {
    guard let url = URLComponents(string: text) ?? URLComponents(string: Self.encoded(text)), Self.host(url) == host
    else {
      return false
    }
    let items = url.queryItems ?? []
    let query = items.map { "\($0.name)=\($0.value ?? "")" }.joined(separator: "&")
    guard !Self.showsSomethingElse(query) else { return false }
    if let title = items.last(where: { $0.name == "title" })?.value { return leads(title) }
    let path = url.path
    return ["/wiki/", "/w/index.php/", "/index.php/", "/w/", "/"].contains { prefix in
      path.hasPrefix(prefix) && leads(String(path.dropFirst(prefix.count)))
    }
  }

  /// Whether a title in an address is the page's, or leads to it in the reader's language.
  private func leads(_ text: String) -> Bool {
    let found = Title(text)
    guard found != title else { return true }
    guard !found.namespace.isEmpty, found.name.lowercased().hasPrefix(Self.myLanguage) else { return false }
    return Title(String(found.name.dropFirst(Self.myLanguage.count))) == title
  }

  /// Whether an address's query asks for something else than the page as it is.
  private static func showsSomethingElse(_ query: String) -> Bool {
    query.contains(/(?:^|&) *(?:(?:oldid|diff|curid) *=|action *=(?! *(?:view|render|purge)\b))/.ignoresCase())
  }

  /// The host and port of an address, the one for small screens like the other.
  private static func host(_ url: URLComponents?) -> String {
    let name = (url?.host ?? "").lowercased().replacing(".m.", with: ".")
    return name + (url?.port.map { ":\($0)" } ?? "")
  }

  /// An address whose other letters are encoded, as browsers do.
  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: CharacterSet.urlFragmentAllowed.union(["#", "%"])) ?? text
  }

  /// A title in its parts, as far as they can be told apart without the wiki.
  private struct Title: Equatable {
    /// What stands before the first colon, in lower case: the wiki does not mind its case.
    let namespace: String
    /// The page's name, with a capital first.
    let name: String
    /// Whether the link begins with a colon.
    let hasColon: Bool

    init(_ text: String) {
      let text = (text.removingPercentEncoding ?? text).replacing("_", with: " ")
      let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      hasColon = words.hasPrefix(":")
      let parts = words.dropFirst(hasColon ? 1 : 0).split(
        separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let name = parts[parts.count - 1].drop { $0 == " " }
      namespace = parts.count == 2 ? String(parts[0]).trimmingCharacters(in: .whitespaces).lowercased() : ""
      self.name = name.prefix(1).uppercased() + name.dropFirst()
    }

    static func == (one: Title, other: Title) -> Bool { one.namespace == other.namespace && one.name == other.name }
  }
}
