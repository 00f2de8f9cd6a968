import CLibcurl

/// How the bot names itself to servers.
package enum UserAgent {
  /// The bot's version.
  package static let version = "0.1.0"

  /// The User-Agent with the operator's contact, as the API etiquette of wikis asks for it.
  package static func string(contact: String?) -> String {
    let bot = "kpibot/\(version)"
    let library = "libcurl/\(LIBCURL_VERSION)"
    return [bot, contact.map { "(\($0))" }, library].compactMap(\.self).joined(separator: " ")
  }
}
