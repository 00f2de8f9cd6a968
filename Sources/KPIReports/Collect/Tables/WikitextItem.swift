/// Reads the name that an item of a list, or the first cell of a row, shows.
///
/// What people see decides: markup that only styles is left out, a link shows its label. What can't be known from the text
/// alone is refused, for a name that is read wrongly would not be found in another list.
enum WikitextItem {
  /// Why the name can't be read: what stands there.
  struct Problem: Error, Equatable {
    let message: String
  }

  /// Prefixes of links that are shown as any link is; those that look like a language's lead to other sites.
  private static let shownPrefixes: Set = [
    "user", "user talk", "talk", "project", "project talk", "help", "help talk", "special", "template", "template talk",
    "mediawiki", "meta", "m", "mw", "w", "wikipedia", "wikt", "wiktionary", "s", "wikisource", "n", "wikinews", "q",
    "wikiquote", "b", "wikibooks", "v", "wikiversity", "voy", "wikivoyage", "c", "commons", "d", "wikidata", "species",
    "wmf", "foundation", "outreach", "incubator", "phab", "phabricator", "wikitech", "module", "portal",
  ]
  private static var imageOptions: Regex<Substring> {
    /(?:[0-9]*x?[0-9]+px|left|right|center|none|frameless|border|baseline|middle|sub|super|top|bottom|text-top|text-bottom|(?:link|alt|class|lang)=.*|)/
  }

  /// The name, in one line; empty where nothing is shown.
  static func text(_ part: WikitextSource.Part) throws(Problem) -> String {
    let scalars = part.lazy.map(\.value)
    if scalars.contains(WikitextSource.call) {
      throw Problem(message: "it holds a template (\(calls(part))), and what that shows can't be known")
    }
    if scalars.contains(WikitextSource.opaque) { throw Problem(message: "it holds a tag that can't be read") }
    var text = WikitextSource.text(part)
    if let match = text.firstMatch(of: /__[A-Za-z]+__|-\{/) {
      throw Problem(message: "it holds \"\(match.output)\", which can't be read")
    }
    text = text.replacing(/<br\s*\/?>/.ignoresCase(), with: " ").replacing(WikitextMarkup.styling, with: "")
    if let match = text.firstMatch(of: /<[\/!]?[A-Za-z][A-Za-z0-9]*/) {
      throw Problem(message: "it holds \"\(match.output)\", which can't be read")
    }
    text = try withoutLinks(text)
    text = try withoutQuotes(text)
    return try decoded(text)
  }

  private static func calls(_ part: WikitextSource.Part) -> String {
    let text = WikitextSource.plain(WikitextSource.text(part.drop { $0.value != WikitextSource.call }))
    let longest = 40
    let name = text.prefix { $0 != "|" && $0 != "}" }
    return name.prefix(longest).trimmingBlanks + "}}"
  }

  // MARK: Links

  private static func withoutLinks(_ text: String) throws(Problem) -> String {
    var result = ""
    var rest = text[...]
    while let match = rest.firstMatch(of: /\[\[([^\[\]|{}<>\n]+)(?:\|([^\[\]]*))?\]\]/) {
      result += rest[..<match.range.lowerBound]
      rest = rest[match.range.upperBound...]
      let isAlone = (result + rest).allSatisfy { $0.isWhitespace || $0 == "'" }
      result += try shown(match.output.1, label: match.output.2, isAlone: isAlone)
    }
    result += rest
    result = result.replacing(/\[(?:https?:)?\/\/[^\s\[\]<>"]+[ \t]+([^\[\]]+)\]/) { String($0.output.1) }
    if result.contains(
      /\[\[|\]\]|\[(?:[a-z]+:)?\/\/|\[(?:mailto|news|tel|xmpp|sip|sips|sms|geo|magnet|urn|bitcoin):/.ignoresCase())
    {
      throw Problem(message: "it holds brackets that can't be read")
    }
    return result
  }

  /// What a link shows.
  private static func shown(_ target: Substring, label: Substring?, isAlone: Bool) throws(Problem) -> String {
    let link = "the link [[\(WikitextSource.plain(String(target)))]]"
    if label?.isEmpty == true { throw Problem(message: "\(link) has no label behind its bar") }
    let trimmed = target.trimmingBlanks
    if trimmed.hasPrefix(":") {
      if label == nil, trimmed.dropFirst().contains(/^[:\/.#]|%|&/) { throw Problem(message: "\(link) can't be read") }
      return String(label ?? trimmed.dropFirst())
    }
    if let colon = trimmed.firstIndex(of: ":") {
      let prefix = trimmed[..<colon].replacing("_", with: " ").trimmingBlanks.lowercased()
      switch prefix {
      case "category": return ""
      case "file", "image":
        let options = (label ?? "").split(separator: "|", omittingEmptySubsequences: false).map(\.trimmingBlanks)
        guard options.allSatisfy({ $0.wholeMatch(of: imageOptions) != nil }) else {
          throw Problem(message: "\(link) may show a caption")
        }
        return ""
      case "media": throw Problem(message: "\(link) can't be read")
      case let prefix where shownPrefixes.contains(prefix): break
      case let prefix where prefix.wholeMatch(of: /[a-z]{2,3}(-[a-z]+)*|simple/) != nil:
        throw Problem(message: "\(link) may only lead to another language; write [[:\(trimmed)]]")
      default:
        // A category's name in another language is such a prefix too.
        if !isAlone { throw Problem(message: "\(link) may be one to a category, a file or another language") }
      }
    }
    if label == nil, trimmed.contains(/^[\/.]|%|&/) { throw Problem(message: "\(link) can't be read") }
    return String(label ?? target)
  }

  // MARK: Quotes and references of characters

  private static func withoutQuotes(_ text: String) throws(Problem) -> String {
    let runs = text.matches(of: /'{2,}/).map { $0.output.count }
    let (bold, italics) = (runs.count { $0 != 2 }, runs.count { $0 != 3 })
    guard runs.allSatisfy([2, 3, 5].contains), bold % 2 == 0 || italics % 2 == 0 else {
      throw Problem(message: "its apostrophes can't be read")
    }
    return text.replacing(/'{2,}/, with: "")
  }

  private static let entities: [Substring: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "nbsp": " ", "ndash": "–", "mdash": "—", "minus": "−",
    "hellip": "…", "middot": "·", "bull": "•", "thinsp": " ", "ensp": " ", "emsp": " ",
  ]

  private static func decoded(_ text: String) throws(Problem) -> String {
    var result = ""
    var rest = text[...]
    while let match = rest.firstMatch(of: /&(#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);/) {
      guard let character = character(match.output.1) else {
        throw Problem(message: "it holds \"\(match.output.0)\", which can't be read")
      }
      result += rest[..<match.range.lowerBound] + character
      rest = rest[match.range.upperBound...]
    }
    return WikitextSource.plain(result + rest).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func character(_ entity: Substring) -> String? {
    guard entity.hasPrefix("#") else { return entities[entity] }
    let number = entity.dropFirst()
    let isHexadecimal = number.first == "x" || number.first == "X"
    let code = isHexadecimal ? UInt32(number.dropFirst(), radix: 16) : UInt32(number)
    // What is no character is shown as it is written.
    guard let scalar = code.flatMap(Unicode.Scalar.init), scalar.properties.generalCategory != .control else {
      return nil
    }
    return String(Character(scalar))
  }
}

/// Markup that both items and other cells know.
enum WikitextMarkup {
  /// Tags that only style what stands in them.
  static var styling: Regex<(Substring, Substring, Substring?)> {
    /<\/?(b|i|u|s|small|big|span|div|code|em|strong|sub|sup|tt|kbd|samp|abbr|cite|font|bdi|bdo|del|ins|mark|center|wbr|strike)(\s[^<>]*)?\/?>/
      .ignoresCase()
  }
}
