extension WikiError: CustomStringConvertible {
  /// What was being done where, what went wrong and what to do.
  package var description: String {
    let tried = attempts.flatMap { attempts in
      attempts.count > 1 ? " (tried \(attempts.count) times in \(attempts.duration.formattedSeconds) s)" : nil
    }
    return "\(task) on \(wiki): \(cause.problem)\(tried ?? ""); \(cause.advice)"
  }
}

extension WikiError.Cause: CustomStringConvertible {
  /// What went wrong and what to do.
  package var description: String { "\(problem); \(advice)" }

  /// What went wrong.
  package var problem: String {
    switch self {
    case .http(let failure): failure.description
    case .status(let status, let wait):
      "HTTP status \(status)" + (wait.map { " (the server asks to wait \($0.components.seconds) s)" } ?? "")
    case .redirected(let address): "the server sends to \(address)"
    case .badAnswer(.empty): "the answer is empty"
    case .badAnswer(.html): "the answer is a web page"
    case .badAnswer(.notJSON): "the answer is cut short or not JSON"
    case .badAnswer(.unexpected(let place)): "the answer has another form than the API's (\(place))"
    case .badAnswer(.incomplete(let what)): "the answer lacks \(what)"
    case .api(let message, _): "\(message.problem) (\(message.code): \(message.text))"
    case .signInFailed(let reason, _): "the wiki did not accept the credentials (\(reason))"
    case .noCredentials: "this needs an account"
    case .invalidTitle(let reason): "no page can have this title (\(reason))"
    case .endlessContinuation: "the wiki continues the query without end"
    case .outcomeUnknown: "the edit was sent, but whether it was saved could not be found out"
    }
  }

  /// What to do.
  package var advice: String {
    switch self {
    case .http(let failure) where failure.isUnreachable: "check the address and the network"
    case .http(let failure):
      switch failure.kind {
      case .badURL, .notHTTP: "check the address"
      case .badHeader: "check the credentials"
      case .tooLarge: "check that the address is right"
      default: "try again later"
      }
    case .status(401, _), .status(403, _): "check the credentials and the operator's contact"
    case .status(let status, _) where WikiError.transientStatuses.contains(status): "try again later"
    case .status, .badAnswer(.unexpected): "check that the address is right"
    case .redirected: "put that address into report.yaml"
    case .badAnswer(.html): "try again later, and check that the address is right"
    case .badAnswer, .endlessContinuation: "try again later"
    case .api(let message, _): message.advice
    case .signInFailed:
      "check user name and password or token in the credentials, and on Special:BotPasswords whether the bot password "
        + "is limited to other addresses than this machine's"
    case .noCredentials: "put a bot password or an OAuth 2 token into the credentials"
    case .invalidTitle: "correct it in report.yaml"
    case .outcomeUnknown: "run the bot again: it edits only what still differs"
    }
  }
}

extension APIMessage {
  /// What the error says, in the bot's words.
  fileprivate var problem: String {
    switch meaning {
    case .overloaded: "the wiki asks for patience"
    case .sessionLost: "the session is lost"
    case .badCredentials: "the credentials are not accepted"
    case .wrongAddress: "the bot password may be used from other addresses only"
    case .protected: "the page is protected"
    case .blocked: "the account is blocked"
    case .abuseFilter: "a filter disallows the edit"
    case .spam: "the wiki takes a link in the text for spam"
    case .captcha: "the wiki asks for a captcha"
    case .privateWiki: "the wiki is private, only accounts may read it"
    case .missingRight: "the account lacks a right"
    case .editConflict: "the page changed in the meantime"
    case .pageGone: "the page was deleted or moved in the meantime"
    case .tooLong: "the page would be longer than the wiki takes"
    case .wrongModel: "the page holds something else than wikitext"
    case .invalidTitle: "no page can have this title"
    case .queued: "the wiki shows the edit to a moderator before it saves it"
    case .internalError: "the wiki failed"
    case .other: "the wiki refuses"
    }
  }

  /// What to do about an edit that waits for a moderator.
  package static let moderation =
    "ask a moderator to approve it on Special:Moderation, or an administrator for the right \"skip-moderation\", which "
    + "bots usually have; until the report or the page changes it is not sent again, except with --force"

  /// What to do about the error.
  fileprivate var advice: String {
    switch meaning {
    case .overloaded, .internalError: "try again later"
    case .sessionLost: "check that the account may sign in and that its bot password or token was not revoked"
    case .badCredentials: "make a new bot password on Special:BotPasswords, or a new OAuth 2 consumer"
    case .wrongAddress: "allow this machine's address for the bot password on Special:BotPasswords"
    case .protected:
      "if the account itself may edit the page, give the bot password or consumer the grant \"Edit protected pages\"; "
        + "otherwise ask an administrator to lower the protection or to give the account the right, or publish elsewhere"
    case .blocked: "only an administrator of the wiki can lift a block: speak with them on the account's talk page"
    case .abuseFilter: "ask the administrators, who see the filter's log on Special:AbuseLog, to let the account pass"
    case .spam: "leave the link out of the report, or ask an administrator to put it on MediaWiki:Spam-whitelist"
    case .captcha: "ask a bureaucrat for the bot flag, which brings the right skipcaptcha"
    case .privateWiki:
      "put a bot password or an OAuth 2 token that is valid there into the credentials, which are read for previews, too"
    case .missingRight:
      "give the bot password or consumer the grants \"Edit existing pages\" and \"Create, edit, and move pages\", or ask "
        + "an administrator for the right"
    case .queued: Self.moderation
    case .tooLong:
      "show fewer periods or products in report.yaml, or move what people wrote on the page to another one"
    case .wrongModel: "name another page under \"publish\", or ask an administrator to change its content model"
    case .editConflict: "run the bot again"
    case .pageGone: "ask who did it; after a move, name the new title in report.yaml"
    case .invalidTitle: "correct it in report.yaml"
    case .other: "see what the wiki says"
    }
  }
}
