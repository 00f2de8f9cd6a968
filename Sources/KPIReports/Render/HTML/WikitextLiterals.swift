/// Wikitext in which everything that stands between double braces or in `<nowiki>` is replaced, and what was put in its
/// place.
///
/// A template call that kpibot knows becomes what it shows. Any other one is shown as it is written: it becomes a token of
/// two private characters, which no text from outside can hold.
struct WikitextLiterals {
  private static let begin: Character = "\u{F0000}"
  private static let end: Character = "\u{F0001}"

  /// The wikitext, without comments.
  private(set) var text = ""
  /// The HTML of each token.
  private var html: [String] = []
  private let title: String
  private let templates: Set<TemplateName>

  /// Takes a page's wikitext, its title, and the templates that only show what they are given.
  init(_ wikitext: String, title: String, templates: Set<TemplateName> = []) {
    self.title = title
    self.templates = templates
    var rest = wikitext.filter { $0 != Self.begin && $0 != Self.end }[...]
    var open: [String] = []
    var result = ""
    while let place = rest.firstIndex(where: { "<{}".contains($0) }) {
      result += rest[..<place]
      rest = rest[place...]
      if rest.hasPrefix("<!--") {
        rest = rest.firstRange(of: "-->").map { rest[$0.upperBound...] } ?? ""
        // A line that has nothing but a comment is no line.
        if result.isEmpty || result.last == "\n", rest.first == "\n" { rest.removeFirst() }
      } else if rest.hasPrefix("<nowiki>"), let close = rest.firstRange(of: "</nowiki>") {
        result += token(HTMLText.escapedKeepingReferences(String(rest[..<close.lowerBound].dropFirst(8))))
        rest = rest[close.upperBound...]
      } else if rest.hasPrefix("{{") {
        open.append(result)
        result = ""
        rest = rest.dropFirst(2)
      } else if rest.hasPrefix("}}"), let before = open.popLast() {
        result = before + expanded(result)
        rest = rest.dropFirst(2)
      } else {
        result.append(rest.removeFirst())
      }
    }
    // Braces that are never closed are text.
    text = (open + [result]).joined(separator: "{{") + rest
  }

  /// The HTML of the token that a text begins with, and how long it is.
  func html(at text: Substring) -> (html: String, length: Int)? {
    guard text.first == Self.begin, let end = text.firstIndex(of: Self.end),
      let number = Int(text[..<end].dropFirst()), html.indices.contains(number)
    else { return nil }
    return (html[number], text.distance(from: text.startIndex, to: end) + 1)
  }

  /// What a call shows.
  private mutating func expanded(_ call: String) -> String {
    let parts = call.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    let head = parts[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let argument = head.count > 1 ? head[1] : ""
    switch (head[0].lowercased(), parts.count) {
    case ("formatnum", 1) where argument.allSatisfy({ $0.isASCII && ($0.isNumber || ".-".contains($0)) }):
      return ShownValue.grouped(argument)
    case ("plural", 3): return argument == "1" ? parts[1] : parts[2]
    case ("fullpagename", 1), ("pagename", 1): return title
    case ("talkpagename", 1): return talkPage
    case ("#chart", _):
      return token("<span class=\"kpibot-picture\">Chart: \(HTMLText.escapedKeepingReferences(argument))</span>")
    default:
      if let name = TemplateName(parts[0]), templates.contains(name) { return token(shown(parts)) }
      return token("<code>{{\(HTMLText.escapedKeepingReferences(restored(call)))}}</code>")
    }
  }

  /// The HTML of what a template was given, or its name.
  private func shown(_ parts: [String]) -> String {
    let values = parts.dropFirst().map { $0.replacing(#/^[^=]*=/#, with: "") }
    return HTMLText.escapedKeepingReferences(restored(values.isEmpty ? parts[0] : values.joined(separator: " ")))
  }

  /// The title of the page's talk page, by English names of namespaces.
  private var talkPage: String {
    let parts = title.split(separator: ":", maxSplits: 1).map(String.init)
    return parts.count == 2 ? "\(parts[0]) talk:\(parts[1])" : "Talk:\(title)"
  }

  /// A call's text with the tokens in it taken back to plain text.
  private func restored(_ call: String) -> String {
    var result = ""
    var rest = call[...]
    while let place = rest.firstIndex(of: Self.begin), let literal = html(at: rest[place...]) {
      result += rest[..<place] + literal.html.replacing("<code>", with: "").replacing("</code>", with: "")
      rest = rest[place...].dropFirst(literal.length)
    }
    return result + rest
  }

  private mutating func token(_ html: String) -> String {
    self.html.append(html)
    return "\(Self.begin)\(self.html.count - 1)\(Self.end)"
  }
}
