/// Whether a page's text keeps bots away with `{{bots}}` or `{{nobots}}`, as English Wikipedia's Template:Bots says.
///
/// Where it is not clear who is meant, it is the bot.
package struct BotExclusion: Sendable {
  private let text: WikitextScan

  /// Takes a page's wikitext.
  package init(_ text: String) { self.text = WikitextScan(text) }

  /// The template that keeps an account away, as it stands on the page; nil when none does.
  package func template(excluding account: String) -> String? {
    text.templates.lazy.compactMap(text.call).first { Self.excludes($0, account) }?.source
  }

  private static func excludes(_ template: TemplateCall, _ account: String) -> Bool {
    let denies = { (list: String) in mentions(account, in: list) }
    let isAllowed = template.parameters["allow"].map { names(account, in: $0) }
    // The namespace of templates has a name of its own on every wiki.
    switch template.name.split(separator: ":").last.map({ words($0) }) {
    case "nobots":
      // Without names it means everybody.
      guard let list = template.parameters["deny"] ?? template.positional.first else { return !(isAllowed ?? false) }
      return denies(list)
    case "bots":
      return ["optout", "deny"].contains { template.parameters[$0].map(denies) ?? false } || !(isAllowed ?? true)
    default: return false
    }
  }

  /// Whether a list that keeps bots away speaks of an account, however it is written; an empty one speaks of all.
  private static func mentions(_ account: String, in list: String) -> Bool {
    let list = words(list)
    return list.isEmpty || ["all", words(account)].contains { " \(list) ".contains(" \($0) ") }
  }

  /// Whether a list that lets bots in has an account among its names.
  private static func names(_ account: String, in list: String) -> Bool {
    let names = list.split { ",;|[]{}".contains($0) }.map { words($0.split(separator: ":").last ?? "") }
    return names.contains { ["all", words(account)].contains($0) }
  }

  /// The words of a text in lower case, with one blank between them.
  private static func words(_ text: some StringProtocol) -> String {
    text.lowercased().split { $0.isWhitespace || "_,;:|[]{}*".contains($0) }.joined(separator: " ")
  }
}
