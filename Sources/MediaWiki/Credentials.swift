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
}
