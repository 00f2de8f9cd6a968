/// A line of wikitext as HTML: bold and italics, links, and the tags that may stand; everything else is text.
struct WikitextInline {
  private let literals: WikitextLiterals
  private let rules: HTMLRules
  /// Where a page of a title is.
  private let address: @Sendable (String) -> String

  /// Prepares lines of a page.
  init(_ literals: WikitextLiterals, rules: HTMLRules, address: @escaping @Sendable (String) -> String) {
    self.literals = literals
    self.rules = rules
    self.address = address
  }

  /// The attributes of a table, a row or a cell, each after a blank.
  func attributes(_ text: some StringProtocol) -> String {
    rules.text(of: HTMLTag.attributes(of: String(text)))
  }

  /// The HTML of a line.
  func html(_ line: some StringProtocol) -> String {
    var result = ""
    var rest = Substring(line)
    var open: [String] = []
    while let place = rest.firstIndex(where: { "'[<&>\"\u{F0000}h".contains($0) }) {
      result += rest[..<place]
      rest = rest[place...]
      if let (html, length) = literals.html(at: rest) {
        result += html
        rest = rest.dropFirst(length)
      } else if rest.hasPrefix("''") {
        result += Self.toggle(&rest, &open)
      } else if let link = link(rest) {
        result += link.html
        rest = rest[link.end...]
      } else if let tag = tag(rest) {
        result += tag.html
        rest = rest[tag.end...]
      } else if rest.first == "&",
        let reference = rest.prefixMatch(of: /&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/)
      {
        result += reference.output
        rest = rest[reference.range.upperBound...]
      } else {
        result += HTMLText.escaped(String(rest.removeFirst()))
      }
    }
    return result + rest + open.reversed().map { "</\($0)>" }.joined()
  }

  /// Begins or ends bold or italics.
  private static func toggle(_ rest: inout Substring, _ open: inout [String]) -> String {
    let count = rest.prefix { $0 == "'" }.count
    // Of two that end together, the one that was begun last ends first.
    let both = open.last == "b" ? ["b", "i"] : open.last == "i" ? ["i", "b"] : ["b", "i"]
    let names = count >= 5 ? both : count >= 3 ? ["b"] : ["i"]
    rest = rest.dropFirst(count >= 5 ? 5 : count >= 3 ? 3 : 2)
    return names.map { name in
      guard let place = open.lastIndex(of: name) else {
        open.append(name)
        return "<\(name)>"
      }
      // What was begun inside ends first and goes on after.
      let inside = open[(place + 1)...]
      open.remove(at: place)
      return inside.reversed().map { "</\($0)>" }.joined() + "</\(name)>" + inside.map { "<\($0)>" }.joined()
    }.joined()
  }

  /// A tag that may stand; `<section>` shows nothing.
  private func tag(_ rest: Substring) -> (html: String, end: Substring.Index)? {
    guard rest.first == "<" else { return nil }
    let bytes = Array(rest.utf8.prefix(10_000))
    guard let tag = HTMLTag(bytes, at: 0), let html = tag.name == "section" ? "" : rules.text(of: tag) else {
      return nil
    }
    return (html, rest.utf8.index(rest.startIndex, offsetBy: tag.end))
  }

  private func link(_ rest: Substring) -> (html: String, end: Substring.Index)? {
    if rest.hasPrefix("[["), let close = rest.firstRange(of: "]]") {
      let parts = rest[..<close.lowerBound].dropFirst(2).split(separator: "|", maxSplits: 1)
      guard let target = parts.first, !target.contains("[") else { return nil }
      return (internalLink(to: String(target), label: parts.count > 1 ? html(parts[1]) : nil), close.upperBound)
    }
    if let match = rest.prefixMatch(of: /\[(https?:\/\/[^ \[\]<>"]+)(?: +([^\[\]\n]*))?\]/) {
      let label = match.output.2.map { html($0) } ?? HTMLText.escaped(String(match.output.1))
      return (Self.anchor(String(match.output.1), label), match.range.upperBound)
    }
    if let match = rest.prefixMatch(of: /https?:\/\/[^ \[\]<>"'|]+/) {
      let address = String(match.output)
      return (Self.anchor(address, HTMLText.escapedKeepingReferences(address)), match.range.upperBound)
    }
    return nil
  }

  private func internalLink(to text: String, label: String?) -> String {
    let target = text.hasPrefix(":") ? String(text.dropFirst()) : text
    let key = target.lowercased()
    if text == target, key.hasPrefix("category:") { return "" }
    if text == target, key.hasPrefix("file:") || key.hasPrefix("image:") { return label ?? "" }
    let label = label ?? html(target)
    if target.hasPrefix("#") { return Self.anchor(target.replacing(" ", with: "_"), label) }
    return Self.anchor(address(target.removingPercentEncoding ?? target), label)
  }

  private static func anchor(_ address: String, _ label: String) -> String {
    "<a href=\"\(HTMLText.escapedKeepingReferences(address))\">\(label)</a>"
  }
}
