import Foundation

/// A page that wikitext can link to, and the ways to do so.
struct LinkTarget {
  /// The namespaces into which a link without a colon puts a page, or which it shows instead of linking to.
  private static let ownMeaning = ["category", "file", "image"]

  /// The link as wikitext.
  let link: String
  private let title: Title?
  private let address: String

  init(_ page: PageAddress, onSameWiki: Bool) {
    address = page.url
    title = onSameWiki ? Title(page.title) : nil
    // Namespaces have other names on other wikis, so that a colon stands before each of them.
    let colon = page.title.contains(":") ? ":" : ""
    link =
      onSameWiki
      ? "[[\(colon)\(page.title)]]" : WikitextContentType.settled(Wikitext.externalLink(page.url, label: page.title))
  }

  /// Whether a text, without what is no markup in it, has a link to the page.
  func isLinked(in text: String) -> Bool {
    title.map { isLinked($0, in: text) } ?? isAddressed(in: text)
  }

  private func isLinked(_ title: Title, in text: String) -> Bool {
    text.ranges(of: "[[").contains { brackets in
      let rest = text[brackets.upperBound...]
      let target = rest.prefix { !"|]#[{}<>".contains($0) && !$0.isNewline }
      let next = rest[target.endIndex...]
      guard next.hasPrefix("]]") || (next.hasPrefix("|") || next.hasPrefix("#")) && next.contains("]]") else {
        return false
      }
      let linked = Title(String(target))
      return linked == title && (linked.hasColon || !Self.ownMeaning.contains(linked.namespace))
    }
  }

  /// Whether a text has the page's address, and it goes no further into another one.
  private func isAddressed(in text: String) -> Bool {
    let text = Self.key(text)
    return text.ranges(of: Self.key(address)).contains { range in
      guard let next = text[range.upperBound...].first else { return true }
      return "|]# ".contains(next) || next.isNewline
    }
  }

  private static func key(_ text: String) -> String { text.replacing("_", with: " ").lowercased() }

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
