import MediaWiki

/// An entry of a log of user rights, as far as it tells of bots.
package struct RightsChange: Sendable, Hashable {
  /// The entry's number, which stays when the account is renamed.
  package let id: Int
  /// The account's name.
  package let name: String
  /// When it was logged.
  package let time: Instant
  /// Whether the account was in a bot group before; nil where the entry does not tell.
  package let wasBot: Bool?
  /// Up to when it was put into one; nil where it was put into none.
  package let botUntil: Instant?

  /// For a membership without an end.
  package static let forever = Instant(seconds: 253_402_300_799)

  /// Makes the fact from its parts.
  package init(id: Int, name: String, time: Instant, wasBot: Bool?, botUntil: Instant?) {
    self.id = id
    self.name = name
    self.time = time
    self.wasBot = wasBot
    self.botUntil = botUntil
  }
}

/// A log of user rights: of one wiki, or of the wikis that share their accounts.
package struct RightsLog: Sendable, Hashable {
  /// Whose rights it tells of.
  package enum Scope: String, Sendable {
    /// Those on one wiki.
    case local
    /// Those on all wikis of a family, logged on one of them.
    case global
    /// Those on each wiki of a family, as far as stewards changed them from the wiki that logs the rights on all wikis. The
    /// names in it are followed by `@` and the wiki's database.
    case stewards
  }

  /// The store's id of the wiki that has the log.
  package let wiki: Int64
  /// Whose rights it tells of.
  package let scope: Scope

  /// What readers call a log: of one wiki by the report's name, or of all wikis.
  package static func name(of wiki: String?) -> String {
    wiki.map { "the log of user rights of \($0)" } ?? "the log of user rights on all wikis"
  }

  /// What readers call the log of what stewards changed.
  package static let nameOfStewards = "the log of user rights that stewards changed"

  /// Names a log.
  package init(wiki: Int64, scope: Scope) {
    self.wiki = wiki
    self.scope = scope
  }
}

/// How far a log of user rights was read.
package struct RightsLogState: Sendable, Hashable {
  /// The bot groups that it was read for.
  package var groups: String
  /// From when on every entry is known.
  package var since: Instant
  /// Up to when.
  package var until: Instant
  /// When the log's oldest entry was made; nil where there is none.
  package var first: Instant?
  /// The newest edit that was known when it was read.
  package var newestEdit: Instant?
  /// Up to when it tells of all edits that are known.
  package var checked: Instant
  /// Why it does not tell of all.
  package var problem: String?
  /// Whether other accounts became bots since.
  package var isDue = false
}

/// An account whose rights matter from a time on.
package struct RightsAccount: Sendable, Hashable {
  /// Its name.
  package let name: String
  /// When it made its first edit to one of the pages.
  package let firstEdit: Instant
}

/// How far back the bots of a report's wiki are told as of each edit.
package struct RightsReach: Sendable, Hashable {
  /// The report's name of the wiki; nil for the rights on all wikis.
  package let wiki: String?
  /// When the oldest entry was made that can be asked for; nil where there is none.
  package let first: Instant?

  /// Makes the reach from its parts.
  package init(wiki: String?, first: Instant?) {
    self.wiki = wiki
    self.first = first
  }
}
