/// How the bot signs in.
package enum Credentials: Sendable {
  /// A bot password; the user name is `Name@label`.
  case botPassword(username: String, password: Secret)
  /// The access token of an owner-only OAuth 2 consumer.
  case oauth2(token: Secret)
}

/// Who the wiki says the bot is.
package struct SignedInUser: Sendable, Equatable {
  /// The account's name, without a bot password's label.
  package let name: String
  /// What the account may do, for example `edit`.
  package let rights: Set<String>
  /// The groups the account is in, for example `bot`.
  package let groups: Set<String>
  /// The account's block; nil when it is not blocked.
  package let block: Block?

  /// A block of the account.
  package struct Block: Sendable, Equatable {
    /// Who blocked it.
    package let by: String
    /// Why.
    package let reason: String
    /// Whether it concerns only some pages or actions.
    package let isPartial: Bool
  }
}
