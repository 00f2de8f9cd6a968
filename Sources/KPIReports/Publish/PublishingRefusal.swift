import MediaWiki

/// The bot itself does not save, although the wiki might let it.
package enum PublishingRefusal: Error, Sendable, CustomStringConvertible {
  /// The report can't be trusted as it is.
  case implausible(reasons: [String])
  /// The page keeps the bot away with a template.
  case excluded(page: String, template: String)
  /// The page with which people stop the bot has text.
  case shutOff(page: String, text: String)
  /// The wiki signed the bot in under another name than that of the credentials.
  case otherAccount(expected: String, found: String, wiki: String)
  /// The account or its bot password lacks a right.
  case missingRight(String, account: String, wiki: String)
  /// The account is blocked.
  case blocked(account: String, wiki: String, by: String, reason: String)
  /// The page is protected.
  case protected(page: String, level: String)
  /// The page was there, and is no more; who deleted or moved it, where the wiki tells.
  case gone(page: String, Departure?)
  /// The page only leads to another one, which has no markers of the report.
  case moved(page: String, target: String?)
  /// Somebody undid the bot's last edit.
  case undone(page: String, by: String?, at: Instant)
  /// The page would be longer than the wiki takes, in bytes, of which so many are the bot's.
  case tooLong(page: String, bytes: Int, own: Int, limit: Int)
  /// A page that is to link to the report does not exist.
  case noPageForLink(page: String)
  /// A page that is to link to the report only leads to another one.
  case redirect(page: String, target: String?)
  /// The wiki keeps the same edit until a moderator approves it; nil where it was not sent yet.
  case queued(page: String, since: Instant?)
  /// A link would not be seen on the page, or would stand in the midst of something else.
  case noPlaceForLink(page: String, NoPlaceForLine)
  /// The page holds something else than wikitext.
  case notWikitext(page: String, model: String)
  /// A page of the namespace Data would hold something else than it shall.
  case notData(page: String, model: String, wiki: String, kind: DataPage.Kind)
  /// A page of the namespace Data holds what others wrote.
  case foreignData(page: String, user: String?)
  /// A page of the namespace Data would be refused by the wiki.
  case invalidData(page: String, problems: [String])

  /// What went wrong, and who can mend it how.
  package var description: String {
    switch self {
    case .noPageForLink, .redirect, .noPlaceForLink: "\(problem), so no link to the report was put there; \(mend)"
    case .implausible: "\(problem)\(problem.hasSuffix("?") ? "" : ".") Nothing was saved. \(Self.sentence(mend))"
    case .foreignData: "\(problem); it was left as it is. \(Self.sentence(mend))"
    case .invalidData: "\(problem); it was not sent. \(Self.sentence(mend))"
    default: "\(problem); nothing was saved. \(Self.sentence(mend))"
    }
  }

  /// Whether it concerns nothing but a link from another page that can't have it.
  package var isAboutLink: Bool {
    switch self {
    case .noPageForLink, .redirect, .noPlaceForLink: true
    default: false
    }
  }

  /// What is wrong.
  package var problem: String {
    switch self {
    case .implausible(let reasons): Self.list(reasons)
    case .excluded(let page, let template): "\(page) keeps the bot away with \(template)"
    case .shutOff(let page, let text): "the bot is stopped by the text on \(page) (\"\(text.prefix(100))\")"
    case .otherAccount(let expected, let found, let wiki):
      "signing in on \(wiki): the wiki says that the bot is \"\(found)\", and the credentials are of \"\(expected)\""
    case .missingRight("bot", let account, let wiki):
      "\(account) has no bot right on \(wiki), so its edits would flood recent changes"
    case .missingRight("skipcaptcha", let account, let wiki):
      "\(wiki) can ask \(account) to solve a captcha, since it lacks the right \"skipcaptcha\""
    case .missingRight(let right, let account, let wiki): "\(account) lacks the right \"\(right)\" on \(wiki)"
    case .blocked(let account, let wiki, let by, let reason): "\(account) is blocked on \(wiki) by \(by) (\(reason))"
    case .protected(let page, let level): "\(page) is protected (\(level)) and the account may not edit it"
    case .gone(let page, let departure?):
      "\(page) was \(departure.target.map { "moved to \($0)" } ?? "deleted") by \(departure.user ?? "somebody") on "
        + departure.timestamp.inWords
    case .gone(let page, nil): "\(page) was deleted or moved after the bot had saved it"
    case .moved(let page, let target): "\(page) is a redirect to \(target ?? "another page")"
    case .undone(let page, let user, let time):
      "\(user ?? "somebody") undid the bot's last edit of \(page) on \(time.inWords)"
    case .tooLong(let page, let bytes, let own, let limit):
      "\(page) would have \(bytes) bytes, \(own) of them the report's and \(bytes - own) people's, and the wiki takes at most "
        + "\(limit)"
    case .queued(let page, let since?):
      "the report for \(page) has been waiting for a moderator of the wiki since \(since.inWords)"
    case .queued(let page, nil): "the wiki would show the edit of \(page) to a moderator before it saves it"
    case .noPageForLink(let page): "\(page) does not exist"
    case .redirect(let page, let target): "\(page) is a redirect to \(target ?? "another page")"
    case .noPlaceForLink(let page, let place):
      "on \(page) the link would not stand in a section \"See also\" that readers see"
        + (place.beginning.map { ", but within what begins with \"\($0)\"" } ?? "")
    case .notWikitext(let page, let model): "\(page) holds \(model), not wikitext"
    case .notData(let page, let model, let wiki, let kind):
      "\(page) would hold \(model), not \(kind.rawValue): \(wiki) needs Extension:\(kind.extensionName) with the "
        + "namespace Data"
    case .foreignData(let page, let user):
      "\(page) holds what \(user ?? "somebody") wrote, and not what the bot saved for this report"
    case .invalidData(let page, let problems):
      "\(page) would not be taken by the wiki: \(Self.list(problems))"
    }
  }

  /// Who can mend it how.
  package var mend: String {
    switch self {
    case .implausible: "look at the preview; if it is right, publish with --force"
    case .excluded: "whoever cares for the page can take it out"
    case .shutOff: "settle what it says, then blank the page"
    case .otherAccount: "correct KPIBOT_USERNAME or the token"
    case .missingRight("bot", _, _):
      "ask a bureaucrat of the wiki for the bot flag, and give the bot password or consumer the grant "
        + "\"High-volume access\""
    case .missingRight("skipcaptcha", _, _):
      "ask a bureaucrat of the wiki for the bot flag, which brings the right, and give the bot password or consumer the "
        + "basic rights"
    case .missingRight:
      "give the bot password or consumer the grants \"Edit existing pages\" and \"Create, edit, and move pages\", or ask "
        + "an administrator for the right"
    case .blocked:
      "only an administrator of the wiki can lift a block: speak with them on the account's talk page"
    case .protected:
      "if the account itself may edit the page, give the bot password or consumer the grant \"Edit protected pages\"; "
        + "otherwise ask an administrator to lower the protection or to give the account the right, or publish on another page"
    case .gone(_, let departure?):
      departure.target.map { "name \($0) under \"publish\" in report.yaml, or make the page again with --force" }
        ?? "ask why; if the page is wanted, have it restored, or make it again with --force"
    case .gone: "ask who did it; name the page's new title under \"publish\", or make it again with --force"
    case .moved(_, let target):
      target.map { "name \($0) under \"publish\" in report.yaml and put the markers there, or name another page" }
        ?? "name the page itself under \"publish\" in report.yaml"
    case .undone: "ask why; once it is settled, publish by hand, without --if-due"
    case .tooLong(_, let bytes, let own, let limit):
      Self.shortening(report: own, people: bytes - own, limit: limit)
    case .queued: APIMessage.moderation
    case .noPageForLink: "correct \"see_also\" in report.yaml"
    case .redirect(_, let target): "name \(target ?? "that page") under \"see_also\" in report.yaml"
    case .noPlaceForLink(_, let place):
      place.beginning == nil
        ? "put the link there yourself"
        : "close that on the page before the place of the link, or put the link there yourself"
    case .notWikitext:
      "name another page under \"publish\", or ask an administrator to change its content model"
    case .notData: "name another wiki under \"charts\""
    case .foreignData: "undo that edit, move the page away, or name another page under \"charts\""
    case .invalidData: "correct titles and names in report.yaml, or show fewer periods"
    }
  }

  /// What to do about a page with too many bytes, of the report and of people.
  private static func shortening(report: Int, people: Int, limit: Int) -> String {
    // People's text leaves room for a good part of the report.
    if limit - people >= report / 2 { return "show fewer periods or products in report.yaml" }
    if report > limit / 2 {
      return
        "show fewer periods or products in report.yaml, and name another page under \"publish\" for the report alone"
    }
    return
      "move what people wrote to another page, or name another page under \"publish\" for the report alone; showing "
      + "fewer periods would not be enough"
  }

  /// The first few of many reasons, which say enough.
  private static func list(_ reasons: [String]) -> String {
    let most = 5
    let more = reasons.count > most ? ["and \(reasons.count - most) more"] : []
    return (reasons.prefix(most) + more).joined(separator: "; ")
  }

  private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
