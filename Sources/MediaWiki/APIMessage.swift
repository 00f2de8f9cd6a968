/// An error or a warning of the API.
package struct APIMessage: Error, Sendable, Hashable, Decodable {
  /// The code that programs go by, for example `protectedpage`.
  package let code: String
  /// The text for people.
  package let text: String
  /// The module that says it, for example `edit`.
  package let module: String?
  /// The values that it is about, where it is about some.
  package let values: [String]

  /// Makes a message.
  package init(code: String, text: String, module: String? = nil, values: [String] = []) {
    self.code = code
    self.text = text
    self.module = module
    self.values = values
  }

  private enum CodingKeys: CodingKey { case code, text, module, data }

  private struct Details: Decodable { let values: [String]? }

  /// Reads a message of the format `plaintext`.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    code = try container.decode(String.self, forKey: .code)
    text = try container.decode(String.self, forKey: .text)
    module = try container.decodeIfPresent(String.self, forKey: .module)
    // Each message has details of its own form.
    values = (try? container.decode(Details.self, forKey: .data))?.values ?? []
  }

  /// The code of a login that the wiki does not even look at, because there were too many of late.
  static let loginThrottled = "login-throttled"

  /// What an error means to the bot.
  package enum Meaning: Sendable {
    /// The wiki asks for patience: lagged, read-only, limited by rate, its database hiccups.
    case overloaded
    /// The session or its token is no longer valid.
    case sessionLost
    /// The credentials are not accepted.
    case badCredentials
    /// The credentials may not be used from this machine's address.
    case wrongAddress
    /// The page is protected or its title forbidden.
    case protected
    /// The account is blocked.
    case blocked
    /// AbuseFilter disallows the edit.
    case abuseFilter
    /// The text holds something the wiki takes for spam.
    case spam
    /// The wiki asks for a captcha.
    case captcha
    /// Only accounts may read the wiki.
    case privateWiki
    /// The account lacks a right.
    case missingRight
    /// The page changed or appeared since it was read.
    case editConflict
    /// The page was deleted or moved since it was read.
    case pageGone
    /// The text is longer than the wiki takes.
    case tooLong
    /// The page holds something that is not edited as wikitext.
    case wrongModel
    /// The title cannot be a page's.
    case invalidTitle
    /// The wiki keeps the edit until a moderator approves it.
    case queued
    /// The wiki failed while it worked on the request.
    case internalError
    /// Anything else.
    case other
  }

  /// What the error means to the bot, from its code.
  package var meaning: Meaning {
    switch code {
    case "maxlag", "readonly", "ratelimited", "actionthrottledtext", Self.loginThrottled: .overloaded
    case "botpasswords-restriction-failed": .wrongAddress
    case "assertuserfailed", "assertbotfailed", "assertnameduserfailed", "notloggedin", "badtoken": .sessionLost
    case "protectedpage", "protectedtitle", "protectednamespace", "protectednamespace-interface", "cascadeprotected",
      "customcssjsprotected":
      .protected
    case "blocked", "autoblocked": .blocked
    case "spamblacklist", "spamdetected": .spam
    case "readapidenied": .privateWiki
    case "permissiondenied", "writeapidenied", "noedit", "noedit-anon", "cantcreate",
      "cantcreate-anon", "noapiwrite", "nocreate-loggedin", "missingpermission", "mustbeloggedin":
      .missingRight
    case "editconflict", "articleexists": .editConflict
    case "missingtitle", "pagedeleted": .pageGone
    case "contenttoobig": .tooLong
    case "moderation-edit-queued": .queued
    case "no-direct-editing", "invalidcontentmodel", "badmodelformat", "contentmodel-mismatch": .wrongModel
    case "invalidtitle", "interwikititle": .invalidTitle
    default: meaningOfFamily
    }
  }

  private var meaningOfFamily: Meaning {
    if code.hasPrefix("internal_api_error_DB") { return .overloaded }
    if code.hasPrefix("internal_api_error") { return .internalError }
    if code.hasPrefix("titleblacklist") { return .protected }
    if code.hasPrefix("abusefilter") { return .abuseFilter }
    if code.contains("captcha") { return .captcha }
    if code.hasPrefix("globalblocking") || code.hasPrefix("wikimedia-globalblocking") { return .blocked }
    if code.hasPrefix("mwoauth") { return .badCredentials }
    return .other
  }
}
