/// Whether a page's text keeps bots away with `{{bots}}` or `{{nobots}}`, as English Wikipedia's Template:Bots says.
package struct BotExclusion: Sendable {
  private let text: WikitextScan

  /// Takes a page's wikitext.
  package init(_ text: String) { self.text = WikitextScan(text) }

  /// The template that keeps an account away, as it stands on the page; nil when none does.
  package func template(excluding account: String) -> String? {
    text.templates.lazy.compactMap(text.call).first { Self.excludes($0, account) }?.source
  }

  private static func excludes(_ template: TemplateCall, _ account: String) -> Bool {
    let account = account.lowercased()
    let isListed = { (list: String) in !names(list).isDisjoint(with: ["all", account]) }
    let denied = template.parameters["deny"]
    let allowed = template.parameters["allow"]
    switch template.name.lowercased().replacing("template:", with: "") {
    case "nobots":
      // Without names it means everybody.
      guard let names = denied ?? template.positional.first else { return !(allowed.map(isListed) ?? false) }
      return isListed(names)
    case "bots":
      if template.parameters["optout"].map(isListed) == true || denied.map(isListed) == true { return true }
      return !(allowed.map(isListed) ?? true)
    default: return false
    }
  }

  /// The names of a list, in lower case; underscores are blanks.
  private static func names(_ list: String) -> Set<String> {
    Set(
      list.split(separator: ",").map { name in
        name.replacing("_", with: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
      })
  }
}
