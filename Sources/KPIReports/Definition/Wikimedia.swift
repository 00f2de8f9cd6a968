import MediaWiki

/// What is known of the wikis of the Wikimedia movement without asking them.
package enum Wikimedia {
  private static let domains = [
    "wikipedia.org", "wikimedia.org", "mediawiki.org", "wiktionary.org", "wikibooks.org", "wikinews.org",
    "wikiquote.org", "wikisource.org", "wikiversity.org", "wikivoyage.org", "wikidata.org", "wikifunctions.org",
  ]

  /// The base address of the pageviews API.
  static var pageviews: WikiURL? { try? WikiURL("https://wikimedia.org/api/rest_v1") }

  /// The api.php of the wiki that logs the rights on all wikis of the movement; nil for other wikis.
  static func central(of host: String) -> WikiURL? {
    runs(host) ? try? WikiURL("https://meta.wikimedia.org/w/api.php") : nil
  }

  /// The name of a wiki in the pageviews API, by its host; nil for other wikis.
  static func project(of host: String) -> String? { runs(host) ? host : nil }

  /// Whether a host is one of the movement's.
  package static func runs(_ host: String) -> Bool {
    domains.contains { host == $0 || host.hasSuffix(".\($0)") }
  }
}
