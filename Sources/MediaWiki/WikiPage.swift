/// A page as it was when it was read; it need not exist.
package struct WikiPage: Sendable, Equatable {
  /// The text as somebody saved it.
  package struct Revision: Sendable, Equatable {
    /// The revision's number on its wiki.
    package let id: Int
    /// Who saved it; nil when that is hidden.
    package let user: String?
    /// When it was saved.
    package let timestamp: Instant
    /// The whole wikitext.
    package let text: String
  }

  /// What an account needs for an action on the page.
  package struct Protection: Sendable, Equatable, Decodable {
    /// The action, for example `edit` or `create`.
    package let type: String
    /// The group or right it needs, for example `sysop`.
    package let level: String
  }

  /// The title as the wiki writes it.
  package let title: String
  /// The page's number on its wiki; nil when it does not exist.
  package let pageID: Int?
  /// The latest revision; nil when the page does not exist.
  package let revision: Revision?
  /// What the page holds, for example `wikitext`.
  package let contentModel: String?
  /// What is protected.
  package let protection: [Protection]
  /// Whether the wiki takes the page for a redirect.
  package var isRedirect = false

  /// Whether the page exists.
  package var exists: Bool { revision != nil }
}
