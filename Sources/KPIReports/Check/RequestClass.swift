import MediaWiki

/// How many requests a minute Wikimedia takes of somebody, as of 2026.
enum RequestClass: Sendable {
  /// Nobody's account, but a contact in the User-Agent.
  case contact
  /// An account.
  case account
  /// An account that is not new any more.
  case established
  /// An account with the bot flag.
  case bot

  /// The class of an account by its groups; without any it is nobody's.
  init(groups: Set<String>?) {
    guard let groups else {
      self = .contact
      return
    }
    self = groups.contains("bot") ? .bot : groups.contains("autoconfirmed") ? .established : .account
  }

  /// How many requests a minute are taken; nil where they are not counted.
  var limit: Int? {
    switch self {
    case .contact, .account: 200
    case .established: 2_000
    case .bot: nil
    }
  }

  /// The class and its limit.
  var words: String {
    switch self {
    case .contact: "200 a minute, without an account"
    case .account: "200 a minute, as for new accounts"
    case .established: "2,000 a minute, as for established accounts"
    case .bot: "none, as for flagged bots"
    }
  }

  /// What to say of it on a wiki; other wikis than Wikimedia's have limits of their own, or none.
  func finding(on wiki: String, isWikimedia: Bool) -> CheckFinding {
    CheckFinding(
      "\(wiki): request limit: \(words)\(isWikimedia ? "" : ", if the wiki limits requests as Wikimedia does")")
  }
}
