/// The name of a template of the wiki, as a report declares it.
package struct TemplateName: Sendable, Hashable {
  /// Templates that speak to bots: one in the bot's own words would keep it from its page.
  private static let refused: Set = ["bots", "nobots"]

  /// The name as the wiki has it: with a capital, and blanks for underscores.
  let text: String

  /// Takes a name; nil where it is none, or calls something else than a template.
  ///
  /// Parser functions, other namespaces and subpages have signs that a name can't have here; names in capitals alone are
  /// words of the wiki's own.
  init?(_ name: some StringProtocol) {
    let words = name.split { $0 == "_" || $0 == " " }.joined(separator: " ")
    guard words.wholeMatch(of: #/[\p{L}\p{N}](?:[\p{L}\p{N} ().'-]*[\p{L}\p{N})])?/#) != nil, !words.contains("''"),
      !Self.refused.contains(words.lowercased()), !Self.isMagicWord(words)
    else { return nil }
    text = words.prefix(1).uppercased() + words.dropFirst()
  }

  /// Whether it is written as the wiki's variables are: `PAGENAME`, `CURRENTDAY2`.
  private static func isMagicWord(_ name: String) -> Bool {
    name.count > 5 && name.wholeMatch(of: #/[A-Z]+[0-9]?/#) != nil
  }
}
